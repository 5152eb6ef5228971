import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeForms, formsOf, isCode, signatureMarks, signingKeyForms } from './forms.ts';
import { type Needle, NeedleSearch } from './needles.ts';
import { type MessageKind, type NotedSecret, notedSecretSchema } from './noted.ts';
import { isDatabase, searchDatabase } from './search-database.ts';
import { filesBelow, type Hit, searchFile } from './search-files.ts';
import { searchMessages } from './search-messages.ts';

const dayMs = 86_400_000;

/** What was searched, and what was found. */
export interface Swept {
  files: number;
  databases: number;
  cells: number;
  /** SQLite files that SQLite cannot read (tests damage some): searched as files only. */
  damaged: number;
  /** Files that tests wrote for the app to read its keys from. */
  inputs: number;
  messages: Map<MessageKind, number>;
  /** Messages that carry a secret on purpose, and do. */
  carried: number;
  bytes: number;
  hits: Hit[];
}

/** Every form of every secret, what SigV4 derives from them, and the marks of a signature. */
export function needlesFor(secrets: readonly NotedSecret[], now: number): Needle[] {
  const needles: Needle[] = [];
  const values = new Set<string>();
  for (const { name: given, value } of secrets) {
    if (values.has(value)) continue;
    values.add(value);
    const name = `${given} (secret ${values.size})`;
    const forms = isCode(value) ? codeForms(value) : formsOf(value);
    for (const { name: form, bytes } of forms) needles.push({ secret: name, form, bytes });
    if (isCode(value)) continue;
    // A run may go on past midnight.
    for (const at of [now, now - dayMs]) {
      const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '');
      for (const { name: form, bytes } of signingKeyForms(value, day, 'us-east-1', 's3')) {
        needles.push({ secret: name, form: `the signing key of ${day} in ${form}`, bytes });
      }
    }
  }
  const marks = signatureMarks.map((mark) => ({ secret: 'a signature', form: mark, bytes: Buffer.from(mark) }));
  return [...needles, ...marks];
}

/** Secrets that tests noted while they ran. @throws Error where a line is none of ours */
export function notedSecrets(file: string): NotedSecret[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => notedSecretSchema.parse(JSON.parse(line)));
}

/** Searches folders that tests left and messages that were noted. Opens databases: the folders are the sweep's own. */
export async function sweep(folders: { kept: string; messages: string }, needles: readonly Needle[]): Promise<Swept> {
  const search = new NeedleSearch(needles);
  const swept: Swept = {
    files: 0,
    databases: 0,
    cells: 0,
    damaged: 0,
    inputs: 0,
    messages: new Map(),
    carried: 0,
    bytes: 0,
    hits: [],
  };
  for (const name of filesBelow(folders.kept)) sweepFile(folders.kept, name, search, swept);
  for (const name of filesBelow(folders.messages)) {
    const { hits, kinds, carried, bytes } = await searchMessages(join(folders.messages, name), search);
    swept.hits.push(...hits);
    swept.carried += carried;
    swept.bytes += bytes;
    for (const [kind, count] of kinds) swept.messages.set(kind, (swept.messages.get(kind) ?? 0) + count);
  }
  return swept;
}

function sweepFile(folder: string, name: string, search: NeedleSearch, swept: Swept): void {
  if (isInput(name)) {
    swept.inputs += 1;
    return;
  }
  const path = join(folder, name);
  swept.files += 1;
  for (const needle of search.in(Buffer.from(name))) swept.hits.push({ place: `${name}, in its name`, needle });
  // SQLite itself may take away what it finds beside a file that it is given.
  if (!existsSync(path)) return;
  const { found, bytes } = searchFile(path, search);
  swept.bytes += bytes;
  for (const needle of found) swept.hits.push({ place: name, needle });
  if (!isDatabase(path)) return;
  const database = searchDatabase(path, name, search);
  if (database === null) {
    swept.damaged += 1;
    return;
  }
  swept.databases += 1;
  swept.cells += database.cells;
  swept.hits.push(...database.hits);
}

/**
 * Whether a file is what a person's computer holds already and tests therefore write themselves: AWS's shared files, with
 * keys in them. The app only reads them.
 */
export function isInput(name: string): boolean {
  return /(^|\/)\.aws\/|(^|\/)(aws-)?(credentials|config)$|^[^/]*loose-parts-(aws|profiles)-/.test(name);
}
