import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useEndpointFacts } from '../../api/access-state.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Failure } from '../../ui/failure.tsx';
import { NameText } from '../../ui/key-text.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './endpoint.module.css';
import { isOwnerGuardAbsent } from './owner-guard.ts';

/** Says that a guard which somebody relies on is absent; nothing where it is there, or nobody does. */
export function OwnerGuardWarning({ connection }: { connection: Connection }) {
  const facts = useEndpointFacts(connection.id);
  if (!isOwnerGuardAbsent(connection, facts)) return null;
  return (
    <p role="alert" className={classes.absent}>
      <strong>The owner guard is absent.</strong> An expected bucket owner is set, yet this store accepts a wrong one
      and acts all the same. Check bucket names yourself before you clean up.
    </p>
  );
}

/** What a connection's endpoint was seen to do, in plain words. */
export function EndpointFactsView({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const facts = useEndpointFacts(connection.id);
  const probe = useMutation({ mutationFn: () => client.connections.probe({ connectionId: connection.id }) });
  return (
    <details className={classes.facts}>
      <summary>What this store can do</summary>
      <div className={classes.body}>
        {facts ? (
          <>
            <dl className={classes.list}>
              {words.endpoint(facts).map(({ fact, title, tone, text }) => (
                <div key={fact}>
                  <dt>{title}</dt>
                  <dd className={tone === 'unknown' ? classes.muted : undefined}>
                    {tone === 'limit' && <Badge tone="warn">limit</Badge>} {text}
                  </dd>
                </div>
              ))}
            </dl>
            <p className={classes.muted}>
              Seen in bucket{' '}
              <strong>
                <NameText value={facts.bucket} />
              </strong>
              , <TimeText value={facts.at} />. Nothing was written to it.
            </p>
          </>
        ) : (
          <p className={classes.muted}>Not looked at yet. A look reads from one bucket and writes nothing.</p>
        )}
        {probe.error && <Failure error={toErrorShape(probe.error)} />}
        <Button variant="default" loading={probe.isPending} onClick={() => probe.mutate()}>
          {facts ? 'Probe again' : 'Probe'}
        </Button>
      </div>
    </details>
  );
}
