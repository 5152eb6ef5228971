import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useBucketList, useOutage, useStoreWait } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { useCommands } from '../../ui/commands.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useKeptField } from '../../ui/kept-views.ts';
import { NameText } from '../../ui/key-text.tsx';
import { OffButton } from '../../ui/off-button.tsx';
import { OutageLine, StoreWaitLine } from '../../ui/outage-line.tsx';
import { showName } from '../../ui/safe-key.ts';
import { showJob } from '../activity/index.ts';
import { SeveralBucketsDialog } from '../cleanup/index.ts';
import { CloudWatchDialog, ToldLine } from '../cloudwatch/index.ts';
import { ConnectionDialog, ConnectionMenu, MendEndpoint } from '../connections/index.ts';
import { CostsDialog } from '../costs/index.ts';
import { EndpointFactsView, OwnerGuardWarning } from '../endpoint/index.ts';
import { LensDialog } from '../lens/index.ts';
import { LifecyclePlanDialog } from '../lifecycle/index.ts';
import { CredentialLine } from '../sign-in/index.ts';
import { bucketExports } from './bucket-exports.ts';
import { BucketsTable } from './buckets-table.tsx';
import { bucketId, bucketsView } from './buckets-view.ts';
import { cleanUpOff } from './clean-up-off.ts';
import { useConnectionCosts } from './connection-costs.ts';
import { LeftoversLine } from './leftovers-line.tsx';
import classes from './overview.module.css';
import { SameAccount } from './same-account.tsx';
import { ScanAll } from './scan-all.tsx';

/** A connection: its buckets, and what can be done with the connection itself. */
export function Overview({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const list = useBucketList(connection.id);
  const [editing, setEditing] = useState(false);
  const [aside, setAside] = useState<'costs' | 'clean up' | 'cloudwatch' | null>(null);
  const [ticked, setTicked] = useKeptField(bucketsView(connection.id), 'ticked');
  const costs = useConnectionCosts(connection, list?.items ?? []);
  const [ruling, setRuling] = useState(false);
  const [lensing, setLensing] = useState(false);
  const { mutate, ...refresh } = useMutation({
    mutationFn: (connectionId: string) => client.buckets.refresh({ connectionId }),
  });

  // Buckets that nobody asked for yet are asked for once; afterwards the button does it.
  const unasked = list === undefined;
  useEffect(() => {
    if (unasked) mutate(connection.id);
  }, [unasked, connection.id, mutate]);

  const outage = useOutage(connection.id);
  const standingOf = useCallback((bucket: Bucket) => costs?.buckets[bucket.name], [costs]);
  const outageOf = useCallback(() => outage, [outage]);
  const wait = useStoreWait(connection.id);
  const isLoading = refresh.isPending || list?.status === 'loading';
  const error = list?.error ?? (refresh.error ? toErrorShape(refresh.error) : null);
  const text = words.page.overview;
  useCommands(text.thisConnection, [
    { label: text.refreshBuckets, off: isLoading ? text.refreshing : null, run: () => mutate(connection.id) },
    { label: text.costs, run: () => setAside('costs') },
    { label: text.lifecycle, off: list?.items.length ? null : text.noBuckets, run: () => setRuling(true) },
    { label: text.cleanUpTicked, off: cleanUpOff([connection], ticked.size), run: () => setAside('clean up') },
  ]);
  return (
    <div className={classes.overview}>
      <header className={classes.head} data-region="connection">
        <ColourStripe colour={connection.colour} />
        <div className={classes.title}>
          <div className={classes.named}>
            <h1 title={showName(connection.name)}>
              <NameText value={connection.name} />
            </h1>
            <ConnectionMarks connection={connection} />
          </div>
          <p>
            {connection.endpointUrl ?? 'AWS'} · {connection.region}
            {connection.practice && ` · ${text.practice}`}
            <SameAccount connection={connection} />
          </p>
        </div>
        <div className={classes.buttons}>
          <ScanAll buckets={list?.items ?? []} />
          {list && list.items.length > 0 && (
            <Button variant="default" onClick={() => setRuling(true)}>
              {text.lifecycle}
            </Button>
          )}
          <Button variant="default" loading={isLoading} onClick={() => mutate(connection.id)}>
            {text.refresh}
          </Button>
          {!connection.practice && (
            <Button variant="default" onClick={() => setEditing(true)}>
              {text.edit}
            </Button>
          )}
          <ConnectionMenu
            connection={connection}
            onEdit={() => setEditing(true)}
            onLens={() => setLensing(true)}
            onCloudWatch={() => setAside('cloudwatch')}
          />
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.body} tabIndex={0} data-region="buckets">
        {outage ? (
          <OutageLine connectionId={connection.id} name={connection.name} outage={outage} />
        ) : (
          error && <Failure error={error} />
        )}
        {wait && !outage && <StoreWaitLine name={connection.name} wait={wait} />}
        {error && !outage && <MendEndpoint connection={connection} error={error} />}
        <OwnerGuardWarning connection={connection} />
        {!connection.practice && <CredentialLine connection={connection} />}
        {list && list.items.length > 0 && <LeftoversLine buckets={list.items} month={costs?.total?.month} />}
        <ToldLine connection={connection} />
        {list && list.items.length > 0 && (
          <BucketsTable
            connectionId={connection.id}
            buckets={list.items}
            standingOf={standingOf}
            outageOf={outageOf}
            month={costs?.total?.month}
            ticks={{ ticked, onTicked: setTicked }}
          >
            <OffButton
              off={cleanUpOff([connection], ticked.size)}
              variant="default"
              onClick={() => setAside('clean up')}
            >
              {ticked.size === 0 ? text.cleanUpTicked : text.cleanUp(ticked.size)}
            </OffButton>
            <ExportMenu choices={bucketExports(connection, list.items, costs)} />
            <Button variant="default" onClick={() => setAside('costs')}>
              {text.costs}
            </Button>
          </BucketsTable>
        )}
        {list && list.items.length === 0 && !isLoading && (
          <p className={classes.empty}>{error ? text.cannotList : text.noBucketsHere}</p>
        )}
        {isLoading && (!list || list.items.length === 0) && <p className={classes.empty}>{text.listing}</p>}
        <EndpointFactsView connection={connection} />
      </div>
      {aside === 'costs' && <CostsDialog connection={connection} bucket={null} onClose={() => setAside(null)} />}
      {aside === 'cloudwatch' && (
        <CloudWatchDialog connection={connection} buckets={list?.items ?? []} onClose={() => setAside(null)} />
      )}
      {aside === 'clean up' && (
        <SeveralBucketsDialog
          places={(list?.items ?? [])
            .filter((bucket) => ticked.has(bucketId(bucket)))
            .map(({ name }) => ({ connection, bucket: name }))}
          onClose={() => setAside(null)}
          onStarted={([first]) => {
            setAside(null);
            setTicked(new Set());
            if (first) showJob(first.id);
          }}
        />
      )}
      {lensing && <LensDialog connectionId={connection.id} onClose={() => setLensing(false)} />}
      {ruling && (
        <LifecyclePlanDialog connection={connection} buckets={list?.items ?? []} onClose={() => setRuling(false)} />
      )}
      {editing && (
        <ConnectionDialog
          editing={connection}
          onClose={() => setEditing(false)}
          onSaved={({ id }) => {
            setEditing(false);
            mutate(id);
          }}
        />
      )}
    </div>
  );
}
