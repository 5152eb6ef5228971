import { createHmac } from 'node:crypto';

/** One way in which a secret may stand in a file or a message. */
export interface Form {
  name: string;
  bytes: Buffer;
}

/** Shorter than this a secret cannot be told from an accident, in characters. */
export const shortestSecret = 8;

/**
 * Every way in which a text may hide: as it is, escaped for an address, a form, JSON or XML, as UTF-16, in hex, and in
 * the middle of something that was base64-encoded as a whole. Without duplicates.
 */
export function formsOf(secret: string): Form[] {
  const forms: Form[] = [];
  const add = (name: string, bytes: Buffer | string): void => {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    if (!forms.some((form) => form.bytes.equals(buffer))) forms.push({ name, bytes: buffer });
  };
  const utf8 = Buffer.from(secret);
  const utf16 = Buffer.from(secret, 'utf16le');
  const escaped = encodeURIComponent(secret);
  add('as it is', utf8);
  add('URL-encoded', escaped);
  add(
    'URL-encoded in small letters',
    escaped.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  );
  add(
    'URL-encoded strictly',
    escaped.replace(/[!'()*]/g, (character) => `%${hexOf(character)}`),
  );
  add('form-encoded', new URLSearchParams([['', secret]]).toString().slice(1));
  add('in JSON', inJson(secret));
  add('in JSON within JSON', inJson(inJson(secret)));
  add('in JSON, slashes escaped', inJson(secret).replaceAll('/', '\\/'));
  add('in XML', secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  add(
    'in HTML',
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  );
  add('UTF-16', utf16);
  add('UTF-16, big-endian', Buffer.from(utf16).swap16());
  add('in hex', utf8.toString('hex'));
  add('in HEX', utf8.toString('hex').toUpperCase());
  for (const before of [0, 1, 2]) {
    const inner = insideBase64(utf8, before);
    add(`in base64 at byte ${before}`, inner);
    add(`in base64url at byte ${before}`, inner.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

/** A code of an authenticator: always six digits, which by themselves stand everywhere. */
export function isCode(secret: string): boolean {
  return /^\d{6}$/.test(secret);
}

/** The ways in which a code stands where it was written down as one: in quotes, as a parameter, as an element. */
export function codeForms(code: string): Form[] {
  const texts: [string, string][] = [
    ['in quotes', `"${code}"`],
    ['in JSON within JSON', `\\"${code}\\"`],
    ['in single quotes', `'${code}'`],
    ['as a parameter', `TokenCode=${code}`],
    ['in an element', `>${code}<`],
  ];
  return texts.map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
}

/**
 * What SigV4 derives from a secret access key for a day, a region and a service: whoever has it can sign on that day.
 * Source: AWS, "Create a signed AWS API request", step 4.
 */
export function signingKeyForms(secret: string, day: string, region: string, service: string): Form[] {
  const sign = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();
  const key = [region, service, 'aws4_request'].reduce(sign, sign(`AWS4${secret}`, day));
  return [
    { name: 'bytes', bytes: key },
    { name: 'hex', bytes: Buffer.from(key.toString('hex')) },
    { name: 'base64', bytes: Buffer.from(key.toString('base64').replace(/=+$/, '')) },
  ];
}

/**
 * Words that stand beside a signature wherever one is written down: no signature has to be known to be found. The
 * product's own `AWS4-HMAC-SHA256 [removed]` is none.
 */
export const signatureMarks: readonly string[] = [
  'AWS4-HMAC-SHA256 Credential=',
  'AWS4-HMAC-SHA256%20Credential',
  'X-Amz-Credential=',
  'X-Amz-Security-Token=',
];

/** The characters that are the same whatever follows, where `before` bytes (modulo 3) come first. */
function insideBase64(bytes: Buffer, before: number): string {
  const skipped = (3 - before) % 3;
  const whole = Math.floor((bytes.length - skipped) / 3) * 3;
  return bytes.subarray(skipped, skipped + whole).toString('base64');
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}
