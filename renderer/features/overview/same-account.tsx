import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useAllCredentials } from '../../api/access-state.ts';
import { useConnections } from '../../api/api.tsx';
import { sameAccount } from './accounts.ts';

/** Says where another connection leads to the same account: a clean-up in one is a clean-up in both. */
export function SameAccount({ connection }: { connection: Connection }) {
  const names = sameAccount(connection, useConnections(), useAllCredentials());
  return names.length === 0 ? null : ` · ${words.page.overview.sameAccount(names)}`;
}
