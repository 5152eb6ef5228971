import { type CsvValue, csvLine } from '../../shared/format/csv.ts';
import type { ExportChoice } from './export-menu.tsx';

/** Cells in the order of the columns; null: not known. */
type TableRows = readonly (readonly CsvValue[])[];

/** A table that is on screen, as a file: CSV, in which no text is a formula, and JSON. */
export function tableExports(
  what: string,
  fileName: string,
  columns: readonly string[],
  rows: () => TableRows | Promise<TableRows>,
): ExportChoice[] {
  return [
    {
      label: `${what} as CSV`,
      read: async () => ({
        fileName: `${fileName}.csv`,
        mediaType: 'text/csv',
        pieces: [csvLine(columns), ...(await rows()).map(csvLine)],
      }),
    },
    {
      label: `${what} as JSON`,
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
