import { percentEncode } from '../protocol/key-encoding.ts';
import { hmac, sha256 } from '../signing/signature.ts';
import type { PracticeStore } from '../store.ts';
import { noon } from './practice-client.ts';

/** What is signed. */
export interface Presigning {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  /** s. */
  expires?: string;
  /** ms UTC. */
  at?: number;
  region?: string;
  /** Changes the query once it is signed. */
  tamper?: (query: Record<string, string>) => Record<string, string>;
}

/** A URL signed by hand, so that a test can sign what no client would. */
export function presign(store: PracticeStore, presigning: Presigning = {}): string {
  const { method = 'GET', path = '/b/k', query = {}, expires = '900', at = noon, region = store.region } = presigning;
  const date = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const signed: Record<string, string> = {
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${store.accessKeyId}/${scope}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': expires,
    'X-Amz-SignedHeaders': 'host',
  };
  const canonical = `${method}\n${path}\n${queryOf(signed)}\nhost:${new URL(store.endpointUrl).host}\n\nhost\nUNSIGNED-PAYLOAD`;
  const key = [date.slice(0, 8), region, 's3', 'aws4_request'].reduce<Buffer | string>(
    hmac,
    `AWS4${store.secretAccessKey}`,
  );
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
  const { tamper = (all) => all } = presigning;
  return `${store.endpointUrl}${path}?${queryOf(tamper({ ...signed, 'X-Amz-Signature': signature }))}`;
}

function queryOf(query: Record<string, string>): string {
  return Object.entries(query)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .sort()
    .join('&');
}
