import { afterEach, describe, expect, it, test } from 'vitest';
import type { HistoryJob } from '../../../shared/schema/history.ts';
import { english } from '../../../shared/words/english.ts';
import { german } from '../../../shared/words/german.ts';
import { setCatalogue } from '../../../shared/words/words.ts';
import { job } from '../../testing/fake-data.ts';
import { leftClause, leftWords } from '../../ui/amounts.ts';
import { answerWords, chainWords, statesNamed, withLive } from './history-words.ts';

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
    expect(leftWords({ bytesLeft: 0, unknownLeft: 0 })).toBe('0 bytes');
    expect(leftWords({ bytesLeft: 0, unknownLeft: 1 })).toBe('not known');
    expect(leftWords({ bytesLeft: 1024, unknownLeft: 1 })).toBe('at least 1.00 KiB');
    expect(leftClause({ bytesLeft: 0, unknownLeft: 0 })).toBe('0 bytes left');
    expect(leftClause({ bytesLeft: 0, unknownLeft: 1 })).toBe('what is left is not known');
    expect(leftClause({ bytesLeft: 1024, unknownLeft: 1 })).toBe('at least 1 KiB left');
  });
});

describe('a verdict that is searched for', () => {
  afterEach(() => setCatalogue('en', english));

  it.each([
    ['clear', ['clear']],
    ['CLEA', ['clear', 'clearing']],
    ['gave', ['gave up']],
    ['pend', ['pending']],
    ['scene 42', []],
  ])('is found by its English name: %s', (text, states) => expect(statesNamed(text)).toEqual(states));

  it.each([
    ['frei', ['clear']],
    ['Hartnäckig', ['stubborn']],
    ['ab', ['completed', 'refused']],
    ['ausst', ['pending']],
    ['stubborn', []],
  ])('is found by its German name: %s', (text, states) => {
    setCatalogue('de', german);
    expect(statesNamed(text)).toEqual(states);
  });
});

describe('a line of evidence', () => {
  const answered = {
    kind: 'answered',
    status: 200,
    code: null,
    parts: null,
    bytes: null,
    requestCharged: null,
    saw: null,
  } as const;

  it('tells the answer, and that there was none', () => {
    expect(answerWords({ ...answered, kind: 'sent', status: null })).toBe('');
    expect(answerWords({ ...answered, status: 403, code: 'Access\u0001Denied' })).toBe('403 Access␁Denied');
    expect(answerWords({ ...answered, status: null, code: 'TIMEOUT' })).toBe('TIMEOUT');
    expect(answerWords({ ...answered, status: null })).toBe('no answer');
  });

  it('tells what was seen', () => {
    expect(answerWords(answered)).toBe('200');
    expect(answerWords({ ...answered, parts: 0, bytes: 0 })).toBe('200 · 0 parts, 0 bytes');
    expect(answerWords({ ...answered, parts: 1 })).toBe('200 · 1 part');
  });

  it('tells whether the upload was listed, or an object was there', () => {
    expect(answerWords({ ...answered, saw: 'not listed' })).toBe('200 · not listed');
    expect(answerWords({ ...answered, status: 404, saw: 'no object' })).toBe('404 · no object');
  });

  it('tells that the call was charged to us, where the store said so', () => {
    expect(answerWords({ ...answered, parts: 1, requestCharged: 1 })).toBe('200 · 1 part · charged');
    expect(answerWords({ ...answered, requestCharged: 1 })).toBe('200 · charged');
    expect(answerWords({ ...answered, requestCharged: 0 })).toBe('200');
  });
});
