import { type CsvValue, csvLine } from '../../shared/format/csv.ts';
import { words } from '../../shared/words/words.ts';
import type { ExportChoice } from './export-menu.tsx';

/** Cells in the order of the columns; null: not known. */
type TableRows = readonly (readonly CsvValue[])[];

/**
 * A table that is on screen, as a file: CSV, in which no text is a formula, and JSON. Machines read it: names of columns and
 * what stands in cells are English, numbers and times of no language.
 */
export function tableExports(
  what: string,
  fileName: string,
  columns: readonly string[],
  rows: () => TableRows | Promise<TableRows>,
): ExportChoice[] {
  return [
    {
      label: words.page.ui.asCsv(what),
      read: async () => ({
        fileName: `${fileName}.csv`,
        mediaType: 'text/csv',
        pieces: [csvLine(columns), ...(await rows()).map(csvLine)],
      }),
    },
    {
      label: words.page.ui.asJson(what),
      read: async () => {
        const entries = (await rows()).map((row) =>
          Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])),
        );
        return {
          fileName: `${fileName}.json`,
          mediaType: 'application/json',
          pieces: [`${JSON.stringify(entries, null, 2)}\n`],
        };
      },
    },
  ];
}
