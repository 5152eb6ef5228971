import { formatCount } from '../../../shared/format/numbers.ts';
import type { LensReport } from '../../../shared/schema/lens.ts';
import { words } from '../../../shared/words/words.ts';
import table from '../../ui/table.module.css';
import classes from './lens.module.css';
import { toldBytes } from './told.ts';

const kinds = ['account', 'region', 'storageClass'] as const;

/** The same day by account, region and storage class. */
export function LensGroups({ groups }: Pick<LensReport, 'groups'>) {
  const { columns, groups: said } = words.page.lens;
  return kinds.map((kind) => (
    <details key={kind} className={classes.groups}>
      <summary>{said[kind].title}</summary>
      <table className={table.table} aria-label={said[kind].title}>
        <thead>
          <tr>
            <th scope="col">{said[kind].head}</th>
            <th scope="col" className={table.end}>
              {columns.uploads}
            </th>
            <th scope="col" className={table.end}>
              {columns.bytes}
            </th>
            <th scope="col" className={table.end}>
              {columns.older}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups[kind].map((group) => (
            <tr key={group.name}>
              <td>{group.name === '' ? said.unnamed : group.name}</td>
              <td className={table.end}>{group.uploads === null ? '–' : formatCount(group.uploads)}</td>
              <td className={table.end}>{toldBytes(group.bytes)}</td>
              <td className={table.end}>{toldBytes(group.olderBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  ));
}
