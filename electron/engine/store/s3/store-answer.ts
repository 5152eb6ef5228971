import type { CallInfo } from '../store.ts';
import { readListPage } from './list-pages.ts';
import { afterSpace } from './plain-xml.ts';
import { readRetryAfter } from './retry-after.ts';
import { readToldTime } from './told-time.ts';

/** One HTTP answer of a store, but its body. */
export interface AnswerHead {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Local clock when the answer was complete, ms UTC. */
  receivedAt: number;
}

/** One HTTP answer of a store, read to its end, before anything is made of it. */
export interface StoreAnswer extends AnswerHead {
  body: string;
}

/** The store's own words about a failure; every field may be missing (Ceph sends an empty `<Message>`). */
export interface StoreWords {
  code: string | null;
  message: string | null;
  region: string | null;
  /** A host, where the store says that another one has it. */
  endpoint: string | null;
  requestId: string | null;
  /** Which upload it is about, and under which key. */
  uploadId: string | null;
  key: string | null;
}

/** Status, request ID and server time of an answer: what goes into the evidence. */
export function callInfo(answer: AnswerHead): CallInfo {
  return {
    status: answer.status,
    requestId: answer.headers['x-amz-request-id'] || answer.headers['x-request-id'] || null,
    serverTime: serverTime(answer),
    requestCharged: answer.headers['x-amz-request-charged'] === 'requester',
  };
}

/** The Date header, ms UTC; null where there is none or it cannot be read in one way alone. */
export function serverTime(answer: Pick<AnswerHead, 'headers'>): number | null {
  return readToldTime(answer.headers.date);
}

/** Where caches tell whether they asked (RFC 9211; nginx, Varnish, Squid, CloudFront and Cloudflare in their own ways). */
const cacheHeaders = ['cache-status', 'x-cache', 'x-cache-status', 'x-proxy-cache', 'cf-cache-status'] as const;

/**
 * Whether a cache gave the answer and had kept it for a while (RFC 9111, "Age"; nginx tells no age). It may be true of an hour
 * ago: that something is gone now, it does not prove. What the cache asked the store about again is of now.
 */
export function wasKept({ headers }: Pick<AnswerHead, 'headers'>): boolean {
  if (/^\s*0*[1-9]/.test(headers.age ?? '')) return true;
  return cacheHeaders.some((name) => {
    const told = headers[name] ?? '';
    return /(?:^|[\s,;_])(?:hit|stale|updating)\b/i.test(told) && !/refresh/i.test(told);
  });
}

/**
 * Whether an answer's headers are S3's. Some of Amazon's other services begin theirs alike: CloudFront and API Gateway, in
 * front of whatever it is.
 */
export function hasHeaderOfS3({ headers }: Pick<AnswerHead, 'headers'>): boolean {
  return Object.keys(headers).some((name) => /^x-amz-(?!cf-|apigw-)/.test(name));
}

/** How long the store asked us to wait, ms, as far as we go along with it; null where it did not ask. */
export function retryAfterMs(answer: AnswerHead): number | null {
  return readRetryAfter(answer.headers['retry-after'], serverTime(answer) ?? answer.receivedAt);
}

/** What an answer's body is, by its first element. */
export type BodyKind =
  | { kind: 'empty' }
  | { kind: 'error' }
  | { kind: 'result'; root: string; end: ResultEnd }
  /** HTML, JSON, plain text, XML of something else. `prefixed`: S3's own root by its name, with a prefix before it. */
  | { kind: 'foreign'; prefixed?: string };

/** How a result ends: with its root; before that, so that it broke off; or with something else behind the root's end. */
export type ResultEnd = 'whole' | 'cut' | 'followed';

const resultRoot =
  /^List\w*(?:Result|Response)$|^(?:CreateSession|CompleteMultipartUpload)Result$|^(?:Lifecycle|Versioning|ObjectLock)Configuration$|^Retention$|^LegalHold$/;

/**
 * Looks at a body before the SDK parses it. The SDK's parser does not check the root element: it reads a proxy's HTML
 * page, or no body at all, as a result with nothing in it, and an upload would seem to have no parts.
 *
 * Walks by `indexOf`, once over the text: a pattern with a repeated group took twice as long with every comment that a
 * page began with, and 45 of them for ever.
 */
export function bodyKind(body: string): BodyKind {
  const text = body.trim();
  if (text === '') return { kind: 'empty' };
  const start = rootStart(text);
  const root = start === null ? null : nameAt(text, start + 1);
  if (start === null || root === null) return { kind: 'foreign' };
  if (/^(?:[\w.-]+:)?Error(?:Response)?$/i.test(root)) return { kind: 'error' };
  // A prefixed root (ns2:ListPartsResult) is foreign too: the SDK would find none of its children.
  if (!resultRoot.test(root)) {
    const isPrefixed = resultRoot.test(root.slice(root.indexOf(':') + 1));
    return isPrefixed ? { kind: 'foreign', prefixed: root } : { kind: 'foreign' };
  }
  return { kind: 'result', root, end: resultEnd(text, start, root) };
}

/**
 * Where the root's `<` stands, behind the prolog: blanks, comments, processing instructions and a document type; null
 * where something else stands there.
 */
function rootStart(text: string): number | null {
  let hasType = false;
  for (let at = afterSpace(text, 0); ; at = afterSpace(text, at)) {
    let end: number | null;
    if (text.startsWith('<?', at)) end = after(text, '?>', at + 2);
    else if (text.startsWith('<!--', at)) end = after(text, '-->', at + 4);
    else if (text.startsWith('<!DOCTYPE', at)) {
      end = after(text, '>', at);
      // A second one is none, and one with a subset declares entities, which the SDK's parser would leave out of a key.
      if (hasType || (end !== null && text.slice(at, end).includes('['))) return null;
      hasType = true;
    } else {
      return text[at] === '<' ? at : null;
    }
    if (end === null) return null;
    at = end;
  }
}

/** The place behind the next `what`; null where there is none. */
function after(text: string, what: string, from: number): number | null {
  const found = text.indexOf(what, from);
  return found < 0 ? null : found + what.length;
}

function nameAt(text: string, at: number): string | null {
  const name = /[A-Za-z][\w.:-]*/y;
  name.lastIndex = at;
  return name.exec(text)?.[0] ?? null;
}

/** Comments and processing instructions may follow the end of the root (XML 1.0, "Misc"); a second answer may not. */
function resultEnd(text: string, start: number, root: string): ResultEnd {
  const close = rootClose(text, start, root);
  if (close === null) return 'cut';
  const behind = afterClosedMisc(text, close + 1);
  if (behind === text.length) return 'whole';
  return text.startsWith('<!--', behind) || text.startsWith('<?', behind) ? 'cut' : 'followed';
}

/** Where the `>` stands that closes the root; null where it is not closed. */
function rootClose(text: string, start: number, root: string): number | null {
  const opened = text.indexOf('>', start);
  if (opened > 0 && text[opened - 1] === '/') return opened;
  const closing = text.indexOf(`</${root}`, start);
  const close = closing < 0 ? -1 : afterSpace(text, closing + root.length + 2);
  return close > 0 && text[close] === '>' ? close : null;
}

/** The place behind the blanks, whole comments and whole processing instructions that stand at `at`. */
function afterClosedMisc(text: string, at: number): number {
  for (let from = afterSpace(text, at); ; ) {
    const isComment = text.startsWith('<!--', from);
    const end = isComment || text.startsWith('<?', from) ? after(text, isComment ? '-->' : '?>', from + 2) : null;
    if (end === null) return from;
    from = afterSpace(text, end);
  }
}

/** Reads the store's words from an error body. */
export function storeWords(answer: StoreAnswer): StoreWords {
  const isError = bodyKind(answer.body).kind === 'error';
  const written = isError ? errorElements(answer.body) : () => undefined;
  const told = (name: string) => shown(written(name));
  return {
    code: told('Code'),
    message: told('Message'),
    region: answer.headers['x-amz-bucket-region'] ?? told('Region'),
    endpoint: told('Endpoint'),
    requestId: callInfo(answer).requestId ?? told('RequestId'),
    // Compared with what was asked, to the last character: it is neither cut nor made shorter.
    uploadId: written('UploadId') || null,
    key: written('Key') || null,
  };
}

const longestMessage = 500;

/**
 * The text of an error's elements, however XML lets them be written: with attributes, a prefix, CDATA, comments, one element
 * deeper. An error whose code is not found would be taken for one without.
 */
function errorElements(body: string): (name: string) => string | undefined {
  // No element has an empty name: all of it is read as fields.
  const fields = readListPage(body, '')?.fields;
  if (!fields) return (name) => plainText(new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1]);
  const byName = new Map<string, string>();
  for (const [path, text] of fields) {
    const local = (path.split(/[/:]/).at(-1) ?? path).toLowerCase();
    if (!byName.has(local)) byName.set(local, text);
  }
  return (name) => byName.get(name.toLowerCase());
}

function shown(text: string | undefined): string | null {
  const found = text?.trim();
  return found ? withoutSignatures(found).slice(0, longestMessage) : null;
}

function plainText(text: string | undefined): string | undefined {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text?.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => named[name] ?? whole);
}

/** Some servers repeat the signed request in their message; a signature or a session token must not travel on. */
function withoutSignatures(text: string): string {
  return (
    text
      .replace(
        /\b(Signature|X-Amz-Signature|X-Amz-Security-Token|X-Amz-Credential|Credential)(\s*[=:]\s*)[^\s,&;]+/gi,
        '$1$2…',
      )
      // The name alone ("Please use AWS4-HMAC-SHA256.") is no part of a request.
      .replace(/\b(AWS4-HMAC-SHA256)\b(?=[\s\S]*[=/\d])[\s\S]*/i, '$1 …')
  );
}

/**
 * The body as the SDK's parser reads it right: it cuts character references above U+FFFF (`&#x1F600;`) down to 16
 * bits, which would make another key of a key with an emoji. Characters that XML cannot hold, raw or as references,
 * pass through that parser as they are.
 */
export function withWideReferences(xml: string): string {
  if (!xml.includes('&#')) return xml;
  return xml.replace(/&#(?:x([0-9a-f]{5,6})|(\d{5,7}));/gi, (whole, hex?: string, decimal?: string) => {
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0xffff && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
