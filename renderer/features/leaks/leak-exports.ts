import type { CsvValue } from '../../../shared/format/csv.ts';
import type { LeakReport } from '../../../shared/schema/leaks.ts';
import { words } from '../../../shared/words/words.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { tableExports } from '../../ui/table-export.ts';

const columns = ['by', 'name', 'odds', 'uploads', 'bytes'] as const;

/** Every table of the report in one file, told apart by their first column. */
export function leakExports(bucket: string, report: LeakReport): ExportChoice[] {
  const fileName = pageFileName(bucket, 'who-leaks');
  return tableExports(words.page.leaks.title, fileName, columns, () => leakRows(report));
}

/** Rows of all tables. A client that is not known, and an initiator that the store does not name, is null. */
export function leakRows({ clients, initiators, prefixes, weeks }: LeakReport): CsvValue[][] {
  return [
    ...clients.map(({ names, odds, uploads, bytes }) => {
      const isKnown = names.length > 0;
      return ['client', isKnown ? names.join(' or ') : null, isKnown ? odds : null, uploads, bytes];
    }),
    ...initiators.map(({ name, uploads, bytes }) => ['initiator', name, null, uploads, bytes]),
    ...prefixes.map(({ prefix, uploads, bytes }) => ['prefix', prefix, null, uploads, bytes]),
    ...weeks.map(({ from, uploads, bytes }) => [
      'week',
      new Date(from).toISOString().slice(0, 10),
      null,
      uploads,
      bytes,
    ]),
  ];
}
