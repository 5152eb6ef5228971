import classes from './shell.module.css';

/** The whole page, where the browser host's key is missing or refused. */
export function KeyMissing() {
  return (
    <main className={classes.page}>
      <div>
        <h1>Loose Parts</h1>
        <p>This page was opened without its key. Use the address printed in the terminal.</p>
      </div>
    </main>
  );
}
