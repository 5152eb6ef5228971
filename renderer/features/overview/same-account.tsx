import type { Connection } from '../../../shared/model.ts';
import { useConnections, useLive } from '../../api/api.tsx';
import { sameAccount } from './accounts.ts';

/** Says where another connection leads to the same account: a clean-up in one is a clean-up in both. */
export function SameAccount({ connection }: { connection: Connection }) {
  const credentials = useLive().state?.credentials;
  const names = sameAccount(connection, useConnections(), credentials ?? {});
  return names.length === 0 ? null : ` · same account as ${names.join(', ')}`;
}
