import { noteSecret } from './collection.ts';
import { shortestSecret } from './forms.ts';

/** Fields by which STS, the sign-in service and the metadata services give out keys and tokens. */
const fields =
  'SecretAccessKey|secretAccessKey|SessionToken|sessionToken|Token|accessToken|refreshToken|idToken|clientSecret';
const inJson = new RegExp(`"(${fields})"\\s*:\\s*"([^"\\\\]+)"`, 'g');
const inXml = /<(SecretAccessKey|SessionToken)>([^<]+)</g;
/** Longer answers are listings. */
const longestAnswer = 64 * 1024;

const seen = new Set<string>();

/**
 * Notes every secret that a server of a test gives out, so that what is made up for one answer is searched for like the
 * rest. What is too short is left to the check of the sources.
 */
export function noteIssued(body: unknown): void {
  if (!(typeof body === 'string' || body instanceof Uint8Array) || body.length > longestAnswer) return;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString();
  for (const { name, value } of issuedIn(text)) noteOnce(`${name} that a server gave out`, value);
}

/** Notes the session token and the proxy's password that a request came with. */
export function notePresented(headers: NodeJS.Dict<string | string[]>): void {
  const token = headers['x-amz-security-token'];
  if (typeof token === 'string') noteOnce('session token of a request', token);
  const login = headers['proxy-authorization'];
  const basic = typeof login === 'string' ? /^Basic (\S+)$/.exec(login)?.[1] : undefined;
  if (basic === undefined) return;
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? [];
  noteOnce('proxy’s password', password);
}

/** Secrets in an answer's text. */
export function issuedIn(text: string): { name: string; value: string }[] {
  return [inJson, inXml].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, name = '', value = '']) => ({ name, value })),
  );
}

function noteOnce(name: string, value: string): void {
  if (value.length < shortestSecret || seen.has(value)) return;
  seen.add(value);
  noteSecret(name, value);
}
