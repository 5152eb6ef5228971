import type { CsvValue } from '../../../shared/format/csv.ts';
import type { LifecycleSimulation, WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { tableExports } from '../../ui/table-export.ts';

const columns = ['date', 'uploads', 'bytes', 'unsized', 'active'] as const;

/** What a rule would do to a bucket's uploads. */
export type SimulatedRule = { bucket: string; wanted: WantedRuleInput; dates: LifecycleSimulation['dates'] };

/** What the rule would abort, by date, as a file: every date, however many are shown. */
export function simulationExports({ bucket, wanted: { days }, dates }: SimulatedRule): ExportChoice[] {
  const fileName = pageFileName(bucket, `rule-of-${days}-days`);
  return tableExports(words.page.lifecycle.simulation.heading, fileName, columns, () => simulationRows(dates));
}

/** Bytes are those of the sized uploads alone; where there are none of those, they are not known. */
export function simulationRows(dates: LifecycleSimulation['dates']): CsvValue[][] {
  return dates.map(({ at, uploads, bytes, unsized, active }) => [
    new Date(at).toISOString().slice(0, 10),
    uploads,
    unsized === uploads ? null : bytes,
    unsized,
    active,
  ]);
}
