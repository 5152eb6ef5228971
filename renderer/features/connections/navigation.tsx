import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Bucket, Connection, UploadTotals } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useBucketList, useConnections, useOutage, useStoreWait } from '../../api/api.tsx';
import { connectionOf, route, useRoute } from '../../route.ts';
import { digitHint, isMac } from '../../shell/window-keys.ts';
import { formatCount, formatTotalBytes, sizedNote } from '../../ui/amounts.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { failureLine } from '../../ui/failure.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { NextTry, StoreWaitText } from '../../ui/outage-line.tsx';
import { showName } from '../../ui/safe-key.ts';
import { AddBucket } from './add-bucket.tsx';
import { ConnectionDialog } from './connection-form.tsx';
import { ConnectionsMenu } from './connections-menu.tsx';
import classes from './navigation.module.css';

/** The sidebar: `top`, then each connection with its buckets, and what they hold. */
export function Navigation({ top }: { top: ReactNode }) {
  const connections = useConnections();
  const [adding, setAdding] = useState(false);
  const here = useRoute();
  return (
    <nav aria-label="Connections" className={classes.navigation}>
      {top}
      <div className={classes.scroll}>
        {connections.map((connection, index) => (
          <ConnectionEntry key={connection.id} connection={connection} index={index} />
        ))}
        {connections.length === 0 && <p className={classes.note}>There is no connection any more.</p>}
      </div>
      <div className={classes.foot}>
        {connections.length === 0 && (
          <PlaceEntry icon="left" name="Welcome" isHere={false} onOpen={() => route.go({ screen: 'start' })} />
        )}
        <PlaceEntry
          icon="history"
          name="History"
          isHere={here.screen === 'history'}
          onOpen={() => route.go({ screen: 'history', jobId: null })}
        />
        <div className={classes.adding}>
          <Button
            variant="default"
            fullWidth
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => setAdding(true)}
          >
            Add connection
          </Button>
          <ConnectionsMenu />
        </div>
      </div>
      {adding && (
        <ConnectionDialog
          onClose={() => setAdding(false)}
          onSaved={({ id }) => {
            setAdding(false);
            route.go({ screen: 'connection', connectionId: id });
          }}
        />
      )}
    </nav>
  );
}

type PlaceEntryProps = { icon: IconName; name: string; isHere: boolean; onOpen: () => void };

/** A place that belongs to no connection. */
function PlaceEntry({ icon, name, isHere, onOpen }: PlaceEntryProps) {
  return (
    <button type="button" className={classes.item} aria-current={isHere ? 'page' : undefined} onClick={onOpen}>
      <span className={classes.icon}>
        <Icon name={icon} size={14} />
      </span>
      <span className={classes.name}>{name}</span>
    </button>
  );
}

function ConnectionEntry({ connection, index }: { connection: Connection; index: number }) {
  const here = useRoute();
  const list = useBucketList(connection.id);
  const isHere = connectionOf(here) === connection.id;
  const outage = useOutage(connection.id);
  const wait = useStoreWait(connection.id);
  const hint = digitHint(index, isMac(navigator.platform));
  return (
    <div className={classes.connection}>
      <ColourStripe colour={connection.colour} />
      <button
        type="button"
        className={classes.item}
        aria-current={isHere && here.screen === 'connection' ? 'page' : undefined}
        aria-keyshortcuts={hint === null ? undefined : `Alt+${index + 1}`}
        title={showName(connection.name)}
        onClick={() => route.go({ screen: 'connection', connectionId: connection.id })}
      >
        <span className={classes.name}>
          <NameText value={connection.name} />
          {(connection.production || connection.readOnly) && (
            <span className={classes.marks}>
              <ConnectionMarks connection={connection} />
            </span>
          )}
        </span>
        {connection.practice && <span className={classes.amount}>practice</span>}
        {hint !== null && (
          // The shortcut is told to screen readers by the button itself.
          <span className={classes.hint} aria-hidden="true">
            {hint}
          </span>
        )}
      </button>
      {outage ? (
        <p className={classes.note}>
          {words.outage(outage)} <NextTry outage={outage} />
        </p>
      ) : wait ? (
        <p className={classes.note}>
          <StoreWaitText wait={wait} />
        </p>
      ) : (
        list?.error && <p className={classes.note}>{failureLine(list.error)}</p>
      )}
      {list && list.items.length > 0 && (
        <ul>
          {list.items.map((bucket) => (
            <li key={bucket.name}>
              <BucketEntry bucket={bucket} isHere={isHere && here.screen === 'bucket' && here.bucket === bucket.name} />
            </li>
          ))}
        </ul>
      )}
      {list?.status === 'loading' && list.items.length === 0 && <p className={classes.note}>Listing buckets…</p>}
      {isHere && <AddBucket connectionId={connection.id} />}
    </div>
  );
}

function BucketEntry({ bucket, isHere }: { bucket: Bucket; isHere: boolean }) {
  return (
    <button
      type="button"
      className={classes.item}
      aria-current={isHere ? 'page' : undefined}
      title={showName(bucket.name)}
      onClick={() =>
        route.go({ screen: 'bucket', connectionId: bucket.connectionId, bucket: bucket.name, upload: null })
      }
    >
      <span className={classes.icon}>
        <Icon name="bucket" size={14} />
      </span>
      <span className={classes.name}>
        <NameText value={bucket.name} />
      </span>
      <BucketAmount bucket={bucket} />
    </button>
  );
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

function BucketAmount({ bucket: { scan, totals } }: { bucket: Bucket }) {
  if (scan.status === 'failed' && scan.error.code === 'ACCESS_DENIED') {
    return <span className={classes.amount}>No access</span>;
  }
  if (!totals) return <span className={classes.amount}>{unknownAmount[scan.status]}</span>;
  const note = sizedNote(totals);
  return (
    <span className={classes.amount} title={note ?? undefined}>
      <span>{formatCount(totals.uploads)}</span>
      <span>{bytesWords(totals)}</span>
    </span>
  );
}

function bytesWords(totals: UploadTotals): string {
  if (sizedNote(totals) === null) return formatTotalBytes(totals);
  return totals.sized === 0 ? 'not sized' : `${formatTotalBytes(totals)} so far`;
}
