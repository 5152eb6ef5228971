import type { Connection } from '../../../shared/schema/model.ts';
import { useCredentials } from '../../api/access-state.ts';
import { Badge } from '../../ui/badge.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useNow } from '../../ui/now.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { credentialSource, credentialStanding } from './credential-standing.ts';
import classes from './sign-in.module.css';
import { useSignIn } from './sign-in-button.tsx';

/** Where a connection's credentials come from and how long they last; the way to new ones where they are needed. */
export function CredentialLine({ connection }: { connection: Connection }) {
  const state = useCredentials(connection.id);
  const standing = credentialStanding(state, useNow());
  const { button, error: signInError } = useSignIn(connection.id);
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
