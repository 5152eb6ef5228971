import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Bucket, Connection } from '../../../shared/model.ts';
import { useApi, useBucketList } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { Failure } from '../../ui/failure.tsx';
import { ConnectionDialog } from '../connections/index.ts';
import { BucketsTable } from './buckets-table.tsx';
import classes from './overview.module.css';

/** A connection: its buckets, and what can be done with the connection itself. */
export function Overview({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const list = useBucketList(connection.id);
  const [editing, setEditing] = useState(false);
  const { mutate, ...refresh } = useMutation({
    mutationFn: (connectionId: string) => client.buckets.refresh({ connectionId }),
  });

  // Buckets that nobody asked for yet are asked for once; afterwards the button does it.
  const unasked = list === undefined;
  useEffect(() => {
    if (unasked) mutate(connection.id);
  }, [unasked, connection.id, mutate]);

  const isLoading = refresh.isPending || list?.status === 'loading';
  const error = list?.error ?? (refresh.error ? toErrorShape(refresh.error) : null);
  return (
    <div className={classes.overview}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h1>{connection.name}</h1>
          <p>
            {connection.endpointUrl ?? 'AWS'} · {connection.region}
            {connection.practice && ' · practice storage on this computer'}
          </p>
        </div>
        <div className={classes.buttons}>
          <ScanAll connectionId={connection.id} buckets={list?.items ?? []} />
          <Button variant="default" loading={isLoading} onClick={() => mutate(connection.id)}>
            Refresh
          </Button>
          {!connection.practice && (
            <Button variant="default" onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
          <RemoveConnection connection={connection} />
        </div>
      </header>
      <div className={classes.body}>
        {error && <Failure error={error} />}
        {list && list.items.length > 0 && <BucketsTable connection={connection} buckets={list.items} />}
        {list && list.items.length === 0 && !isLoading && (
          <p className={classes.empty}>
            {error
              ? 'Buckets cannot be listed. If you know a bucket’s name, add it by name in the sidebar.'
              : 'There are no buckets here.'}
          </p>
        )}
        {isLoading && (!list || list.items.length === 0) && <p className={classes.empty}>Listing buckets…</p>}
      </div>
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

/** Removes a connection after one question, asked in place. */
function RemoveConnection({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => client.connections.remove({ connectionId: connection.id }),
    onSuccess: () => route.go({ screen: 'start' }),
  });
  if (!asking) {
    return (
      <Button variant="default" onClick={() => setAsking(true)}>
        Remove
      </Button>
    );
  }
  return (
    <>
      <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
        Remove it and its secret
      </Button>
      <Button variant="default" onClick={() => setAsking(false)}>
        Keep
      </Button>
      {remove.error && <Failure error={toErrorShape(remove.error)} />}
    </>
  );
}
