import { words } from '../../shared/words/words.ts';
import classes from './shell.module.css';

/** The whole page, where the browser host's key is missing or refused. */
export function KeyMissing() {
  return (
    <main className={classes.page}>
      <div>
        <h1>Loose Parts</h1>
        <p>{words.page.shell.keyMissing}</p>
      </div>
    </main>
  );
}
