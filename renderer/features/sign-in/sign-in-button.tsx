import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ErrorShape } from '../../../shared/schema/errors.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';

/** Gets a connection's credentials anew; what that needs of the person is asked for by {@link ./prompts.tsx Prompts}. */
export function useSignIn(connectionId: string) {
  const { client } = useApi();
  const signIn = useMutation({ mutationFn: () => client.connections.signIn({ connectionId }) });
  return {
    /** Why the last try brought none; null where it did, or there was none. */
    error: signIn.error ? toErrorShape(signIn.error) : null,
    button: (
      <Button variant="default" size="compact-xs" loading={signIn.isPending} onClick={() => signIn.mutate()}>
        {words.page.signIn.signIn}
      </Button>
    ),
  };
}

/** Failures that a sign-in may cure. */
const curable: ReadonlySet<ErrorShape['code']> = new Set(['SIGN_IN_NEEDED', 'TOKEN_EXPIRED']);

/** A failure of a connection's call, with the way to new credentials where that is what is missing. */
export function AccessFailure({ connectionId, error }: { connectionId: string; error: ErrorShape }) {
  const signIn = useSignIn(connectionId);
  if (!curable.has(error.code)) return <Failure error={error} />;
  return (
    <>
      <Failure error={signIn.error ?? error} />
      {signIn.button}
    </>
  );
}
