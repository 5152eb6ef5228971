import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { UploadConditions } from '../../../shared/schema/upload-filter.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import type { LifecycleDate } from '../../../shared/values/lifecycle-kinds.ts';
import type { UploadState } from '../../../shared/values/upload-states.ts';
import { abortLapse, hasAbortDate } from './abort-dates.ts';
import { knownInitiation, whenActive, whenStale } from './activity-clauses.ts';

/** Adds one condition and, where it has one, its parameter. */
export type AddClause = (clause: string, name?: string, value?: string | number) => void;

/** Where conditions stand: by themselves, or within others, where what nobody knows must be neither true nor false. */
type Place = 'top' | 'within';

/** What a filter asks of an upload, over `upload`. */
export function whereFilter(filter: UploadFilter, activeSince: number, add: AddClause): void {
  whereConditions(filter, activeSince, 'top', add);
  // NULL is not true when it is turned around either: what may be an exception is left out (design, rule 4).
  for (const [at, conditions] of (filter.except ?? []).entries()) {
    add(`NOT (${within(conditions, activeSince, `Except${at}`, add)})`);
  }
  if (filter.anyOf !== undefined) {
    const sets = filter.anyOf.map((conditions, at) => `(${within(conditions, activeSince, `Any${at}`, add)})`);
    add(sets.length === 0 ? '0' : `(${sets.join(' OR ')})`);
  }
}

/** Conditions as one expression, whose parameters end in `suffix` and are added by themselves. */
function within(conditions: UploadConditions, activeSince: number, suffix: string, add: AddClause): string {
  const clauses: string[] = [];
  whereConditions(conditions, activeSince, 'within', (clause, name, value) => {
    clauses.push(clause.replace(/:([a-zA-Z]+)/g, `:$1${suffix}`));
    if (name !== undefined && value !== undefined) add('1', name + suffix, value);
  });
  return clauses.length === 0 ? '1' : clauses.join(' AND ');
}

function whereConditions(filter: UploadConditions, activeSince: number, place: Place, add: AddClause): void {
  const { minBytes, maxBytes, keyPrefix, storageClass, initiator, state, lifecycle, abortBefore } = filter;
  const { text, initiatedBefore, initiatedAfter, activity } = filter;
  if (text) whereKeyContains(text, add);
  // By itself the column, which an index holds; a time that nobody knows is before nothing.
  const initiated = place === 'top' ? 'upload.initiated_at' : `(${knownInitiation})`;
  if (initiatedBefore !== undefined) {
    add(`${initiated} <= :before`, 'before', initiatedBefore);
    if (place === 'top') add('upload.initiated_at > 0');
  }
  if (initiatedAfter !== undefined) add(`${initiated} >= :after`, 'after', initiatedAfter);
  if (activity === 'active') add(whenActive(':activeSince'), 'activeSince', activeSince);
  if (activity === 'stale') add(whenStale(':activeSince'), 'activeSince', activeSince);
  // Unsized uploads have no bytes: NULL passes neither bound, as an unknown must not (design, rule 4).
  if (minBytes !== undefined) add('upload.bytes >= :minBytes', 'minBytes', minBytes);
  if (maxBytes !== undefined) add('upload.bytes <= :maxBytes', 'maxBytes', maxBytes);
  if (keyPrefix) whereKeyBegins(keyPrefix, 'keyPrefix', add);
  if (filter.keyDirect) add(`instr(${afterPrefix(keyPrefix ?? '')}, '/') = 0`);
  if (storageClass === null) add('upload.storage_class IS NULL');
  else if (storageClass !== undefined) add('upload.storage_class = :storageClass', 'storageClass', storageClass);
  if (initiator === null) add('upload.initiator_id IS NULL');
  else if (initiator !== undefined) add('upload.initiator_id = :initiator', 'initiator', initiator);
  if (state !== undefined) whereState(state, activeSince, add);
  if (lifecycle !== undefined) add(whereLifecycle(lifecycle, place));
  if (abortBefore !== undefined) {
    const until = `upload.abort_date <= :abortBefore AND ${hasAbortDate}`;
    add(place === 'top' ? until : toldOfDate(until), 'abortBefore', abortBefore);
  }
}

function whereLifecycle(lifecycle: LifecycleDate, place: Place): string {
  const onTop = place === 'top';
  switch (lifecycle) {
    case 'has date':
      return onTop ? hasAbortDate : toldOfDate(hasAbortDate);
    case 'has none':
      return onTop ? `NOT ${hasAbortDate}` : `NOT ${toldOfDate(hasAbortDate)}`;
    case 'lapsed':
      return onTop ? hasLapsed : toldOfDate(hasLapsed);
    default:
      return assertNever(lifecycle);
  }
}

const hasLapsed = `(upload.abort_date IS NOT NULL AND ${abortLapse} IS NOT NULL)`;

/** `then` where a date was told, false where ListParts told of none, NULL where it was not asked. */
function toldOfDate(then: string): string {
  return `(CASE WHEN upload.abort_date IS NOT NULL THEN ${then} WHEN upload.sizing = 'sized' THEN 0 END)`;
}

/**
 * A condition on what the key contains. ASCII letters match in either case; every other character matches itself.
 *
 * LIKE folds case while it compares, which is twice as fast over a million keys as instr() over lower(); but it ends at a
 * NUL, which the keys of S3 may hold.
 */
function whereKeyContains(text: string, add: AddClause): void {
  const hasNul = 'instr(upload.key, char(0)) > 0';
  const plain = 'instr(lower(upload.key), lower(:text)) > 0';
  add(`(upload.key LIKE :like ESCAPE '\\' OR (${hasNul} AND ${plain}))`, 'text', text);
  // What LIKE sees of the text ends at a NUL as well, and would match too much.
  add(text.includes('\0') ? plain : '1', 'like', `%${text.replace(/[\\%_]/g, '\\$&')}%`);
}

/** Conditions on what the key begins with. @param name of the parameter */
export function whereKeyBegins(prefix: string, name: string, add: AddClause): void {
  add(`upload.key >= :${name}`, name, prefix);
  const end = prefixEnd(prefix);
  if (end !== null) add(`upload.key < :${name}End`, `${name}End`, end);
}

function whereState(state: UploadState, activeSince: number, add: AddClause): void {
  switch (state) {
    case 'active':
      add(`upload.verdict IS NULL AND ${whenActive(':stateSince')}`, 'stateSince', activeSince);
      return;
    case 'stale':
      add(`upload.verdict IS NULL AND ${whenStale(':stateSince')}`, 'stateSince', activeSince);
      return;
    case 'not sized':
      add(`upload.sizing = 'pending'`);
      return;
    case 'sizing failed':
      add(`upload.sizing = 'failed'`);
      return;
    case 'clear':
    case 'clearing':
    case 'stubborn':
    case 'hidden':
    case 'ghost':
    case 'completed':
    case 'unreachable':
    case 'unverified':
    case 'refused':
    case 'skipped':
    case 'gave up':
    case 'cancelled':
      // Without a verdict it is not in that state, and that is known.
      add('upload.verdict IS :state', 'state', state);
      return;
    default:
      assertNever(state);
  }
}

/** SQL for a key without its prefix, which every key of the scope begins with. SQLite counts code points. */
export function afterPrefix(prefix: string): string {
  return `substr(upload.key, ${[...prefix].length + 1})`;
}

const lastCodePoint = 0x10ffff;

/**
 * The first text after everything that begins with this prefix, in the index's order (UTF-8 bytes, which is that of code
 * points); null where nothing comes after. A range of keys can use the index; a comparison of beginnings cannot.
 */
export function prefixEnd(prefix: string): string | null {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === lastCodePoint) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  // Surrogates are no characters of their own: the next one after them is U+E000.
  points.push(last === 0xd7ff ? 0xe000 : last + 1);
  return String.fromCodePoint(...points);
}
