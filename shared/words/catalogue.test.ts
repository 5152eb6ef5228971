import { expect, test } from 'vitest';
import { english } from './english.ts';
import { german } from './german.ts';

/** An entry by its way through the catalogue: a text as it is; a function by its source, and how much it takes. */
interface Entry {
  way: string;
  text: string;
  takes: number | null;
}

function entriesOf(value: unknown, way = ''): Entry[] {
  if (typeof value === 'string') return [{ way, text: value, takes: null }];
  if (typeof value === 'function') return [{ way, text: String(value), takes: value.length }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => entriesOf(each, way === '' ? name : `${way}.${name}`));
}

/** Electron has English names for its own menus, which only other languages need to bring along. */
const isOurs = ({ way }: Entry) => !way.startsWith('host.roles.');
const [ours, theirs] = [entriesOf(english), entriesOf(german).filter(isOurs)];
const inGerman = new Map(theirs.map((entry) => [entry.way, entry]));

/** Words that are the same in both languages; S3's own among them. Whole entries made of them may be alike. */
const shared =
  /^(?:Uploads?|Buckets?|Keys?|Bytes|ETag|Region|Client|Initiator|Trend|Scan|Storage Lens|CloudWatch|Requester Pays|Lifecycle ?…?|STANDARD_IA 0\.0125|Name|Hosts|FIPS|Proxy|Orange|orange|Filter|Plan|Operation|ListParts|(?:Abort|Complete)MultipartUpload)$/;
/** By their way: names of keys, examples, and a preposition that both languages have. */
const alikeByChance = [
  /^page\.uploads\.bucket\.inConnection$/,
  /Example$/,
  /^page\.shell\.keys\.sheets\.\d+\.keys\.\d+\.0$/,
  /^page\.shell\.palette\.bucketIn$/,
  /^page\.ui\.inTime$/,
  /^sayings\.partition(?:China|GovCloud)$/,
];

/** What a function says of its own: its texts without what they are given, where there is a word in one. */
function saidBy(source: string): string[] {
  const texts = source.match(/`(?:\$\{[^}]*\}|[^`])*`|"[^"]*"/g) ?? [];
  return texts.map((text) => text.replace(/\$\{[^}]*\}/g, '')).filter((text) => /\p{L}{2}/u.test(text));
}

test('German has every entry that English has, and no other', () => {
  const shape = (entries: readonly Entry[]) => entries.map(({ way, takes }) => `${way} ${takes ?? ''}`).sort();
  expect(ours.length).toBeGreaterThan(300);
  expect(shape(theirs)).toEqual(shape(ours));
});

test('no German entry is the English one by mistake', () => {
  const alike = ours.filter(({ way, text, takes }) => {
    if (inGerman.get(way)?.text !== text || alikeByChance.some((one) => one.test(way))) return false;
    // A function that takes its sentences from elsewhere in its file says none of its own; values of types are no sentences.
    if (takes !== null)
      return saidBy(text).some((said) => / \p{L}{2}|\p{L}{2} /u.test(said) && !/^"[a-z ]+"$/.test(said));
    return /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, '')) && !shared.test(text);
  });
  expect(alike.map(({ way, text }) => `${way}: ${text}`)).toEqual([]);
});

test('a sentence with places has the same places in German', () => {
  const places = (text: string) => [...text.matchAll(/\{[a-z]+\}/gi)].map(([place]) => place).sort();
  for (const { way, text, takes } of ours) {
    if (takes === null) expect(places(inGerman.get(way)?.text ?? ''), way).toEqual(places(text));
  }
});

test('German has its own quotation marks', () => {
  for (const { way, text } of theirs) expect(text, way).not.toMatch(/\u201d|\u201c(?=\p{L})/u);
});

test('German has a blank before the mark that stands for words', () => {
  for (const { way, text } of theirs) expect(text, way).not.toMatch(/\p{L}\u2026/u);
});
