import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Connection } from '../../../shared/model.ts';
import { useCredentials } from '../../api/access-state.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useNow } from '../../ui/now.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { credentialSource, credentialStanding } from './credential-standing.ts';
import classes from './sign-in.module.css';

/** Where a connection's credentials come from and how long they last; the way to new ones where they are needed. */
export function CredentialLine({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const state = useCredentials(connection.id);
  const standing = credentialStanding(state, useNow());
  const signIn = useMutation({ mutationFn: () => client.connections.signIn({ connectionId: connection.id }) });
  const button = (
    <Button variant="default" size="compact-xs" loading={signIn.isPending} onClick={() => signIn.mutate()}>
      Sign in
    </Button>
  );
  const signInError = signIn.error ? toErrorShape(signIn.error) : null;
  return (
    <section aria-label="Access">
      <p className={classes.line}>
        <span>
          Credentials: {credentialSource(connection.credentials, state)}
          {standing.kind === 'lasting' && (
            <>
              {' · expires '}
              <TimeText value={standing.expiresAt} />
            </>
          )}
        </span>
        {standing.kind === 'expired' && (
          <>
            <Badge tone="warn">expired</Badge>
            <span>
              <TimeText value={standing.expiresAt} />
            </span>
            {button}
          </>
        )}
        {standing.kind === 'missing' && (
          <>
            <Badge tone="warn">{standing.needsPerson ? 'needs sign-in' : 'none'}</Badge>
            {button}
          </>
        )}
      </p>
      {standing.kind === 'missing' && <Failure error={signInError ?? standing.error} />}
      {standing.kind !== 'missing' && signInError && <Failure error={signInError} />}
    </section>
  );
}
