import { useState } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import type { Part } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useSpoken } from '../../ui/use-language.ts';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';

function columns(): GridColumn<Part>[] {
  const say = words.page.rescue.plannedParts;
  return [
    { id: 'number', header: say.part, width: '56px', align: 'end', cell: ({ partNumber }) => partNumber },
    {
      id: 'size',
      header: say.size,
      width: '96px',
      align: 'end',
      cell: ({ size }) => (size === null ? words.page.parts.grid.unknownSize : formatColumnBytes(size)),
    },
    { id: 'etag', header: say.etag, width: 'minmax(120px, 1fr)', cell: ({ etag }) => etag ?? say.noEtag },
  ];
}

/** The parts of a plan, as they will be sent. */
export function PlannedParts({ parts }: { parts: readonly Part[] }) {
  const [active, setActive] = useState<number | null>(null);
  const shown = useSpoken(columns, []);
  return (
    <VirtualGrid
      label={words.page.rescue.plannedParts.label}
      columns={shown}
      count={parts.length}
      rowHeight={26}
      rowAt={(index) => parts[index]}
      active={active}
      onActive={setActive}
    />
  );
}
