import type { BrokenRowWarning } from '../../shared/schema/start-warnings.ts';
import type { BrokenRow } from './index/broken-rows.ts';

/**
 * What a person is told of a row of the index that cannot be: by the name of its connection, and never by a key. Pure.
 *
 * @param nameOf a connection's name; null where it is gone
 */
export function brokenRowWarning(row: BrokenRow, nameOf: (connectionId: string) => string | null): BrokenRowWarning {
  switch (row.what) {
    case 'bucket':
    case 'watched upload':
      return { what: row.what, connection: nameOf(row.connectionId), bucket: row.bucket };
    case 'job':
    case 'figures of a job':
      return row;
  }
}
