import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo, useState } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import type { Part } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text, alphanumeric: sortFn_alphanumeric },
});
const helper = createColumnHelper<typeof features, Part>();
/** What the table sorts by; what stands above each column is one of {@link looks}. */
const columns = helper.columns([
  helper.accessor('partNumber', { id: 'number' }),
  helper.accessor(({ size }) => size ?? undefined, { id: 'size', sortUndefined: 'last' }),
  helper.accessor(({ lastModified }) => lastModified ?? undefined, { id: 'modified', sortUndefined: 'last' }),
  helper.accessor(({ etag }) => etag ?? undefined, { id: 'etag', sortUndefined: 'last' }),
]);
const initialState = { sorting: [{ id: 'number', desc: false }] };

type Look = Pick<GridColumn<Part>, 'header' | 'width' | 'align' | 'name'> & { cell: (part: Part) => ReactNode };

/** How each column looks; what it sorts by is the table's business. */
function looks(): Record<string, Look> {
  const say = words.page.parts.grid;
  return {
    number: { header: say.number, width: '58px', align: 'end', cell: ({ partNumber }) => partNumber },
    size: {
      header: say.size,
      width: '72px',
      name: say.sizeInFull,
      align: 'end',
      cell: ({ size }) => (size === null ? say.unknownSize : formatColumnBytes(size)),
    },
    modified: {
      header: say.lastModified,
      width: '112px',
      cell: ({ lastModified }) => (lastModified === null ? '–' : <TimeText value={lastModified} />),
    },
    etag: {
      header: say.etag,
      width: 'minmax(70px, 1fr)',
      cell: ({ etag, checksum }) => (
        <span title={[etag, checksum && `${checksum.algorithm} ${checksum.value}`].filter(Boolean).join('\n')}>
          {etag?.replaceAll('"', '') ?? '–'}
        </span>
      ),
    },
  };
}

/** The grid `Parts`: every part of the upload as ListParts told. */
export function PartsGrid({ parts }: { parts: readonly Part[] }) {
  const [active, setActive] = useState<number | null>(null);
  const data = useMemo(() => [...parts], [parts]);
  const table = useTable({
    features,
    columns,
    data,
    initialState,
    getRowId: (part, index) => `${part.partNumber}/${index}`,
  });
  const rows = table.getRowModel().rows;
  const lookOf = looks();
  const gridColumns = (table.getHeaderGroups()[0]?.headers ?? []).flatMap((header): GridColumn<Part>[] => {
    const look = lookOf[header.column.id];
    if (!look) return [];
    return [
      {
        ...look,
        id: header.column.id,
        sort: { direction: header.column.getIsSorted() || null, toggle: () => header.column.toggleSorting() },
      },
    ];
  });
  return (
    <VirtualGrid
      label={words.page.parts.grid.label}
      columns={gridColumns}
      count={rows.length}
      rowHeight={26}
      rowAt={(index) => rows[index]?.original}
      active={active}
      onActive={setActive}
      empty={words.page.parts.grid.empty}
    />
  );
}
