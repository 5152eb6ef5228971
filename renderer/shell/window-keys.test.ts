import { describe, expect, it } from 'vitest';
import { connectionDigit, digitHint } from './window-keys.ts';

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
