import { words } from '../../shared/words/words.ts';
import { Dialog } from '../ui/dialog.tsx';
import classes from './keys-sheet.module.css';
import { isMac } from './window-keys.ts';

/** The dialog `Keys`: what the keyboard does, and where. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const { title, sheets } = words.page.shell.keys;
  const mod = isMac(navigator.platform) ? '⌘' : 'Ctrl';
  return (
    <Dialog title={title} size={620} onClose={onClose}>
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
