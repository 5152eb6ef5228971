import { z } from 'zod';
import { type Deviation, unmet } from '../../support/servers/deviations.ts';

/** What vitest's JSON report says, as far as it is read here. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          title: z.string(),
          fullName: z.string(),
          status: z.string(),
          meta: z.object({ known: z.string().optional() }).optional(),
        }),
      ),
    }),
  ),
});

/** What became of one store in a run. */
export type StoreResult =
  | { kind: 'not installed'; reason: string }
  | { kind: 'left out'; reason: string }
  /** Its checks did not run to their end: it did not start, or a run of checks broke off. */
  | { kind: 'broke'; reason: string }
  | { kind: 'checked'; passed: number; known: number; failed: string[]; seconds: number };

/**
 * Reads a store's result from the report of its run.
 *
 * @param report the text of vitest's JSON report; null where it wrote none
 * @param deviations what is written down of the store: those that no check met fail
 */
export function readResult(report: string | null, deviations: readonly Deviation[], seconds: number): StoreResult {
  if (report === null) return { kind: 'broke', reason: 'its checks left no report' };
  const { testResults } = reportSchema.parse(JSON.parse(report));
  const checks = testResults.flatMap(({ assertionResults }) => assertionResults);
  if (checks.length === 0) return { kind: 'broke', reason: 'it did not start, or no check ran' };
  const known = checks.filter(({ status, meta }) => status === 'passed' && meta?.known !== undefined).length;
  const passed = checks.filter(({ status }) => status === 'passed').length - known;
  const failed = [
    ...checks.flatMap(({ status, fullName }) => (status === 'passed' ? [] : [`${fullName} (${status})`])),
    // A file that could not be loaded has no checks, and would go unnoticed.
    ...testResults.flatMap(({ assertionResults, message }) =>
      assertionResults.length === 0 ? [`a file of checks did not load: ${message ?? ''}`] : [],
    ),
    ...unmet(deviations, new Set(checks.map(({ title }) => title))).map((name) => `written down for no check: ${name}`),
  ];
  return { kind: 'checked', passed, known, failed, seconds };
}

/** Adds the page's flows to a store's result, as one check. */
export function withFlows(result: StoreResult, passed: boolean): StoreResult {
  if (result.kind !== 'checked') return result;
  if (passed) return { ...result, passed: result.passed + 1 };
  return { ...result, failed: [...result.failed, 'the page’s flows'] };
}

/** Whether a run with this result may end well. */
export function isGood(result: StoreResult): boolean {
  switch (result.kind) {
    case 'not installed':
    case 'left out':
      return true;
    case 'broke':
      return false;
    case 'checked':
      return result.failed.length === 0;
  }
}

/** The one line that a store ends with. */
export function closingLine(title: string, version: string | null, result: StoreResult): string {
  const name = version === null ? title : `${title} ${version.replace(/^v/, '')}`;
  switch (result.kind) {
    case 'not installed':
      return `${name}: not installed: ${result.reason}`;
    case 'left out':
      return `${name}: left out: ${result.reason}`;
    case 'broke':
      return `${name}: BROKE: ${result.reason}`;
    case 'checked': {
      const { passed, known, failed, seconds } = result;
      const habits = known === 0 ? '' : `, ${known} otherwise as written down`;
      return `${name}: ${passed} passed${habits}, ${failed.length} failed (${seconds} s)`;
    }
  }
}

/** The sum of all stores, for those who read closing lines by program. */
export function sumLine(results: readonly StoreResult[]): string {
  let [passed, failed] = [0, 0];
  for (const result of results) {
    if (result.kind === 'checked') {
      passed += result.passed;
      failed += result.failed.length;
    } else if (!isGood(result)) failed += 1;
  }
  return `stores: ${passed} passed, ${failed} failed`;
}
