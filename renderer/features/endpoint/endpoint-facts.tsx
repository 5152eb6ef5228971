import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useEndpointFacts } from '../../api/access-state.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
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
      <strong>{words.page.endpoint.ownerGuard.absent}</strong> {words.page.endpoint.ownerGuard.meaning}
    </p>
  );
}

/** What a connection's endpoint was seen to do, in plain words. */
export function EndpointFactsView({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const facts = useEndpointFacts(connection.id);
  const probe = useMutation({ mutationFn: () => client.connections.probe({ connectionId: connection.id }) });
  const said = words.page.endpoint.facts;
  return (
    <details className={classes.facts}>
      <summary>{said.heading}</summary>
      <div className={classes.body}>
        {facts ? (
          <>
            <dl className={classes.list}>
              {words.endpoint(facts).map(({ fact, title, tone, text }) => (
                <div key={fact}>
                  <dt>{title}</dt>
                  <dd className={tone === 'unknown' ? classes.muted : undefined}>
                    {tone === 'limit' && <Badge tone="warn">{said.limit}</Badge>} {text}
                  </dd>
                </div>
              ))}
            </dl>
            <p className={classes.muted}>
              <Filled
                text={said.seen}
                parts={{
                  bucket: (
                    <strong>
                      <NameText value={facts.bucket} />
                    </strong>
                  ),
                  time: <TimeText value={facts.at} />,
                }}
              />
            </p>
          </>
        ) : (
          <p className={classes.muted}>{said.notYet}</p>
        )}
        {probe.error && <Failure error={toErrorShape(probe.error)} />}
        <Button variant="default" loading={probe.isPending} onClick={() => probe.mutate()}>
          {facts ? said.probeAgain : said.probe}
        </Button>
      </div>
    </details>
  );
}
