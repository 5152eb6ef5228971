import type { Bucket } from '../../../shared/schema/model.ts';
import { createViews } from '../../ui/kept-views.ts';

/** How a person has a table of buckets before them. */
export type BucketsView = {
  filter: string;
  sorting: { id: string; desc: boolean }[];
  /** Those that are ticked, by `bucketId`. */
  ticked: ReadonlySet<string>;
  /** px. */
  scrolled: number;
};

/** By connection ID; the table over all connections has an ID of its own. */
const views = createViews<BucketsView>({
  filter: '',
  // The worst first.
  sorting: [{ id: 'bytes', desc: true }],
  ticked: new Set(),
  scrolled: 0,
});

/** The view of a connection's table, or of the one over all of them (null). It is kept while the page is open. */
export function bucketsView(connectionId: string | null): BucketsView {
  return views.of(connectionId === null ? 'all' : `connection ${connectionId}`);
}

/** Tells a bucket apart from those of other connections. Pure. */
export function bucketId({ connectionId, name }: Pick<Bucket, 'connectionId' | 'name'>): string {
  return `${connectionId} ${name}`;
}
