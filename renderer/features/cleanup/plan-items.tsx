import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { PlanItem } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { KeyText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import tick from '../../ui/tick.module.css';
import { TimeText } from '../../ui/time-text.tsx';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';

export type PlanItemsProps = {
  label: string;
  items: readonly PlanItem[];
  /** Present where items can be ticked one by one. */
  ticks?: { has: (item: PlanItem) => boolean; toggle: (item: PlanItem) => void };
};

/** The uploads of a plan, with what was known of each when it was made. */
export function PlanItems({ label, items, ticks }: PlanItemsProps) {
  const say = words.page.cleanup.list;
  const [active, setActive] = useState<number | null>(null);
  const tickColumn: GridColumn<PlanItem>[] = ticks
    ? [
        {
          id: 'tick',
          width: '20px',
          header: <VisuallyHidden>{say.include}</VisuallyHidden>,
          cell: (item) => (
            <input
              type="checkbox"
              className={tick.tick}
              aria-label={say.abort(showKey(item.ref.key))}
              checked={ticks.has(item)}
              onChange={() => ticks.toggle(item)}
            />
          ),
        },
      ]
    : [];
  const columns: GridColumn<PlanItem>[] = [
    ...tickColumn,
    {
      id: 'key',
      header: say.key,
      width: 'minmax(120px, 1fr)',
      cell: ({ ref }) => <KeyText value={ref.key} />,
      words: ({ ref }) => showKey(ref.key),
    },
    {
      id: 'parts',
      header: say.parts,
      width: '56px',
      align: 'end',
      cell: ({ parts }) => (parts === null ? <span title={say.notSized}>–</span> : formatCount(parts)),
    },
    {
      id: 'size',
      header: say.size,
      width: '80px',
      align: 'end',
      cell: ({ bytes }) => (bytes === null ? <span title={say.notSized}>–</span> : formatColumnBytes(bytes)),
    },
    {
      id: 'activity',
      header: say.lastActivity,
      width: '104px',
      cell: ({ activityAt }) => <TimeText value={activityAt} />,
    },
  ];
  return (
    <VirtualGrid
      label={label}
      columns={columns}
      count={items.length}
      rowHeight={28}
      rowAt={(index) => items[index]}
      active={active}
      onActive={setActive}
      {...(ticks && {
        onToggle: (index: number) => {
          const item = items[index];
          if (item) ticks.toggle(item);
        },
        isSelected: ticks.has,
      })}
    />
  );
}
