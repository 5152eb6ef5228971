import { expect, test } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import { inTheirWords } from '../../../shared/schema/saying.ts';
import { connectionIfKnown } from './connection-if-known.ts';

const throwing = (error: Error) => (): Connection => {
  throw error;
};

test('a connection that is gone is null', () => {
  expect(
    connectionIfKnown(throwing(new AppError('NOT_FOUND', inTheirWords('There is no such connection.'))), 'c'),
  ).toBeNull();
});

test.each([new AppError('INTERNAL', inTheirWords('Broken.')), new TypeError('A bug.')])(
  '%s is not taken for a connection that is gone',
  (error) => {
    expect(() => connectionIfKnown(throwing(error), 'c')).toThrow(error);
  },
);
