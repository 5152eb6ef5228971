import { describe, expect, test } from 'vitest';
import { type Fates, falselyClear, otherwise, standing, writtenDown } from './fate.ts';

const fates: Fates = {
  plain: { told: 'clear', left: 'nothing' },
  hidden: { told: 'clear', left: 'parts' },
  ghostly: { told: 'clear', left: 'listed' },
  honest: { told: 'unreachable', left: 'listed, with parts' },
  odd: { told: 'waiting', left: 'nothing' },
  '..': { refused: '400 InvalidURI' },
};

describe('what became of odd keys', () => {
  test('is a false clear wherever anything at all is left, and nowhere else', () => {
    expect(falselyClear(fates)).toEqual(['hidden: parts', 'ghostly: listed']);
  });

  test('is the verdict of an item, and says where that is not the last word', () => {
    expect(standing({ state: 'done', verdict: 'clear' })).toBe('clear');
    expect(standing({ state: 'waiting', verdict: 'clearing' })).toBe('clearing for now');
    expect(standing({ state: 'waiting', verdict: null })).toBe('waiting');
  });

  test('is looked up by name, or as that of every other', () => {
    expect(writtenDown({ plus: 'a', 'every other': 'b' }, ['plus', 'dot'])).toEqual({ plus: 'a', dot: 'b' });
    expect(writtenDown({ plus: 'a' }, ['plus', 'dot'])).toEqual({ plus: 'a' });
  });

  test('is written down for every key but those that are truly clear', () => {
    expect(otherwise(fates)).toEqual({
      hidden: 'clear; parts left',
      ghostly: 'clear; listed left',
      honest: 'unreachable; listed, with parts left',
      odd: 'waiting; nothing left',
      '..': 'refused: 400 InvalidURI',
    });
  });
});
