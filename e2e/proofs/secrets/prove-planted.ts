import { appendFileSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Needle } from './needles.ts';
import type { NotedMessage } from './noted.ts';
import { filesBelow } from './search-files.ts';
import { type Swept, sweep } from './sweep.ts';

/** What the proof by planting came to. */
export interface Proof {
  /** The run's own folder that was copied; null: there was none to copy. */
  folder: string | null;
  /** Plantings: every form of every secret in every kind of place. */
  planted: number;
  /** Sentences on those that the sweep did not find. */
  missed: string[];
}

const databaseName = 'index.sqlite';
/** SQLite's page size here, bytes. */
const pageBytes = 4096;

/**
 * Plants every needle in a copy of one of the run's own data folders, as a line of its log, a cell of its index that is
 * spread over several pages, a message in two pieces and an export, and sweeps the copy.
 */
export async function provePlanted(kept: string, scratch: string, needles: readonly Needle[]): Promise<Proof> {
  const folder = smallestDataFolder(kept);
  if (folder === null) return { folder, planted: 0, missed: ['No data folder of the run to plant a secret in.'] };
  rmSync(scratch, { recursive: true, force: true });
  const copy = join(scratch, 'kept');
  const messages = join(scratch, 'messages');
  for (const each of [copy, messages]) mkdirSync(each, { recursive: true });
  cpSync(join(kept, folder), copy, { recursive: true });

  const before = await sweep({ kept: copy, messages }, needles);
  const places = {
    'logs/loose-parts.log': plantLines(join(copy, 'logs', 'loose-parts.log'), needles),
    'export.csv': plantLines(join(copy, 'export.csv'), needles),
    [`${databaseName}, column planted.cell`]: plantCells(join(copy, databaseName), needles),
    'engine to page: planted': plantMessages(join(messages, 'planted.jsonl'), needles),
  };
  const after = await sweep({ kept: copy, messages }, needles);
  const missed = Object.keys(places).flatMap((place) => missedIn(place, needles, after));
  if (before.hits.length > 0) missed.push(`${folder} held a secret before any was planted.`);
  return { folder, planted: needles.length * Object.keys(places).length, missed };
}

function missedIn(place: string, needles: readonly Needle[], { hits }: Swept): string[] {
  const found = new Set(hits.filter((hit) => hit.place === place).map(({ needle }) => needle));
  return needles
    .filter((needle) => !found.has(needle))
    .map(({ secret, form }) => `NOT FOUND although planted: ${secret}, ${form}, in ${place}`);
}

/** The data folder with the smallest index that holds anything: copying it is cheap. */
function smallestDataFolder(kept: string): string | null {
  const folders = filesBelow(kept)
    .filter((name) => basename(name) === databaseName && name.split('/').length === 2)
    .map((name) => ({ folder: dirname(name), size: statSync(join(kept, name)).size }))
    .filter(({ size }) => size > pageBytes);
  return folders.toSorted((a, b) => a.size - b.size)[0]?.folder ?? null;
}

function plantLines(path: string, needles: readonly Needle[]): void {
  mkdirSync(join(path, '..'), { recursive: true });
  for (const { bytes } of needles) {
    appendFileSync(path, Buffer.concat([Buffer.from('{"level":"info","message":"'), bytes, Buffer.from('"}\n')]));
  }
}

/** Each begins at another byte of a page, so that many are cut in two by its end. */
function plantCells(path: string, needles: readonly Needle[]): void {
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE planted (cell); BEGIN');
  const insert = database.prepare('INSERT INTO planted VALUES (?)');
  needles.forEach(({ bytes }, number) => {
    const before = Buffer.alloc(pageBytes - (number % 40), '.');
    const cell = Buffer.concat([before, bytes, Buffer.alloc(2 * pageBytes, '.')]);
    const text = cell.toString();
    insert.run(Buffer.from(text).equals(cell) ? text : cell);
  });
  database.exec('COMMIT');
  database.close();
}

function plantMessages(path: string, needles: readonly Needle[]): void {
  const lines = needles.flatMap(({ bytes }, number) =>
    [bytes.subarray(0, 3), bytes.subarray(3)].map((piece) => {
      const base64 = piece.toString('base64');
      const message: NotedMessage = {
        kind: 'engine to page',
        of: 'planted',
        stream: String(number),
        base64,
      };
      return JSON.stringify(message);
    }),
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
}
