import { Dialog } from '../ui/dialog.tsx';
import classes from './keys-sheet.module.css';
import { isMac } from './window-keys.ts';

/** Keys by where they work. `Mod` is Command on a Mac, and Ctrl elsewhere. */
const sheets: readonly { where: string; keys: readonly (readonly [keys: string, does: string])[] }[] = [
  {
    where: 'Everywhere',
    keys: [
      ['Mod+K', 'find a command, a bucket, a connection or a screen'],
      ['F6, Shift+F6', 'to the next region of the window, and back'],
      ['/', 'to the filter'],
      ['Alt+1 … Alt+9', 'to a connection'],
      ['Alt+←, Alt+→', 'back and forward'],
      ['?', 'these keys'],
      ['Esc', 'close what is open'],
    ],
  },
  {
    where: 'In a list of uploads',
    keys: [
      ['↑, ↓, Page up, Page down, Home, End', 'move'],
      ['Enter', 'show the details'],
      ['Space, Shift+Space', 'tick, or untick; with Shift a range'],
      ['Shift+↑, Shift+↓', 'give the rows on the way the state of the last tick'],
      ['Mod+A', 'tick all'],
      ['Mod+C', 'copy keys and upload IDs'],
      ['Delete', 'plan to abort what is ticked, or this upload where nothing is'],
      ['Shift+F10, Menu', 'what can be done with this upload'],
    ],
  },
  {
    where: 'Elsewhere',
    keys: [
      ['←, →', 'in a tree: close and open; in the ages: move, with Shift choose a range'],
      ['↑, ↓', 'at the edge of Activity: make it taller or smaller'],
    ],
  },
];

/** The dialog `Keys`: what the keyboard does, and where. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const mod = isMac(navigator.platform) ? '⌘' : 'Ctrl';
  return (
    <Dialog title="Keys" size={620} onClose={onClose}>
      {sheets.map(({ where, keys }) => (
        <section key={where} aria-label={where} className={classes.sheet}>
          <h3>{where}</h3>
          <dl>
            {keys.map(([names, does]) => (
              <div key={names}>
                <dt>
                  {names.split(', ').map((name) => (
                    <kbd key={name}>{name.replace('Mod', mod)}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
