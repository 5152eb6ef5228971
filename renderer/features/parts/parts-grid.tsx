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
import { TimeText } from '../../ui/time-text.tsx';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text, alphanumeric: sortFn_alphanumeric },
});
const helper = createColumnHelper<typeof features, Part>();
const columns = helper.columns([
  helper.accessor('partNumber', { id: 'number', header: 'Part' }),
  helper.accessor(({ size }) => size ?? undefined, { id: 'size', header: 'Size', sortUndefined: 'last' }),
  helper.accessor(({ lastModified }) => lastModified ?? undefined, {
    id: 'modified',
    header: 'Last modified',
    sortUndefined: 'last',
  }),
  helper.accessor(({ etag }) => etag ?? undefined, { id: 'etag', header: 'ETag', sortUndefined: 'last' }),
]);
const initialState = { sorting: [{ id: 'number', desc: false }] };

/** How each column looks; what it sorts by is the table's business. */
const looks: Record<string, Pick<GridColumn<Part>, 'width' | 'align' | 'name'> & { cell: (part: Part) => ReactNode }> =
  {
    number: { width: '44px', align: 'end', cell: ({ partNumber }) => partNumber },
    size: {
      width: '72px',
      name: 'Size of the part',
      align: 'end',
      cell: ({ size }) => (size === null ? 'unknown' : formatColumnBytes(size)),
    },
    modified: {
      width: '98px',
      cell: ({ lastModified }) => (lastModified === null ? '–' : <TimeText value={lastModified} />),
    },
    etag: {
      width: 'minmax(70px, 1fr)',
      cell: ({ etag, checksum }) => (
        <span title={[etag, checksum && `${checksum.algorithm} ${checksum.value}`].filter(Boolean).join('\n')}>
          {etag?.replaceAll('"', '') ?? '–'}
        </span>
      ),
    },
  };

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
  const gridColumns = (table.getHeaderGroups()[0]?.headers ?? []).flatMap((header): GridColumn<Part>[] => {
    const look = looks[header.column.id];
    if (!look) return [];
    return [
      {
        ...look,
        id: header.column.id,
        header: <table.FlexRender header={header} />,
        sort: { direction: header.column.getIsSorted() || null, toggle: () => header.column.toggleSorting() },
      },
    ];
  });
  return (
    <VirtualGrid
      label="Parts"
      columns={gridColumns}
      count={rows.length}
      rowHeight={26}
      rowAt={(index) => rows[index]?.original}
      active={active}
      onActive={setActive}
      empty="There are no parts."
    />
  );
}
