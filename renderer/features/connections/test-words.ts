import type { Certificate } from '../../../shared/schema/certificate.ts';
import type { ConnectionTest } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';

export type Suggestion = NonNullable<Exclude<ConnectionTest, { outcome: 'failed' }>['suggestion']>;

/** What a test found to work better, in one sentence; null where it found nothing. */
export function suggestionWords({ pathStyle, region }: Suggestion): string | null {
  if (pathStyle === undefined && region === undefined) return null;
  return words.page.connections.form.result.suggestion({ pathStyle: pathStyle ?? null, region: region ?? null });
}

/** What of a certificate a person should notice before trusting it; empty where nothing stands out. */
export function certificateRemarks(certificate: Certificate, endpointUrl: string, now: number): string[] {
  const text = words.page.connections.form.certificate;
  const remarks: string[] = [];
  if (certificate.subject === certificate.issuer) remarks.push(text.selfSigned);
  if (certificate.validTo < now) remarks.push(text.expired);
  if (certificate.validFrom > now) remarks.push(text.notYet);
  const host = URL.parse(endpointUrl.trim())?.hostname;
  if (host && !certificate.hosts.some((name) => covers(name, host))) remarks.push(text.otherHost(host));
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
