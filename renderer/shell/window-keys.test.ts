import { describe, expect, it } from 'vitest';
import { connectionDigit, digitHint, windowWish } from './window-keys.ts';

const pressed = (changed: Partial<KeyboardEvent> & { graph?: boolean } = {}) => ({
  code: 'Digit2',
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...changed,
  getModifierState: (key: string) => key === 'AltGraph' && changed.graph === true,
});
const pc = { mac: false, typing: false };

describe('connectionDigit', () => {
  it('goes by the place of the key, whatever it writes', () => {
    expect(connectionDigit(pressed(), pc)).toBe(1);
    expect(connectionDigit({ ...pressed({ code: 'Digit9' }), ...{ key: 'ª' } }, { mac: true, typing: false })).toBe(8);
  });
  it.each([
    ['without Alt', { altKey: false }],
    ['with Ctrl (AltGr on Windows)', { ctrlKey: true }],
    ['with AltGr', { graph: true }],
    ['with Shift', { shiftKey: true }],
    ['with Command', { metaKey: true }],
    ['zero', { code: 'Digit0' }],
    ['on the number pad, where Alt and digits write characters', { code: 'Numpad2' }],
    ['a letter', { code: 'KeyA' }],
  ])('%s it means something else', (_, changed) => {
    expect(connectionDigit(pressed(changed), pc)).toBeNull();
  });
  it('leaves Option to whoever types on a Mac, and works in fields elsewhere', () => {
    expect(connectionDigit(pressed(), { mac: true, typing: true })).toBeNull();
    expect(connectionDigit(pressed(), { mac: false, typing: true })).toBe(1);
  });
});

it('the hint is written as the system writes it, for the first nine', () => {
  expect(digitHint(0, false)).toBe('Alt+1');
  expect(digitHint(8, true)).toBe('⌥9');
  expect(digitHint(9, false)).toBeNull();
});

describe('windowWish', () => {
  const plain = (key: string, changed: Parameters<typeof pressed>[0] = {}) => ({
    ...pressed({ code: '', altKey: false, ...changed }),
    key,
  });
  const mac = { mac: true, typing: false };
  const typing = { mac: false, typing: true };

  it('F6 leads on, with Shift back, from a field as well', () => {
    expect(windowWish(plain('F6'), pc)).toEqual({ kind: 'region', step: 1 });
    expect(windowWish(plain('F6', { shiftKey: true }), typing)).toEqual({ kind: 'region', step: -1 });
    expect(windowWish(plain('F6', { ctrlKey: true }), pc)).toBeNull();
  });
  it('/ and ? belong to whoever types', () => {
    expect(windowWish(plain('/'), pc)).toEqual({ kind: 'filter' });
    expect(windowWish(plain('/', { shiftKey: true }), pc), 'on a German keyboard').toEqual({ kind: 'filter' });
    expect(windowWish(plain('?', { shiftKey: true }), pc)).toEqual({ kind: 'keys' });
    expect(windowWish(plain('/'), typing)).toBeNull();
    expect(windowWish(plain('?'), typing)).toBeNull();
    expect(windowWish(plain('/', { ctrlKey: true }), pc)).toBeNull();
  });
  it('Ctrl and K, on a Mac Command and K: there Ctrl and K deletes the rest of a line', () => {
    expect(windowWish(plain('k', { ctrlKey: true }), typing)).toEqual({ kind: 'palette' });
    expect(windowWish(plain('K', { ctrlKey: true }), pc), 'with Caps Lock').toEqual({ kind: 'palette' });
    expect(windowWish(plain('k', { metaKey: true }), mac)).toEqual({ kind: 'palette' });
    expect(windowWish(plain('k', { ctrlKey: true }), mac)).toBeNull();
    expect(windowWish(plain('k', { metaKey: true }), pc)).toBeNull();
    expect(windowWish(plain('k'), pc)).toBeNull();
  });
  it('Alt leads back, forward, and to a connection', () => {
    expect(windowWish(plain('ArrowLeft', { altKey: true }), pc)).toEqual({ kind: 'back' });
    expect(windowWish(plain('ArrowRight', { altKey: true }), pc)).toEqual({ kind: 'forward' });
    expect(windowWish({ ...pressed(), key: '2' }, pc)).toEqual({ kind: 'connection', index: 1 });
    expect(windowWish(plain('ArrowLeft'), pc)).toBeNull();
  });
});
