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

/** Takes a call's own secret, token and signature out of whatever a store sent. Pure. */
export class OwnSecrets {
  /** Plain data, for whoever reads the text elsewhere. */
  readonly values: readonly SecretValue[];

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
    this.values = [...new Set([...sent, secretAccessKey ?? ''])]
      .filter((value) => value.length >= shortest)
      .map((value) => ({ value, run: longestRun(value) }));
  }

  /** @param isError whether the text is of a failure or a header, where no name of an object can be spoilt */
  without(text: string, { isError }: { isError: boolean }): string {
    return withoutValues(text, this.values, { isError });
  }
}

/** The same, of values that crossed to another thread. */
export function withoutValues(text: string, values: readonly SecretValue[], { isError }: { isError: boolean }): string {
  const least = isError ? shortest : shortestInAnswer;
  // Nearly no answer holds any of them: to spell each value out for every call would cost more than to read the answer.
  const met = values.filter(({ value, run }) => value.length >= least && text.includes(run));
  // The longest first: the signature is a part of the whole header.
  const spelled = met.flatMap(({ value }) => spellings(value)).toSorted((a, b) => b.length - a.length);
  let rest = text;
  for (const spelling of spelled) rest = rest.replaceAll(spelling, removed);
  return rest;
}

/** A value that no text may hold. */
export interface SecretValue {
  value: string;
  /** Stands in every spelling of the value as it is. */
  run: string;
}

/** The longest run of letters and digits, which no spelling changes. */
function longestRun(value: string): string {
  const runs = value.split(/[^A-Za-z0-9]/);
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

/** A value as it is, in a URL (digits in either case), and in XML. */
function spellings(value: string): string[] {
  const inUrl = encodeURIComponent(value);
  const lower = inUrl.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const inXml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [value, inUrl, lower, inXml, inXml.replaceAll('"', '&quot;'), value.replaceAll('+', '&#43;')];
}
