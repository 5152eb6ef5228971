import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { type LifecycleConfiguration, readConfiguration } from '../lifecycle/configuration.ts';
import { abortDateOf, type RuledUpload, type ToldAbort, toldDateOf } from '../lifecycle/coverage.ts';
import { XmlUnreadable } from '../lifecycle/xml-tree.ts';
import { lifecycleMemoryOperations } from './lifecycle-memory.ts';

const uploadColumns = `upload.key, upload.initiated_at, upload.newest_part_at, upload.abort_date, upload.abort_rule_id`;

/**
 * SQL: the abort date that the store told of a row of `upload`, as long as the rule that it named says so by the rules last
 * read (`toldDateOf`).
 */
export const toldAbortDate = `CASE WHEN upload.abort_date IS NULL OR upload.abort_rule_id IS NULL THEN upload.abort_date
  ELSE told_abort_date(${uploadColumns}) END`;

/** SQL: when a row of `upload` is aborted by the rules last read (`abortDateOf`); a date of a new rule may have passed. */
export const expectedAbortDate = `expected_abort_date(${uploadColumns})`;

type DateByRules = (configuration: LifecycleConfiguration, upload: RuledUpload & ToldAbort) => number | null;

/**
 * Lets queries ask for {@link toldAbortDate} and {@link expectedAbortDate}. Until a bucket's rules are known, the store's word
 * of then is all that there is.
 */
export function abortDates(database: DatabaseSync) {
  const { seenLifecycle } = lifecycleMemoryOperations(database);
  let rules: LifecycleConfiguration | null = null;
  const define = (name: string, dateOf: DateByRules) => {
    // Big integers, because a broken row may hold more than a number can.
    database.function(name, { useBigIntArguments: true }, (key, initiatedAt, newestPartAt, abortDate, ruleId) => {
      const told = timeFrom(abortDate);
      const begun = timeFrom(initiatedAt);
      if (rules === null || typeof key !== 'string' || begun === null || begun <= 0) return told;
      const abortRuleId = typeof ruleId === 'string' ? ruleId : null;
      return dateOf(rules, {
        key,
        initiatedAt: begun,
        newestPartAt: timeFrom(newestPartAt),
        abortDate: told,
        abortRuleId,
      });
    });
  };
  define('told_abort_date', toldDateOf);
  define('expected_abort_date', abortDateOf);

  return {
    /** Call before a query that asks for them. @returns a name of these rules: another look at them has another */
    goBy(connectionId: string, bucket: string): string {
      const seen = seenLifecycle(connectionId, bucket);
      // An empty answer proves nothing, and neither does a store that does not know the question.
      const isKnown = seen?.state === 'rules' || seen?.state === 'none';
      rules = isKnown ? configurationOf(seen.document) : null;
      return `rules ${isKnown ? seen.at : 'unknown'}`;
    },
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
