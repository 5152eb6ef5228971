import { useState } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import type { Part } from '../../../shared/schema/model.ts';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';

const columns: GridColumn<Part>[] = [
  { id: 'number', header: 'Part', width: '56px', align: 'end', cell: ({ partNumber }) => partNumber },
  {
    id: 'size',
    header: 'Size',
    width: '96px',
    align: 'end',
    cell: ({ size }) => (size === null ? 'unknown' : formatColumnBytes(size)),
  },
  { id: 'etag', header: 'ETag', width: 'minmax(120px, 1fr)', cell: ({ etag }) => etag ?? 'not told' },
];

/** The parts of a plan, as they will be sent. */
export function PlannedParts({ parts }: { parts: readonly Part[] }) {
  const [active, setActive] = useState<number | null>(null);
  return (
    <VirtualGrid
      label="Parts to complete with"
      columns={columns}
      count={parts.length}
      rowHeight={26}
      rowAt={(index) => parts[index]}
      active={active}
      onActive={setActive}
    />
  );
}
