import { describe, expect, it } from 'vitest';
import { keyOfBytes } from './key-bytes.ts';
import { canSend, isPlain, oddKinds, plainBeginning, plainOnly } from './odd-keys.ts';

describe('a key', () => {
  it.each<[string, string[], string]>([
    ['logs/2026_01-02~x.bin', [], 'logs/2026_01-02~x.bin'],
    ['', [], ''],
    ['a+b c', ['+', ' '], 'a'],
    [' a', [' '], ''],
    ['a%', ['%'], 'a'],
    ['café', ['beyond ASCII'], 'caf'],
    ['a😀é', ['beyond ASCII', 'beyond ASCII'], 'a'],
    ['a\u007fb', ['beyond ASCII'], 'a'],
    ['a\tb', ['\t'], 'a'],
    ["a'(b)*!", ["'", '(', ')', '*', '!'], 'a'],
  ])('%j has what encodings treat differently: %j', (key, kinds, beginning) => {
    expect(oddKinds(key)).toEqual(kinds);
    expect(plainBeginning(key)).toBe(beginning);
    expect(canSend(key, plainOnly)).toBe(kinds.length === 0);
    expect(isPlain(key)).toBe(kinds.length === 0);
    expect(canSend(key, { inclusive: false, kinds })).toBe(true);
  });

  it('can be sent where each of its kinds was seen to arrive', () => {
    const habit = { inclusive: true, kinds: ['+', 'beyond ASCII'] };
    expect(canSend('a+é', habit)).toBe(true);
    expect(canSend('a+ é', habit)).toBe(false);
  });

  it('cannot be sent where its bytes are no UTF-8, whatever was seen to arrive', () => {
    const key = keyOfBytes(Uint8Array.from([97, 0xff]));
    expect(canSend(key, { inclusive: true, kinds: oddKinds(key) })).toBe(false);
    expect(isPlain(key)).toBe(false);
  });
});

it.each([
  ['plain/key-1.bin', true],
  ['a+b', false],
  ['a b', false],
  ['50%', false],
  ['caf\u00e9', false],
])('the spelling of %j can be in doubt, or not', (key, expected) => {
  expect(isPlain(key)).toBe(expected);
});
