import { formatPrice } from '../../../shared/format/money.ts';
import type { PriceTable } from '../../../shared/schema/costs.ts';
import { words } from '../../../shared/words/words.ts';
import styles from '../../ui/table.module.css';

/** Every price of a place, with where it comes from and from when it is. */
export function PriceTableView({ table: { classes, lists } }: { table: PriceTable }) {
  if (classes.length === 0 && lists === null) return null;
  const said = words.page.costs.prices;
  return (
    <table className={styles.table} aria-label={said.label}>
      <thead>
        <tr>
          <th scope="col">{said.billed}</th>
          <th scope="col" className={styles.end}>
            {said.price}
          </th>
          <th scope="col">{said.unit}</th>
          <th scope="col">{said.source}</th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ storageClass, price, unit, source, doubts }) => (
          <tr key={storageClass}>
            <td>{storageClass}</td>
            <td className={styles.end}>{formatPrice(price)}</td>
            <td>{said.unitAndMonth(unit)}</td>
            <td>
              {source.name}
              {source.date !== null && `, ${source.date}`}
              {doubts.map((doubt) => (
                <span key={doubt.kind} className={styles.note}>
                  {words.cost.doubt(doubt)}
                </span>
              ))}
            </td>
          </tr>
        ))}
        {lists && (
          <tr>
            <td>{said.lists}</td>
            <td className={styles.end}>{formatPrice(lists.price)}</td>
            <td>{said.thousandRequests}</td>
            <td>
              {lists.source.name}
              {lists.source.date !== null && `, ${lists.source.date}`}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
