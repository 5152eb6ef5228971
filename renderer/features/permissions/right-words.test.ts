import { describe, expect, it } from 'vitest';
import { rightsSummary, rightWords } from './right-words.ts';

const allowed = { answer: 'allowed' as const };
const unknown = { answer: 'unknown', unknown: { why: 'read-only' } } as const;
const denied = (permission: string) => ({ answer: 'denied' as const, permission, code: 'AccessDenied' });

describe('rightWords', () => {
  it('names the missing action and what the server said', () => {
    expect(rightWords(denied('s3:AbortMultipartUpload'))).toEqual({
      word: 'denied',
      tone: 'bad',
      sentence: 's3:AbortMultipartUpload is missing. The server said AccessDenied.',
    });
  });
  it('names the key where the encryption is the cause', () => {
    expect(rightWords(denied('kms:Decrypt')).sentence).toContain('KMS key');
  });
  it('never takes unknown for allowed or denied', () => {
    expect(rightWords(unknown)).toEqual({
      word: 'not known',
      tone: 'neutral',
      sentence: expect.stringMatching(/^This connection is read-only/),
    });
    expect(rightWords(allowed).word).toBe('allowed');
  });
});

describe('rightsSummary', () => {
  const all = { list: allowed, look: allowed, abort: allowed };
  it.each([
    [all, 'You can clean up here, and prove it.'],
    [{ ...all, list: denied('x') }, 'No access'],
    [{ ...all, abort: denied('x') }, 'not clean up'],
    [{ ...all, look: denied('x') }, 'not prove'],
    [{ ...all, abort: unknown }, 'not all of it could be told'],
  ])('%#', (rights, words) => {
    expect(rightsSummary(rights)).toContain(words);
  });
});
