import { words } from '../../../shared/words/words.ts';
import type { ConnectionFields } from './connection-draft.ts';

/** The connection form's sections: what is set in each, told beside its title. */

/** Ways out of this computer. */
const proxyOrder: readonly ConnectionFields['proxy'][] = ['system', 'none', 'manual'];

/** The same as choices. */
export function proxyKinds(): { value: ConnectionFields['proxy']; label: string }[] {
  return proxyOrder.map((value) => ({ value, label: words.page.connections.settings.proxy.kinds[value] }));
}

/** The choice of that name; the system's for a name that is none. */
export function proxyKind(value: string): ConnectionFields['proxy'] {
  return proxyOrder.find((kind) => kind === value) ?? 'system';
}

export function addressingNow({ pathStyle, dualStack, fips, endpointUrl }: ConnectionFields): string {
  const { now } = words.page.connections.settings.addressing;
  const isAws = endpointUrl.trim() === '';
  return listed([
    pathStyle ? now.pathStyle : now.virtualHost,
    isAws && dualStack && now.dualStack,
    isAws && fips && now.fips,
  ]);
}

export function proxyNow({ proxy, proxyUrl }: ConnectionFields): string {
  const { now } = words.page.connections.settings.proxy;
  // Never with what was typed before an @: a password may be there.
  return proxy === 'manual' ? (URL.parse(proxyUrl.trim())?.host ?? now.manual) : now[proxy];
}

export function certificatesNow({ caFile, pinned }: ConnectionFields): string {
  const { now } = words.page.connections.settings.certificates;
  return listed([caFile.trim() && now.caFile, pinned && now.pinned], now.system);
}

export function ownerNow({ expectedBucketOwner, requesterPays }: ConnectionFields): string {
  const { now } = words.page.connections.settings.owner;
  return listed(
    [expectedBucketOwner.trim() && now.owner(expectedBucketOwner.trim()), requesterPays && now.requesterPays],
    now.any,
  );
}

export function safetyNow({ readOnly, production, colour }: ConnectionFields): string {
  const { now } = words.page.connections.settings.safety;
  return listed(
    [readOnly && now.readOnly, production && now.production, colour !== 'none' && now.colours[colour]],
    now.neither,
  );
}

export function timesNow({ activeWindowHours, quietIntervalSeconds }: ConnectionFields): string {
  return words.page.connections.settings.times.now({ hours: activeWindowHours, seconds: quietIntervalSeconds });
}

function listed(parts: readonly (string | false | null)[], otherwise = ''): string {
  const said = parts.filter((part) => part !== false && part !== null && part !== '');
  return said.length === 0 ? otherwise : said.join(', ');
}
