import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { type LifecycleConfiguration, readConfiguration } from '../lifecycle/configuration.ts';
import { abortDateOf, lapseOf, type RuledUpload, type ToldAbort } from '../lifecycle/coverage.ts';
import { XmlUnreadable } from '../lifecycle/xml-tree.ts';
import { text, unlessBroken } from './columns.ts';
import { lifecycleMemoryOperations } from './lifecycle-memory.ts';

const ruledColumns = `bucket.id, bucket.revision, upload.key, upload.initiated_at, upload.newest_part_at, upload.abort_date,
  upload.abort_rule_id, upload.abort_told_at`;

/**
 * SQL over `upload JOIN bucket`: why the abort date that the store told of a row holds no longer (`lapseOf`); NULL where it
 * holds, or none was told.
 */
export const abortLapse = `CASE WHEN upload.abort_date IS NOT NULL AND upload.abort_rule_id IS NOT NULL
  THEN abort_lapse(${ruledColumns}) END`;

/** SQL: whether the store told an abort date of a row that still holds. */
export const hasAbortDate = `(upload.abort_date IS NOT NULL AND ${abortLapse} IS NULL)`;

/** SQL: the abort date that the store told of a row, as long as it holds. */
export const toldAbortDate = `CASE WHEN ${hasAbortDate} THEN upload.abort_date END`;

/** SQL: when a row is aborted by the rules last read (`abortDateOf`); a date of a new rule may have passed. */
export const expectedAbortDate = `expected_abort_date(${ruledColumns})`;

/** The rules of a bucket as they were read last. */
interface RulesRead {
  rules: LifecycleConfiguration;
  /** ms UTC. */
  at: number;
}

/**
 * Lets queries ask for {@link abortLapse} and what is made of it. Until a bucket's rules are known, the store's word of then is
 * all that there is; a word that came after them is newer than they are.
 */
export function abortDates(database: DatabaseSync): void {
  const rulesOf = rulesByRevision(database);
  const define = <Value extends string | number>(
    name: string,
    dateOrLapse: (read: RulesRead | null, upload: RuledUpload & ToldAbort, toldAt: number) => Value | null,
  ) => {
    // Big integers, because a broken row may hold more than a number can.
    database.function(
      name,
      { useBigIntArguments: true },
      (id, revision, key, begunAt, newestAt, date, ruleId, toldAt) => {
        const initiatedAt = timeFrom(begunAt) ?? 0;
        const isDated = typeof key === 'string' && initiatedAt > 0;
        const upload = {
          key: typeof key === 'string' ? key : '',
          initiatedAt,
          newestPartAt: timeFrom(newestAt),
          abortDate: timeFrom(date),
          abortRuleId: typeof ruleId === 'string' ? ruleId : null,
        };
        return dateOrLapse(isDated ? rulesOf(id, revision) : null, upload, timeFrom(toldAt) ?? 0);
      },
    );
  };
  const lapse = (read: RulesRead | null, upload: RuledUpload & ToldAbort, toldAt: number) =>
    read === null || toldAt > read.at ? null : lapseOf(read.rules, upload);
  define('abort_lapse', lapse);
  define('expected_abort_date', (read, upload, toldAt) => {
    const { abortDate } = upload;
    if (read === null || (abortDate !== null && lapse(read, upload, toldAt) === null)) return abortDate;
    return abortDateOf(read.rules, upload);
  });
}

/** The rules of the bucket that was asked for last; other rules come with another revision ({@link lifecycleMemoryOperations}). */
function rulesByRevision(database: DatabaseSync) {
  let operations: ReturnType<typeof lifecycleMemoryOperations> | null = null;
  const read = (id: bigint | number): RulesRead | null => {
    operations ??= lifecycleMemoryOperations(database);
    const row = database.prepare('SELECT connection_id, name FROM bucket WHERE id = ?').get(id);
    const place = row && unlessBroken(() => ({ connectionId: text(row, 'connection_id'), bucket: text(row, 'name') }));
    const seen = place ? operations.seenLifecycle(place.connectionId, place.bucket) : null;
    // An empty answer proves nothing, and neither does a store that does not know the question.
    if (seen?.state !== 'rules' && seen?.state !== 'none') return null;
    const rules = configurationOf(seen.document);
    return rules && { rules, at: seen.at };
  };
  let known: { at: string; read: RulesRead | null } | null = null;
  return (id: SQLOutputValue | undefined, revision: SQLOutputValue | undefined): RulesRead | null => {
    if (typeof id !== 'bigint' && typeof id !== 'number') return null;
    const at = `${id} ${String(revision)}`;
    if (known?.at !== at) known = { at, read: read(id) };
    return known.read;
  };
}

function configurationOf({ xml, transitionDefault }: { xml: string; transitionDefault: string | null }) {
  try {
    return readConfiguration(xml, transitionDefault);
  } catch (error) {
    if (error instanceof XmlUnreadable) return null;
    throw error;
  }
}

/** ms UTC; null where it is none that can be. */
function timeFrom(value: SQLOutputValue | undefined): number | null {
  const number = Number(typeof value === 'bigint' ? value : Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}
