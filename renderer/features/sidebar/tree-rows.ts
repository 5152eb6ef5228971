import type { Bucket, BucketList, Connection } from '../../../shared/schema/model.ts';

/** What every row of the sidebar's tree has. */
type Placed = {
  /** The same for the same thing, wherever its row stands. */
  id: string;
  level: 1 | 2;
  /** From 1, and of how many. */
  position: number;
  setSize: number;
  /** Of the row that it lies below; null at the top. */
  parent: number | null;
  /** undefined: nothing lies below it. */
  expanded: boolean | undefined;
};

/** One row of the sidebar's tree. */
export type TreeRow = Placed &
  (
    | { kind: 'all' }
    /** `digit` counts connections from 0, as Alt and a digit do. */
    | { kind: 'connection'; connection: Connection; list: BucketList | undefined; digit: number }
    | { kind: 'bucket'; connection: Connection; bucket: Bucket }
  );

export type Tree = {
  rows: readonly TreeRow[];
  /** How many buckets are known, and how many of them the filter leaves. */
  buckets: number;
  matching: number;
  /** Connections whose buckets nobody asked for: what is in them is not known. */
  unasked: number;
};

export type TreeOptions = {
  connections: readonly Connection[];
  /** By connection ID; absent until they were asked for. */
  lists: Readonly<Record<string, BucketList>>;
  /** IDs of connections whose buckets are not to be shown. */
  collapsed: ReadonlySet<string>;
  /** What names are to contain, in any case; empty: everything is shown. */
  filter: string;
};

/** The ID of a connection's row. */
export function connectionRow(connectionId: string): string {
  return `connection ${connectionId}`;
}

/** The ID of a bucket's row. */
export function bucketRow(connectionId: string, bucket: string): string {
  return `bucket ${connectionId} ${bucket}`;
}

/**
 * The sidebar's tree from top to bottom: connections, and below each its buckets. A filter leaves the buckets whose name it
 * matches, collapsed or not, and connections whose own name it matches, with all of their buckets. Pure.
 */
export function treeRows({ connections, lists, collapsed, filter }: TreeOptions): Tree {
  const wanted = filter.trim().toLowerCase();
  const isWanted = (name: string) => name.toLowerCase().includes(wanted);
  const rows: TreeRow[] = [];
  let [buckets, matching, unasked, position] = [0, 0, 0, 0];
  if (wanted === '' && connections.length > 1) {
    position = 1;
    rows.push({ kind: 'all', id: 'all', level: 1, position, setSize: 0, parent: null, expanded: undefined });
  }
  for (const [digit, connection] of connections.entries()) {
    const list = lists[connection.id];
    const items = list?.items ?? [];
    const isNamed = isWanted(connection.name);
    const left = isNamed ? items : items.filter(({ name }) => isWanted(name));
    buckets += items.length;
    matching += left.length;
    if (!list) unasked += 1;
    if (!isNamed && left.length === 0) continue;
    position += 1;
    // Buckets that were searched for are shown; those of a connection that was, only where it is open anyway.
    const isOpen = !isNamed || !collapsed.has(connection.id);
    const expanded = list ? (left.length > 0 ? isOpen : undefined) : false;
    const parent = rows.length;
    rows.push({
      kind: 'connection',
      id: connectionRow(connection.id),
      level: 1,
      position,
      setSize: 0,
      parent: null,
      expanded,
      connection,
      list,
      digit,
    });
    if (!expanded) continue;
    for (const [index, bucket] of left.entries()) {
      rows.push({
        kind: 'bucket',
        id: bucketRow(connection.id, bucket.name),
        level: 2,
        position: index + 1,
        setSize: left.length,
        parent,
        expanded: undefined,
        connection,
        bucket,
      });
    }
  }
  for (const row of rows) if (row.level === 1) row.setSize = position;
  return { rows, buckets, matching, unasked };
}
