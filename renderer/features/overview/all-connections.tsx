import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ConnectionCosts } from '../../../shared/schema/costs.ts';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useBucketLists, useConnections, useOutages, useStoreWaits } from '../../api/api.tsx';
import { useCommands } from '../../ui/commands.ts';
import { useKeptField } from '../../ui/kept-views.ts';
import { OffButton } from '../../ui/off-button.tsx';
import { OutageLine, StoreWaitLine } from '../../ui/outage-line.tsx';
import { showJob } from '../activity/index.ts';
import { SeveralBucketsDialog } from '../cleanup/index.ts';
import { BucketsTable } from './buckets-table.tsx';
import { bucketId, bucketsView } from './buckets-view.ts';
import { cleanUpOff } from './clean-up-off.ts';
import { useConnectionCosts } from './connection-costs.ts';
import { sumOfCosts } from './cost-sums.ts';
import { LeftoversLine } from './leftovers-line.tsx';
import classes from './overview.module.css';
import { ScanAll } from './scan-all.tsx';

/** The buckets of all connections in one table, and what they hold together. */
export function AllConnections() {
  const { client } = useApi();
  const connections = useConnections();
  const lists = useBucketLists();
  const outages = useOutages();
  const waits = useStoreWaits();
  const buckets = useMemo(() => connections.flatMap(({ id }) => lists[id]?.items ?? []), [connections, lists]);
  const names = useMemo(() => new Map(connections.map(({ id, name }) => [id, name])), [connections]);
  const [ticked, setTicked] = useKeptField(bucketsView(null), 'ticked');
  const [isCleaningUp, setIsCleaningUp] = useState(false);
  const [costs, setCosts] = useState<ReadonlyMap<string, ConnectionCosts>>(new Map());
  const onCosts = useCallback(
    (connectionId: string, read: ConnectionCosts) => setCosts((before) => new Map(before).set(connectionId, read)),
    [],
  );
  // Each connection fails for itself; what comes of it is told to everybody by the live feed.
  const refresh = useMutation({
    mutationFn: () => Promise.allSettled(connections.map(({ id }) => client.buckets.refresh({ connectionId: id }))),
  });

  const standingOf = useCallback(({ connectionId, name }: Bucket) => costs.get(connectionId)?.buckets[name], [costs]);
  const outageOf = useCallback(({ connectionId }: Bucket) => outages[connectionId], [outages]);
  const connectionOf = useCallback(({ connectionId }: Bucket) => names.get(connectionId), [names]);
  const unasked = connections.filter(({ id }) => !lists[id]).length;
  const failed = connections.filter(({ id }) => lists[id]?.error).length;
  const read = connections.filter(({ id }) => (lists[id]?.items ?? []).some(({ totals }) => totals));
  // A sum of some of them would be taken for that of all.
  const areCostsRead = read.every(({ id }) => costs.has(id));
  const months = read.flatMap(({ id }) => costs.get(id)?.total?.month ?? []);
  const month = areCostsRead ? sumOfCosts(months) : undefined;
  const text = words.page.overview;
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const places = buckets.flatMap((bucket) => {
    const connection = byId.get(bucket.connectionId);
    return connection && ticked.has(bucketId(bucket)) ? [{ connection, bucket: bucket.name }] : [];
  });
  const off = cleanUpOff(
    places.map(({ connection }) => connection),
    places.length,
  );
  useCommands(text.allConnections, [{ label: text.cleanUpTicked, off, run: () => setIsCleaningUp(true) }]);
  return (
    <div className={classes.overview}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h1>{text.allConnections}</h1>
          <p>{text.summary({ buckets: buckets.length, connections: connections.length, unasked, failed })}</p>
        </div>
        <div className={classes.buttons}>
          <ScanAll buckets={buckets} />
          <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
            {text.refresh}
          </Button>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.body} tabIndex={0}>
        {connections.map(({ id, name }) => {
          const outage = outages[id];
          if (outage) return <OutageLine key={id} connectionId={id} name={name} outage={outage} />;
          const wait = waits[id];
          return wait && <StoreWaitLine key={id} name={name} wait={wait} />;
        })}
        {buckets.length > 0 ? (
          <>
            <LeftoversLine buckets={buckets} month={month} />
            <BucketsTable
              connectionId={null}
              buckets={buckets}
              standingOf={standingOf}
              outageOf={outageOf}
              connectionOf={connectionOf}
              month={month}
              ticks={{ ticked, onTicked: setTicked }}
            >
              <OffButton off={off} variant="default" onClick={() => setIsCleaningUp(true)}>
                {places.length === 0 ? text.cleanUpTicked : text.cleanUp(places.length)}
              </OffButton>
            </BucketsTable>
          </>
        ) : (
          <p className={classes.empty}>{unasked > 0 ? text.neverListed : text.noBucketsHere}</p>
        )}
      </div>
      {isCleaningUp && (
        <SeveralBucketsDialog
          places={places}
          onClose={() => setIsCleaningUp(false)}
          onStarted={([first]) => {
            setIsCleaningUp(false);
            setTicked(new Set());
            if (first) showJob(first.id);
          }}
        />
      )}
      {read.map((connection) => (
        <CostsReader
          key={connection.id}
          connection={connection}
          buckets={lists[connection.id]?.items ?? none}
          onCosts={onCosts}
        />
      ))}
    </div>
  );
}

const none: readonly Bucket[] = [];

type CostsReaderProps = {
  connection: Connection;
  buckets: readonly Bucket[];
  onCosts: (connectionId: string, read: ConnectionCosts) => void;
};

/** Reads what one connection costs, as often as that changes. Draws nothing. */
function CostsReader({ connection, buckets, onCosts }: CostsReaderProps) {
  const costs = useConnectionCosts(connection, buckets);
  useEffect(() => {
    if (costs) onCosts(connection.id, costs);
  }, [connection.id, costs, onCosts]);
  return null;
}
