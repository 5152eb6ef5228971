import { TextInput } from '@mantine/core';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { Plan } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import styles from '../../ui/table.module.css';
import { type orderItems, sumItems } from './plan-summary.ts';

export type SeveralPlansTableProps = {
  plans: readonly ({ plan: Plan } & ReturnType<typeof orderItems>)[];
  /** What was typed for each bucket, by its name; absent: no name is asked for. */
  typed?: ReadonlyMap<string, string>;
  onTyped?: (bucket: string, name: string) => void;
};

/** The table `Plans by bucket`; on a production connection with a field for the name of each bucket that something is aborted in. */
export function SeveralPlansTable({ plans, typed, onTyped }: SeveralPlansTableProps) {
  const say = words.page.cleanup.plansByBucket;
  return (
    <table className={styles.table} aria-label={say.label}>
      <thead>
        <tr>
          <th scope="col">{say.bucket}</th>
          <th scope="col" className={styles.end}>
            {say.willBeAborted}
          </th>
          <th scope="col" className={styles.end}>
            {say.bytes}
          </th>
          <th scope="col" className={styles.end}>
            {say.activeLeftOut}
          </th>
          {typed && <th scope="col">{say.typeName}</th>}
        </tr>
      </thead>
      <tbody>
        {plans.map(({ plan, stale, active }) => {
          const sums = sumItems(stale);
          return (
            <tr key={plan.id}>
              <th scope="row">
                <NameText value={plan.bucket} />
              </th>
              <td className={styles.end}>{formatCount(sums.items)}</td>
              <td className={styles.end}>{sums.sized === 0 && sums.items > 0 ? '–' : formatColumnBytes(sums.bytes)}</td>
              <td className={styles.end}>{formatCount(active.length)}</td>
              {typed && (
                <td>
                  {stale.length > 0 && (
                    <TextInput
                      size="xs"
                      aria-label={say.typeToStart(showName(plan.bucket))}
                      value={typed.get(plan.bucket) ?? ''}
                      autoComplete="off"
                      spellCheck={false}
                      onChange={(event) => onTyped?.(plan.bucket, event.currentTarget.value)}
                    />
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
