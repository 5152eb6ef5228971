import { useEffect } from 'react';
import type { Connection } from '../../shared/schema/model.ts';
import { route } from '../route.ts';

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

/** Alt and an arrow go back and forward; Alt and a digit go to a connection. Off while a dialog asks for something. */
export function useWindowKeys(connections: readonly Pick<Connection, 'id'>[]): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const connectionId = connections[digitOf(event) ?? -1]?.id;
      if (connectionId !== undefined) route.go({ screen: 'connection', connectionId });
      else if (!event.altKey || event.ctrlKey || event.metaKey) return;
      else if (event.key === 'ArrowLeft') route.back();
      else if (event.key === 'ArrowRight') route.forward();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [connections]);
}

function digitOf(event: KeyboardEvent): number | null {
  // A dialog is about what lies beneath it: that must not change under it.
  if (document.querySelector('[aria-modal="true"]')) return null;
  const typing =
    event.target instanceof HTMLElement &&
    (event.target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName));
  return connectionDigit(event, { mac: isMac(navigator.platform), typing });
}
