import type { Certificate } from '../../../shared/schema/certificate.ts';
import type { ConnectionTest } from '../../../shared/schema/model.ts';

export type Suggestion = NonNullable<Exclude<ConnectionTest, { outcome: 'failed' }>['suggestion']>;

/** What a test found to work better, in one sentence; null where it found nothing. */
export function suggestionWords({ pathStyle, region }: Suggestion): string | null {
  const style = pathStyle === undefined ? null : `with ${pathStyle ? 'path-style' : 'virtual-host'} addressing`;
  const place = region === undefined ? null : `in region ${region}`;
  if (style === null && place === null) return null;
  return `It answers ${[style, place].filter((part) => part !== null).join(' ')}.`;
}

/** What of a certificate a person should notice before trusting it; empty where nothing stands out. */
export function certificateRemarks(certificate: Certificate, endpointUrl: string, now: number): string[] {
  const remarks: string[] = [];
  if (certificate.subject === certificate.issuer) remarks.push('It vouches for itself: no authority stands behind it.');
  if (certificate.validTo < now) remarks.push('It has expired.');
  if (certificate.validFrom > now) remarks.push('It is not valid yet.');
  const host = URL.parse(endpointUrl.trim())?.hostname;
  if (host && !certificate.hosts.some((name) => covers(name, host))) remarks.push(`It is not for ${host}.`);
  return remarks;
}

/** Whether a name of a certificate covers a host; `*` stands for one label, the first. IPv6 comes with or without brackets. */
function covers(name: string, host: string): boolean {
  const wanted = host.replace(/^\[|\]$/g, '').toLowerCase();
  const given = name.replace(/^\[|\]$/g, '').toLowerCase();
  if (!given.startsWith('*.')) return given === wanted;
  const dot = wanted.indexOf('.');
  return dot > 0 && wanted.slice(dot) === given.slice(1);
}
