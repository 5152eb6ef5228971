import { AppError } from '../../../shared/schema/errors.ts';
import type { Connection, ProxySetting } from '../../../shared/schema/model.ts';
import { leadsToAws } from '../../../shared/values/aws-places.ts';
import { readProxyUrl } from '../store/transport/proxy.ts';
import { pinnedTrouble, readAuthorities } from '../store/transport/trust.ts';

/** Refusals of settings that cannot be, in words, before a connection with them is tried or saved. */

/** @throws AppError INVALID_INPUT for a manual proxy whose URL cannot be, or holds what is a secret */
export function requireUsableProxy(proxy: ProxySetting): void {
  if (proxy.kind !== 'manual') return;
  const url = URL.parse(proxy.url);
  if (url?.username || url?.password) {
    throw refusal('proxy.url', 'A proxy’s URL holds no user name or password: enter them in their own fields');
  }
  if (!url || !readProxyUrl(proxy.url) || url.port === '0') {
    throw refusal('proxy.url', 'That is no address of a proxy: enter one such as http://proxy.example.com:3128');
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw refusal('proxy.url', 'A proxy’s URL is a host and a port, with nothing after them');
  }
}

/** @throws AppError INVALID_INPUT that names the CA file, or says what is wrong with the pinned certificate */
export async function requireUsableTls({ endpointUrl, tls }: Pick<Connection, 'endpointUrl' | 'tls'>): Promise<void> {
  const { caFile, pinned } = tls;
  if (pinned && leadsToAws({ endpointUrl })) throw refusal('tls.pinned', pinnedAtAws);
  const trouble = pinned && pinnedTrouble(pinned);
  if (trouble) throw refusal('tls.pinned', trouble);
  if (caFile === null) return;
  const read = await readAuthorities(caFile);
  if (!read.ok) throw refusal('tls.caFile', read.message, caFile);
}

const pinnedAtAws =
  'AWS’s own hosts are never trusted by a single certificate. Remove the trusted certificate; where a proxy on the way has an authority of its own, enter that one’s CA file';

function refusal(path: string, message: string, file?: string): AppError {
  const issues = [{ path, message }];
  return new AppError('INVALID_INPUT', message, file === undefined ? { issues } : { issues, file });
}
