import classes from './key-text.module.css';
import { showKey, showName, splitKey } from './safe-key.ts';

/** A key on one line: made safe to show, cut in the middle where it is too long, whole on hover. */
export function KeyText({ value }: { value: string }) {
  const shown = showKey(value);
  const { head, tail } = splitKey(shown);
  return (
    <bdi className={classes.key} title={shown} data-key={value}>
      <span className={classes.head}>{head}</span>
      {tail && <span className={classes.tail}>{tail}</span>}
    </bdi>
  );
}

/** A key or an ID in full, over as many lines as it needs. */
export function FullText({ value }: { value: string }) {
  return (
    <bdi className={classes.full} data-key={value}>
      {showKey(value)}
    </bdi>
  );
}

/** The name of a bucket or a connection, made safe to show. */
export function NameText({ value }: { value: string }) {
  return <bdi>{showName(value)}</bdi>;
}
