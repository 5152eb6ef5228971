import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { Bucket, BucketList, Connection, UploadTotals } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useBucketLists, useConnections, useOutage, useStoreWait } from '../../api/api.tsx';
import { digitHint, isMac } from '../../shell/window-keys.ts';
import { formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { isListOpen, sumOfBuckets } from '../../ui/bucket-sums.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { failureLine } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CutName, NameText } from '../../ui/key-text.tsx';
import { NextTry, StoreWaitText } from '../../ui/outage-line.tsx';
import { showName } from '../../ui/safe-key.ts';
import { useLanguage } from '../../ui/use-language.ts';
import classes from './sidebar.module.css';
import { nameOf } from './tree-keys.ts';
import type { TreeRow } from './tree-rows.ts';

/** A row's height, px. It never depends on what is known: news must not move what lies below. */
export function treeRowHeight(row: TreeRow | undefined): number {
  return row === undefined || row.kind === 'bucket' ? 34 : 48;
}

export type TreeItemProps = {
  row: TreeRow;
  /** px. */
  top: number;
  height: number;
  /** Whether Tab leads here. */
  isActive: boolean;
  /** Whether it stands for the place where one is. */
  isHere: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onOpen: (row: TreeRow) => void;
  onExpand: (row: TreeRow, expanded: boolean) => void;
};

function PlainTreeItem({ row, top, height, isActive, isHere, onKeyDown, onOpen, onExpand }: TreeItemProps) {
  useLanguage();
  const hint = row.kind === 'connection' ? digitHint(row.digit, isMac(navigator.platform)) : null;
  const onClick = (event: MouseEvent) => {
    const isToggle = event.target instanceof Element && event.target.closest('[data-toggle]') !== null;
    if (isToggle && row.expanded !== undefined) onExpand(row, !row.expanded);
    else onOpen(row);
  };
  return (
    <div
      role="treeitem"
      tabIndex={isActive ? 0 : -1}
      data-home={isActive || undefined}
      aria-level={row.level}
      aria-setsize={row.setSize}
      aria-posinset={row.position}
      aria-expanded={row.expanded}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={row.kind === 'connection' && hint !== null ? `Alt+${row.digit + 1}` : undefined}
      title={showName(nameOf(row))}
      className={classes.row}
      data-level={row.level}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {row.kind !== 'all' && <ColourStripe colour={row.connection.colour} />}
      <RowContent row={row} hint={hint} />
    </div>
  );
}

/** One row of the sidebar's tree. Drawn again only where something of it changed. */
export const TreeItem = memo(PlainTreeItem);

function RowContent({ row, hint }: { row: TreeRow; hint: string | null }) {
  switch (row.kind) {
    case 'all':
      return <AllContent />;
    case 'connection':
      return <ConnectionContent {...row} hint={hint} />;
    case 'bucket':
      return (
        <>
          <span className={classes.icon}>
            <Icon name="bucket" size={14} />
          </span>
          <span className={classes.name}>
            <CutName value={row.bucket.name} />
          </span>
          <BucketAmount bucket={row.bucket} />
        </>
      );
  }
}

function AllContent() {
  const connections = useConnections();
  const lists = useBucketLists();
  const sum = sumWords(connections.flatMap(({ id }) => lists[id]?.items ?? []));
  return (
    <span className={classes.twoLines}>
      <span className={classes.name}>{words.page.sidebar.tree.all}</span>{' '}
      <span className={classes.under}>
        <span className={classes.state} title={sum}>
          {sum}
        </span>
      </span>
    </span>
  );
}

type ConnectionContentProps = {
  connection: Connection;
  list: BucketList | undefined;
  expanded: boolean | undefined;
  hint: string | null;
};

function ConnectionContent({ connection, list, expanded, hint }: ConnectionContentProps) {
  return (
    <>
      <span className={classes.toggle} data-toggle={expanded !== undefined || undefined}>
        {expanded !== undefined && <Icon name={expanded ? 'down' : 'right'} size={14} />}
      </span>
      <span className={classes.twoLines}>
        <span className={classes.firstLine}>
          <span className={classes.name}>
            <NameText value={connection.name} />
          </span>{' '}
          {hint !== null && (
            // The shortcut is told to screen readers by the row itself.
            <span className={classes.hint} aria-hidden="true">
              {hint}
            </span>
          )}
        </span>{' '}
        <span className={classes.under}>
          <ConnectionMarks connection={connection} /> <ConnectionState connection={connection} list={list} />
        </span>
      </span>
    </>
  );
}

/** What is known of a connection in a line: that nothing answers, why there are no buckets, or what is in them. */
function ConnectionState({ connection, list }: { connection: Connection; list: BucketList | undefined }) {
  const outage = useOutage(connection.id);
  const wait = useStoreWait(connection.id);
  if (outage) {
    const sentence = words.outage(outage);
    return (
      <>
        <span className={classes.trouble} title={sentence}>
          {sentence}
        </span>{' '}
        <span className={classes.nextTry}>
          <NextTry outage={outage} />
        </span>
      </>
    );
  }
  if (wait) {
    return (
      <span className={classes.state} title={showName(words.storeWait(wait))}>
        <StoreWaitText wait={wait} />
      </span>
    );
  }
  if (list?.error) {
    const line = failureLine(list.error);
    return (
      <span className={classes.trouble} title={line}>
        {line}
      </span>
    );
  }
  const { notListed, listing } = words.page.sidebar.tree;
  const isListing = list?.status === 'loading' && list.items.length === 0;
  const line = list ? (isListing ? listing : sumWords(list.items)) : notListed;
  return (
    <span className={classes.state} title={line}>
      {line}
    </span>
  );
}

/** Buckets and what they hold: "300 buckets · 1.2 TiB", and "so far" where not all of it was read. */
function sumWords(buckets: readonly Bucket[]): string {
  const { totals, unread, open } = sumOfBuckets(buckets);
  const text = words.page.sidebar.tree;
  if (!totals || (totals.sized === 0 && totals.uploads > 0)) return text.buckets(buckets.length);
  const held = { buckets: buckets.length, bytes: formatTotalBytes(totals) };
  const isWhole = unread === 0 && open === 0 && sizedNote(totals) === null;
  return isWhole ? text.holding(held) : text.holdingSoFar(held);
}

/** What stands for an amount that nobody knows. */
const unknownAmount: Readonly<Record<Bucket['scan']['status'], string>> = {
  never: '',
  listing: '…',
  sizing: '…',
  complete: '–',
  stopped: '–',
  failed: '–',
};

function BucketAmount({ bucket }: { bucket: Bucket }) {
  const { scan, totals } = bucket;
  if (scan.status === 'failed' && scan.error.code === 'ACCESS_DENIED') {
    return <span className={classes.amount}>{words.page.sidebar.tree.noAccess}</span>;
  }
  if (!totals) return <span className={classes.amount}>{unknownAmount[scan.status]}</span>;
  const isOpen = isListOpen(bucket);
  const notes = [isOpen ? words.page.sidebar.tree.notReadToTheEnd : null, sizedNote(totals)].filter(
    (one) => one !== null,
  );
  return (
    <span className={classes.amount} title={notes.join(', ') || undefined}>
      <span>{isOpen ? `${formatCount(totals.uploads)}+` : formatCount(totals.uploads)}</span>{' '}
      <span>{bytesWords(totals, isOpen)}</span>
    </span>
  );
}

/** "12 GiB+" where more may come to it, as with costs. @param isOpen whether the list was not read to its end */
function bytesWords(totals: UploadTotals, isOpen: boolean): string {
  const bytes = formatTotalBytes(totals, formatColumnBytes);
  if (sizedNote(totals) === null) return isOpen ? `${bytes}+` : bytes;
  return totals.sized === 0 ? words.page.sidebar.tree.notSized : `${bytes}+`;
}
