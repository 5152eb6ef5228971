import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { isKeyRefused, toErrorShape } from './errors.ts';

describe('toErrorShape', () => {
  it('keeps the engine’s code, words and details', () => {
    const error = new ORPCError('ACCESS_DENIED', {
      message: 'no',
      data: { permission: 's3:ListMultipartUploadParts' },
    });
    expect(toErrorShape(error)).toEqual({
      code: 'ACCESS_DENIED',
      message: 'no',
      details: { permission: 's3:ListMultipartUploadParts' },
    });
  });

  it('has empty details where none came', () => {
    expect(toErrorShape(new ORPCError('TIMEOUT', { message: 'slow' })).details).toEqual({});
  });

  it('tells a host that is gone from a bug', () => {
    expect(toErrorShape(new TypeError('Failed to fetch')).code).toBe('APP_GONE');
    expect(toErrorShape(new Error('odd'))).toEqual({ code: 'INTERNAL', message: 'odd', details: {} });
    expect(toErrorShape('odd').message).toBe('odd');
  });

  it('never passes a transport’s code off as one of ours', () => {
    expect(toErrorShape(new ORPCError('INTERNAL_SERVER_ERROR')).code).toBe('INTERNAL');
    expect(toErrorShape(new ORPCError('BAD_REQUEST', { message: 'bad' })).code).toBe('INVALID_INPUT');
  });
});

it('knows a refused key', () => {
  expect(isKeyRefused(new ORPCError('UNAUTHORIZED'))).toBe(true);
  expect(isKeyRefused(new ORPCError('ACCESS_DENIED'))).toBe(false);
});
