import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useCredentials } from '../../api/access-state.ts';
import { Badge } from '../../ui/badge.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
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
  const text = words.page.signIn.access;
  const source = credentialSource(connection.credentials, state);
  return (
    <section aria-label={text.label}>
      <p className={classes.line}>
        <span>
          {standing.kind === 'lasting' ? (
            <Filled text={text.lasting} parts={{ source, when: <TimeText value={standing.expiresAt} /> }} />
          ) : (
            text.from(source)
          )}
        </span>
        {standing.kind === 'expired' && (
          <>
            <Badge tone="warn">{text.expired}</Badge>
            <span>
              <TimeText value={standing.expiresAt} />
            </span>
            {button}
          </>
        )}
        {standing.kind === 'missing' && (
          <>
            <Badge tone="warn">{standing.needsPerson ? text.needsSignIn : text.none}</Badge>
            {button}
          </>
        )}
      </p>
      {standing.kind === 'missing' && <Failure error={signInError ?? standing.error} />}
      {standing.kind !== 'missing' && signInError && <Failure error={signInError} />}
    </section>
  );
}
