import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const measureSchema = z.object({
  /** Group that it belongs to: `npm run bench -- GROUP`. */
  group: z.string(),
  measure: z.string(),
  ours: z.number(),
  /** null: measured against a limit, not a rival. */
  rival: z.number().nullable(),
  rivalName: z.string().nullable(),
  unit: z.string(),
  /** How many times better than the rival, or than the limit; null where there is nothing to compare with. */
  ratio: z.number().nullable(),
  /** In words; null: for information. */
  goal: z.string().nullable(),
  reached: z.boolean().nullable(),
});
/** One figure of the report. */
export type Measure = z.infer<typeof measureSchema>;

const reportSchema = z.object({
  at: z.string(),
  machine: z.object({
    cpu: z.string(),
    cores: z.number(),
    memoryGiB: z.number(),
    system: z.string(),
    node: z.string(),
    /** Load over the minute before the run: what else the machine was doing. */
    loadBefore: z.number(),
  }),
  measures: z.array(measureSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** A set of measures that are taken together. */
export interface BenchGroup {
  name: string;
  /** Takes its measures and checks its own results. @throws Error where a result is wrong: a figure for it would be worthless */
  run(): Promise<Omit<Measure, 'group'>[]>;
}

/**
 * A figure that must not be above a limit.
 *
 * @param goal in words, where they say more than the limit does
 */
export function within(measure: string, ours: number, limit: number, unit: string, goal = `at most ${limit} ${unit}`) {
  return against({ measure, ours, limit, unit, goal, reached: ours <= limit });
}

/** A figure that must be below a limit. */
export function under(measure: string, ours: number, limit: number, unit: string) {
  return against({ measure, ours, limit, unit, goal: `under ${limit} ${unit}`, reached: ours < limit });
}

type Judged = Pick<Measure, 'measure' | 'ours' | 'unit' | 'goal' | 'reached'> & { limit: number };

function against({ ours, limit, ...judged }: Judged): Omit<Measure, 'group'> {
  return {
    ...judged,
    ours: Math.round(ours * 10) / 10,
    rival: limit,
    rivalName: 'limit',
    ratio: ratioOf(limit, Math.max(ours, 0.01)),
  };
}

export const reportFile = join(import.meta.dirname, 'report.json');

/** What this machine is. */
export function machineFacts(): Report['machine'] {
  const all = cpus();
  return {
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${arch()}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** Writes the report. Measures of groups that were not run this time are kept from the last. */
export function writeReport(machine: Report['machine'], measured: Measure[]): Report {
  const ran = new Set(measured.map(({ group }) => group));
  const kept = existsSync(reportFile)
    ? reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8'))).measures.filter(({ group }) => !ran.has(group))
    : [];
  const report: Report = { at: new Date().toISOString(), machine, measures: [...kept, ...measured] };
  writeFileSync(reportFile, `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

/** The measures as a table to read. */
export function asTable(measures: readonly Measure[]): string {
  const rows = measures.map(({ measure, ours, rival, rivalName, unit, ratio, goal, reached }) => [
    measure,
    `${ours} ${unit}`,
    rival === null ? '' : `${rival} ${unit}`,
    rivalName ?? '',
    ratio === null ? '' : `${ratio}×`,
    goal ?? '',
    reached === null ? '' : reached ? 'reached' : 'NOT REACHED',
  ]);
  const head = ['measure', 'ours', 'rival', '', 'ratio', 'goal', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `rival` over `ours`, with two digits: how many times faster (or smaller) we are. */
export function ratioOf(rival: number, ours: number): number {
  return Math.round((rival / ours) * 100) / 100;
}

/** Seconds with two digits. */
export function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}
