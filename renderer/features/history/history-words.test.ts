import { describe, expect, it, test } from 'vitest';
import type { HistoryJob } from '../../../shared/history.ts';
import { job } from '../../testing/fake-data.ts';
import { answerWords, chainWords, leftWords, seenWords, withLive } from './history-words.ts';

test.each([
  [{ intact: true, lines: 1204, firstHash: 'a', lastHash: 'b' }, 'Evidence intact: 1,204 lines'],
  [{ intact: true, lines: 1, firstHash: 'a', lastHash: 'a' }, 'Evidence intact: 1 line'],
  [{ intact: false, sequence: 17, problem: 'changed' }, 'Line 17 was changed'],
  [{ intact: false, sequence: 1700, problem: 'missing' }, 'Line 1,700 is missing'],
] as const)('a chain in words', (chain, words) => expect(chainWords(chain)).toBe(words));

describe('a job in the table', () => {
  const read: HistoryJob = { ...job('j', 'footage', 20, 1000), origin: null };

  it('is as new as the live state', () => {
    const live = { ...job('j', 'footage', 20, 1000), state: 'finished' as const, bytesFreed: 7 };
    expect(withLive([read], [live])).toEqual([{ ...live, origin: null }]);
    expect(withLive([read], [{ ...live, id: 'other' }])).toEqual([read]);
  });

  it('never shows what is not known as nothing', () => {
    const counts = { ...read.counts, unverified: 0 };
    expect(leftWords({ bytesLeft: 0, counts })).toBe('0 bytes');
    expect(leftWords({ bytesLeft: 0, counts: { ...counts, unverified: 1 } })).toBe('not known');
    expect(leftWords({ bytesLeft: 1024, counts: { ...counts, unverified: 1 } })).toBe('at least 1 KiB');
  });
});

describe('a line of evidence', () => {
  it('tells the answer, and that there was none', () => {
    expect(answerWords({ kind: 'sent', status: null, code: null })).toBe('');
    expect(answerWords({ kind: 'answered', status: 403, code: 'Access\u0001Denied' })).toBe('403 Access␁Denied');
    expect(answerWords({ kind: 'answered', status: null, code: 'TIMEOUT' })).toBe('TIMEOUT');
    expect(answerWords({ kind: 'answered', status: null, code: null })).toBe('no answer');
  });

  it('tells what was seen', () => {
    expect(seenWords({ parts: null, bytes: null })).toBe('');
    expect(seenWords({ parts: 0, bytes: 0 })).toBe('0 parts, 0 bytes');
    expect(seenWords({ parts: 1, bytes: null })).toBe('1 part');
  });
});
