import { formatCount } from '../../../shared/format/numbers.ts';
import type { LensReport } from '../../../shared/schema/lens.ts';
import table from '../../ui/table.module.css';
import classes from './lens.module.css';
import { toldBytes } from './told.ts';

const titles = [
  ['account', 'By account'],
  ['region', 'By region'],
  ['storageClass', 'By storage class'],
] as const;

/** The same day by account, region and storage class. */
export function LensGroups({ groups }: Pick<LensReport, 'groups'>) {
  return titles.map(([name, title]) => (
    <details key={name} className={classes.groups}>
      <summary>{title}</summary>
      <table className={table.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{title.slice(3).replace(/^./, (first) => first.toUpperCase())}</th>
            <th scope="col" className={table.end}>
              Uploads
            </th>
            <th scope="col" className={table.end}>
              Bytes
            </th>
            <th scope="col" className={table.end}>
              Older than 7 days
            </th>
          </tr>
        </thead>
        <tbody>
          {groups[name].map((group) => (
            <tr key={group.name}>
              <td>{group.name === '' ? 'not named' : group.name}</td>
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
