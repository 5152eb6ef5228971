import { TextInput } from '@mantine/core';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { Connection, Plan } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import styles from '../../ui/table.module.css';
import { type orderItems, sumItems } from './plan-summary.ts';

export type SeveralPlansTableProps = {
  plans: readonly ({ connection: Connection; plan: Plan } & ReturnType<typeof orderItems>)[];
  /** What was typed for each bucket of a production connection, by its plan's ID. */
  typed: ReadonlyMap<string, string>;
  onTyped: (planId: string, name: string) => void;
};

/**
 * The table `Plans by bucket`, with the connection of each where there are several; on a production connection with a field for
 * the name of each bucket that something is aborted in.
 */
export function SeveralPlansTable({ plans, typed, onTyped }: SeveralPlansTableProps) {
  const say = words.page.cleanup.plansByBucket;
  const isOfSeveral = new Set(plans.map(({ connection }) => connection.id)).size > 1;
  const isTyped = plans.some(({ connection }) => connection.production);
  return (
    <table className={styles.table} aria-label={say.label}>
      <thead>
        <tr>
          <th scope="col">{say.bucket}</th>
          {isOfSeveral && <th scope="col">{say.connection}</th>}
          <th scope="col" className={styles.end}>
            {say.willBeAborted}
          </th>
          <th scope="col" className={styles.end}>
            {say.bytes}
          </th>
          <th scope="col" className={styles.end}>
            {say.activeLeftOut}
          </th>
          {isTyped && <th scope="col">{say.typeName}</th>}
        </tr>
      </thead>
      <tbody>
        {plans.map(({ connection, plan, stale, active }) => {
          const sums = sumItems(stale);
          return (
            <tr key={plan.id}>
              <th scope="row">
                <NameText value={plan.bucket} />
              </th>
              {isOfSeveral && (
                <td>
                  <NameText value={connection.name} />
                </td>
              )}
              <td className={styles.end}>{formatCount(sums.items)}</td>
              <td className={styles.end}>{sums.sized === 0 && sums.items > 0 ? '–' : formatColumnBytes(sums.bytes)}</td>
              <td className={styles.end}>{formatCount(active.length)}</td>
              {isTyped && (
                <td>
                  {connection.production && stale.length > 0 && (
                    <TextInput
                      size="xs"
                      aria-label={
                        isOfSeveral
                          ? say.typeToStartOf({ bucket: showName(plan.bucket), connection: showName(connection.name) })
                          : say.typeToStart(showName(plan.bucket))
                      }
                      value={typed.get(plan.id) ?? ''}
                      autoComplete="off"
                      spellCheck={false}
                      onChange={(event) => onTyped(plan.id, event.currentTarget.value)}
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
