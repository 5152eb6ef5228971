import type { ConnectionFields } from './connection-draft.ts';

/** Words of the connection form's sections: what is set in each, told beside its title. */

/** Ways out of this computer, as choices. */
export const proxyKinds: readonly { value: ConnectionFields['proxy']; label: string }[] = [
  { value: 'system', label: 'As the system says' },
  { value: 'none', label: 'None' },
  { value: 'manual', label: 'By hand' },
];

/** The choice of that name; the system's for a name that is none. */
export function proxyKind(value: string): ConnectionFields['proxy'] {
  return proxyKinds.find((kind) => kind.value === value)?.value ?? 'system';
}

export function addressingNow({ pathStyle, dualStack, fips, endpointUrl }: ConnectionFields): string {
  const isAws = endpointUrl.trim() === '';
  return listed([
    pathStyle ? 'path-style' : 'virtual host',
    isAws && dualStack && 'dual-stack',
    isAws && fips && 'FIPS',
  ]);
}

export function proxyNow({ proxy, proxyUrl }: ConnectionFields): string {
  if (proxy === 'system') return 'as the system says';
  // Never with what was typed before an @: a password may be there.
  return proxy === 'none' ? 'none' : (URL.parse(proxyUrl.trim())?.host ?? 'by hand');
}

export function certificatesNow({ caFile, pinned }: ConnectionFields): string {
  return listed([caFile.trim() && 'own CA file', pinned && 'one certificate trusted'], 'the system’s authorities');
}

export function ownerNow({ expectedBucketOwner, requesterPays }: ConnectionFields): string {
  return listed(
    [expectedBucketOwner.trim() && `owner ${expectedBucketOwner.trim()}`, requesterPays && 'requester pays'],
    'any owner',
  );
}

export function safetyNow({ readOnly, production, colour }: ConnectionFields): string {
  return listed(
    [readOnly && 'read-only', production && 'production', colour !== 'none' && colour],
    'neither read-only nor production',
  );
}

export function timesNow({ activeWindowHours, quietIntervalSeconds }: ConnectionFields): string {
  return `active ${activeWindowHours} h, quiet ${quietIntervalSeconds} s`;
}

/** A colour's name, as a choice. */
export function colourWords(colour: ConnectionFields['colour']): string {
  return colour === 'none' ? 'No colour' : `${colour.charAt(0).toUpperCase()}${colour.slice(1)}`;
}

function listed(parts: readonly (string | false | null)[], otherwise = ''): string {
  const said = parts.filter((part) => part !== false && part !== null && part !== '');
  return said.length === 0 ? otherwise : said.join(', ');
}
