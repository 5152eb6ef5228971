import { Fragment, type ReactNode } from 'react';
import classes from './key-text.module.css';
import { partBlanks, showKey, showName, splitKey } from './safe-key.ts';

/** A key on one line: made safe to show, cut in the middle where it is too long, whole on hover. */
export function KeyText({ value }: { value: string }) {
  const shown = showKey(value);
  const { head, tail } = splitKey(shown);
  return (
    <bdi className={classes.key} title={shown} data-key={value}>
      <span className={classes.head}>{withBlanks(shown, 0, head.length)}</span>
      {tail && <span className={classes.tail}>{withBlanks(shown, head.length)}</span>}
    </bdi>
  );
}

/** A key or an ID in full, over as many lines as it needs. */
export function FullText({ value }: { value: string }) {
  return (
    <bdi className={classes.full} data-key={value}>
      {withBlanks(showKey(value))}
    </bdi>
  );
}

/** The name of a bucket or a connection, made safe to show. */
export function NameText({ value }: { value: string }) {
  return <bdi>{showName(value)}</bdi>;
}

/**
 * The same on one line in little room: what is too long is cut in its middle, because buckets of one kind begin alike and
 * end apart.
 */
export function CutName({ value }: { value: string }) {
  const shown = showName(value);
  const { head, tail } = splitKey(shown, 8);
  if (!tail) return <NameText value={value} />;
  return (
    // One word to a screen reader, which would hear two: each half is a box of its own.
    <bdi className={classes.cut} role="img" aria-label={shown} data-key={value}>
      <span className={classes.head}>{head}</span>
      <span className={classes.tail}>{tail}</span>
    </bdi>
  );
}

/** A piece of a text, so that what is copied is the key; blanks that nobody would see are drawn. */
function withBlanks(whole: string, from = 0, to = whole.length): ReactNode {
  const parts = partBlanks(whole, from, to);
  if (parts.length === 1 && !parts[0]?.blank) return parts[0]?.text;
  return parts.map(({ at, text, blank }) =>
    blank ? (
      <span key={at} className={classes.blank}>
        {text}
      </span>
    ) : (
      <Fragment key={at}>{text}</Fragment>
    ),
  );
}
