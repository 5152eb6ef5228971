import { AppError } from '../../../shared/schema/errors.ts';
import type { Connection, ProxySetting } from '../../../shared/schema/model.ts';
import type { Said } from '../../../shared/schema/saying.ts';
import { leadsToAws } from '../../../shared/values/aws-places.ts';
import { says } from '../../../shared/words/says.ts';
import { readProxyUrl } from '../store/transport/proxy.ts';
import { pinnedTrouble, readAuthorities } from '../store/transport/trust.ts';

/** Refusals of settings that cannot be, in words, before a connection with them is tried or saved. */

/** @throws AppError INVALID_INPUT for a manual proxy whose URL cannot be, or holds what is a secret */
export function requireUsableProxy(proxy: ProxySetting): void {
  if (proxy.kind !== 'manual') return;
  const url = URL.parse(proxy.url);
  if (url?.username || url?.password) {
    throw refusal('proxy.url', says('proxyWithLogin'));
  }
  if (!url || !readProxyUrl(proxy.url) || url.port === '0') {
    throw refusal('proxy.url', says('noProxyAddress'));
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    throw refusal('proxy.url', says('proxyWithPath'));
  }
}

/** @throws AppError INVALID_INPUT that names the CA file, or says what is wrong with the pinned certificate */
export async function requireUsableTls({ endpointUrl, tls }: Pick<Connection, 'endpointUrl' | 'tls'>): Promise<void> {
  const { caFile, pinned } = tls;
  if (pinned && leadsToAws({ endpointUrl })) throw refusal('tls.pinned', says('pinnedAtAws'));
  const trouble = pinned && pinnedTrouble(pinned);
  if (trouble) throw refusal('tls.pinned', trouble);
  if (caFile === null) return;
  const read = await readAuthorities(caFile);
  if (!read.ok) throw refusal('tls.caFile', read.why, caFile);
}

function refusal(path: string, said: Said, file?: string): AppError {
  const issues = [{ path, message: said.english }];
  return new AppError('INVALID_INPUT', said, file === undefined ? { issues } : { issues, file });
}
