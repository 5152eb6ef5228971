import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { useApi, useBucketList, useOutage } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { Failure } from '../../ui/failure.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { OutageLine } from '../../ui/outage-line.tsx';
import { showName } from '../../ui/safe-key.ts';
import { ConnectionDialog, ConnectionMenu } from '../connections/index.ts';
import { EndpointFactsView, OwnerGuardWarning } from '../endpoint/index.ts';
import { LensDialog } from '../lens/index.ts';
import { LifecyclePlanDialog } from '../lifecycle/index.ts';
import { CredentialLine } from '../sign-in/index.ts';
import { BucketsTable } from './buckets-table.tsx';
import classes from './overview.module.css';
import { SameAccount } from './same-account.tsx';

/** A connection: its buckets, and what can be done with the connection itself. */
export function Overview({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const list = useBucketList(connection.id);
  const [editing, setEditing] = useState(false);
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
  const isLoading = refresh.isPending || list?.status === 'loading';
  const error = list?.error ?? (refresh.error ? toErrorShape(refresh.error) : null);
  return (
    <div className={classes.overview}>
      <header className={classes.head}>
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
            {connection.practice && ' · practice storage on this computer'}
            <SameAccount connection={connection} />
          </p>
        </div>
        <div className={classes.buttons}>
          <ScanAll connectionId={connection.id} buckets={list?.items ?? []} />
          {list && list.items.length > 0 && (
            <Button variant="default" onClick={() => setRuling(true)}>
              Lifecycle…
            </Button>
          )}
          <Button variant="default" loading={isLoading} onClick={() => mutate(connection.id)}>
            Refresh
          </Button>
          {!connection.practice && (
            <Button variant="default" onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
          <ConnectionMenu connection={connection} onEdit={() => setEditing(true)} onLens={() => setLensing(true)} />
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.body} tabIndex={0}>
        {outage ? (
          <OutageLine connectionId={connection.id} name={connection.name} outage={outage} />
        ) : (
          error && <Failure error={error} />
        )}
        <OwnerGuardWarning connection={connection} />
        {!connection.practice && <CredentialLine connection={connection} />}
        {list && list.items.length > 0 && <BucketsTable connection={connection} buckets={list.items} />}
        {list && list.items.length === 0 && !isLoading && (
          <p className={classes.empty}>
            {error
              ? 'Buckets cannot be listed. If you know a bucket’s name, add it by name in the sidebar.'
              : 'There are no buckets here.'}
          </p>
        )}
        {isLoading && (!list || list.items.length === 0) && <p className={classes.empty}>Listing buckets…</p>}
        <EndpointFactsView connection={connection} />
      </div>
      {lensing && <LensDialog onClose={() => setLensing(false)} />}
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

/** Scans every bucket that is not being scanned already. The engine decides how many at once. */
function ScanAll({ connectionId, buckets }: { connectionId: string; buckets: readonly Bucket[] }) {
  const { client } = useApi();
  const idle = buckets.filter(({ scan }) => scan.status !== 'listing' && scan.status !== 'sizing');
  const scan = useMutation({
    mutationFn: () => Promise.all(idle.map(({ name }) => client.scans.start({ connectionId, bucket: name }))),
  });
  if (buckets.length === 0) return null;
  return (
    <Button disabled={idle.length === 0} loading={scan.isPending} onClick={() => scan.mutate()}>
      Scan all
    </Button>
  );
}
