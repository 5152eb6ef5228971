/** What a call was signed with, as values: a store that repeats its request must not get them into what is kept or shown. */
export interface SignedWith {
  /** null: the request is not signed. */
  secretAccessKey: string | null;
  /** Headers as they were sent. */
  headers: Readonly<Record<string, string>>;
}

/** Shorter ones are no secret, and taken out would spoil every text. */
const shortest = 4;
/**
 * A listing holds names, and a name that is changed is another one. So in a good answer only what nobody has for a name is
 * taken out: tokens and signatures, and secrets as long as this (AWS's have 40 characters).
 */
const shortestInAnswer = 20;

const removed = '…';

/** What is taken out of a text, the longest first. */
export interface SecretSpellings {
  /** Of a failure or a header, where no name of an object can be spoilt. */
  inErrors: readonly string[];
  inAnswers: readonly string[];
}

/** Takes a call's own secret, token and signature out of whatever a store sent. Pure. */
export class OwnSecrets implements SecretSpellings {
  readonly inErrors: readonly string[];
  readonly inAnswers: readonly string[];

  constructor({ secretAccessKey, headers }: SignedWith) {
    const sent = Object.entries(headers).flatMap(([name, value]) => {
      switch (name.toLowerCase()) {
        case 'authorization':
          return [value, /\bSignature=([0-9a-f]+)/i.exec(value)?.[1] ?? ''];
        case 'x-amz-security-token':
        case 'x-amz-s3session-token':
        case 'proxy-authorization':
          return [value];
        default:
          return [];
      }
    });
    const values = [...sent, secretAccessKey ?? ''];
    // The longest first: the signature is a part of the whole header.
    const spelled = (least: number) =>
      [...new Set(values.filter((value) => value.length >= least).flatMap(spellings))].toSorted(
        (a, b) => b.length - a.length,
      );
    this.inErrors = spelled(shortest);
    this.inAnswers = spelled(shortestInAnswer);
  }
}

/** @param spellings which of them, by what the text is of */
export function withoutSecrets(text: string, spellings: readonly string[]): string {
  let rest = text;
  for (const value of spellings) {
    if (rest.includes(value)) rest = rest.replaceAll(value, removed);
  }
  return rest;
}

/** A value as it is, in a URL (digits in either case), and in XML. */
function spellings(value: string): string[] {
  const inUrl = encodeURIComponent(value);
  const lower = inUrl.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const inXml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [value, inUrl, lower, inXml, inXml.replaceAll('"', '&quot;'), value.replaceAll('+', '&#43;')];
}
