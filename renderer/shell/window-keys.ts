import { useEffect, useRef } from 'react';
import type { Connection } from '../../shared/schema/model.ts';
import { assertNever } from '../../shared/values/exhaustive.ts';
import { route } from '../route.ts';
import { followRegions, goToRegion } from './regions.ts';

type PressedKey = Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'getModifierState'>;

/** On a Mac the Option key writes characters (⌥3 is £, ⌥8 a bullet): in a text field it belongs to the writer. */
export function isMac(platform: string): boolean {
  return platform.startsWith('Mac');
}

/**
 * Which connection Alt and a digit mean, from 0; null where the key means something else. By the key's place (`code`): with
 * Option, a Mac's `key` is another character, and on a French keyboard digits need Shift. AltGr is Ctrl and Alt to some
 * systems and writes characters too. Pure.
 *
 * @param typing whether the focus is where text is entered
 */
export function connectionDigit(event: PressedKey, where: { mac: boolean; typing: boolean }): number | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState('AltGraph'))
    return null;
  if (where.mac && where.typing) return null;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  return digit === undefined ? null : Number(digit) - 1;
}

/** How the shortcut of a connection is written, from 0; null for those beyond the ninth. */
export function digitHint(index: number, mac: boolean): string | null {
  if (index > 8) return null;
  return mac ? `⌥${index + 1}` : `Alt+${index + 1}`;
}

/** What a key means wherever the focus is. */
export type WindowWish =
  | { kind: 'region'; step: 1 | -1 }
  | { kind: 'filter' }
  | { kind: 'palette' }
  | { kind: 'keys' }
  | { kind: 'connection'; index: number }
  | { kind: 'back' }
  | { kind: 'forward' };

/** What a key means in the window as a whole; null where it means something else, or nothing. Pure. */
export function windowWish(
  event: PressedKey & Pick<KeyboardEvent, 'key'>,
  where: { mac: boolean; typing: boolean },
): WindowWish | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const index = connectionDigit(event, where);
  if (index !== null) return { kind: 'connection', index };
  if (altKey) {
    // Option and an arrow go from word to word on a Mac.
    if (ctrlKey || metaKey || (where.mac && where.typing)) return null;
    return key === 'ArrowLeft' ? { kind: 'back' } : key === 'ArrowRight' ? { kind: 'forward' } : null;
  }
  if (key.toLowerCase() === 'k' && !shiftKey && (where.mac ? metaKey && !ctrlKey : ctrlKey && !metaKey)) {
    return { kind: 'palette' };
  }
  if (ctrlKey || metaKey) return null;
  if (key === 'F6') return { kind: 'region', step: shiftKey ? -1 : 1 };
  if (where.typing) return null;
  // By what they write: on many keyboards both need Shift.
  if (key === '/') return { kind: 'filter' };
  return key === '?' ? { kind: 'keys' } : null;
}

export type WindowDoors = {
  connections: readonly Pick<Connection, 'id'>[];
  onPalette: () => void;
  onKeys: () => void;
};

/** Listens to the keys of the window as a whole. Off while a dialog asks for something: what lies beneath must not change. */
export function useWindowKeys(doors: WindowDoors): void {
  const latest = useRef(doors);
  latest.current = doors;
  useEffect(followRegions, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const wish = windowWish(event, { mac: isMac(navigator.platform), typing: isTyping(event.target) });
      // Back and forward lead away from a dialog as well.
      const isAway = wish?.kind === 'back' || wish?.kind === 'forward';
      if (!wish || (!isAway && document.querySelector('[aria-modal="true"]'))) return;
      if (follow(wish, latest.current)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** @returns whether there was anything to do */
function follow(wish: WindowWish, { connections, onPalette, onKeys }: WindowDoors): boolean {
  switch (wish.kind) {
    case 'region':
      goToRegion(wish.step);
      return true;
    case 'filter':
      return goToFilter();
    case 'palette':
      onPalette();
      return true;
    case 'keys':
      onKeys();
      return true;
    case 'connection': {
      const connectionId = connections[wish.index]?.id;
      if (connectionId !== undefined) route.go({ screen: 'connection', connectionId });
      return connectionId !== undefined;
    }
    case 'back':
      route.back();
      return true;
    case 'forward':
      route.forward();
      return true;
    default:
      return assertNever(wish);
  }
}

/** The field that filters what is shown (`data-filter`), that of the screen before that of the sidebar. */
export function goToFilter(): boolean {
  const field =
    document.querySelector<HTMLInputElement>('main [data-filter]') ??
    document.querySelector<HTMLInputElement>('[data-filter]');
  field?.focus();
  field?.select();
  return field !== null;
}

/** Whether the focus is where text is entered. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}
