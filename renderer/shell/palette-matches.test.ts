import { expect, it } from 'vitest';
import { type PaletteEntry, paletteMatches } from './palette-matches.ts';

const entry = (label: string, of = ''): PaletteEntry => ({ id: `${of}/${label}`, label, of, off: null, run: () => {} });
const labels = (entries: readonly PaletteEntry[], typed: string) =>
  paletteMatches(entries, typed, 50).shown.map(({ label }) => label);

it('the label that begins so comes first, then a word that does, then the rest; alike, in their order', () => {
  const entries = ['old-raws', 'x-raw', 'draw', 'raw-b', 'raw-a', 'other'].map((label) => entry(label));
  expect(labels(entries, 'RAW')).toEqual(['raw-b', 'raw-a', 'old-raws', 'x-raw', 'draw']);
  expect(labels(entries, '')).toEqual(entries.map(({ label }) => label));
});

it('of what matches alike, what can be done comes before what cannot', () => {
  const entries = [{ ...entry('Scan all'), off: 'Every bucket is being scanned.' }, entry('Scan'), entry('x scan')];
  expect(labels(entries, 'scan')).toEqual(['Scan', 'Scan all', 'x scan']);
});

it('words are found in any order, and in what an entry belongs to', () => {
  const entries = [entry('video-ingest', 'Ceph west'), entry('video-ingest', 'Ceph east'), entry('east-logs', 'AWS')];
  expect(paletteMatches(entries, ' east  video ', 50).shown).toEqual([entries[1]]);
  expect(labels(entries, 'east')).toEqual(['east-logs', 'video-ingest']);
  expect(labels(entries, 'nowhere')).toEqual([]);
});

it('characters that mean something in patterns are themselves', () => {
  const entries = [entry('a.b'), entry('a(b'), entry('aXb')];
  expect(labels(entries, 'a.b')).toEqual(['a.b']);
  expect(labels(entries, 'a(')).toEqual(['a(b']);
});

it('says how many match beyond those that are shown', () => {
  const entries = Array.from({ length: 4500 }, (_, i) => entry(`bucket-${i}`));
  const { shown, count } = paletteMatches(entries, 'bucket', 50);
  expect([shown.length, count]).toEqual([50, 4500]);
});
