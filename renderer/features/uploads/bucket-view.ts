import type { Dispatch, SetStateAction } from 'react';
import type { UploadFilter, UploadSort } from '../../../shared/schema/model.ts';
import type { Grouping, UploadGroup } from '../../../shared/schema/upload-groups.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { createViews, useKeptField } from '../../ui/kept-views.ts';
import { isGrouping, isRecord, isUploadFilter, isUploadSort } from './kept-filter.ts';
import { noTicks, type Ticks } from './ranges.ts';

/** How a person has a bucket before them. */
export type BucketView = {
  filter: UploadFilter;
  /** The age that was chosen, days; null: none, or bounds of another kind. */
  days: number | null;
  /** null: as the bucket is shown at first. */
  sort: UploadSort | null;
  grouping: Grouping | null;
  ticks: Ticks;
  tickedGroups: readonly UploadGroup[];
  /** Prefixes of the folders that are open. */
  openFolders: ReadonlySet<string>;
  /** How far the uploads, and how far the groups are scrolled, px. */
  scrolled: number;
  groupsScrolled: number;
};

/** How a bucket is shown that one has not been to. */
const firstView: BucketView = {
  filter: {},
  days: null,
  sort: null,
  grouping: null,
  ticks: noTicks,
  tickedGroups: [],
  openFolders: new Set(),
  scrolled: 0,
  groupsScrolled: 0,
};

/** Views by bucket. What is ticked is kept while the page is open; the rest also outlives a reload. */
export function createBucketViews() {
  const views = createViews(firstView);
  return {
    /** A bucket's view, to be read and changed in place. */
    of: ({ connectionId, bucket }: BucketPlace): BucketView => views.of(JSON.stringify([connectionId, bucket])),
    /** All of them as text, without what is ticked: that is said of uploads as they were seen, and a reload sees anew. */
    save: (): string =>
      JSON.stringify(
        views
          .entries()
          .map(([id, { filter, days, sort, grouping, scrolled, groupsScrolled }]) => [
            id,
            { filter, days, sort, grouping, scrolled, groupsScrolled },
          ]),
      ),
    /** Takes up what was saved, as far as it is what {@link save} writes. */
    load: (text: string): void => {
      for (const [id, kept] of entriesOf(text)) views.set(id, { ...firstView, ...keptView(kept) });
    },
  };
}

function entriesOf(text: string): [string, Record<string, unknown>][] {
  try {
    const saved: unknown = JSON.parse(text);
    if (!Array.isArray(saved)) return [];
    return saved.flatMap((entry: unknown): [string, Record<string, unknown>][] => {
      if (!Array.isArray(entry)) return [];
      const [id, kept]: unknown[] = entry;
      return typeof id === 'string' && isRecord(kept) ? [[id, kept]] : [];
    });
  } catch {
    return [];
  }
}

function keptView({ filter, days, sort, grouping, scrolled, groupsScrolled }: Record<string, unknown>) {
  return {
    // An age belongs to the bounds of its filter.
    ...(isUploadFilter(filter) && { filter, ...(isDays(days) && { days }) }),
    ...(isUploadSort(sort) && { sort }),
    ...(isGrouping(grouping) && { grouping }),
    ...(isOffset(scrolled) && { scrolled }),
    ...(isOffset(groupsScrolled) && { groupsScrolled }),
  };
}

function isDays(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

const views = createBucketViews();
const storageKey = 'loose-parts-bucket-views';

/** Takes up the views of before a reload, and keeps them for the next one. Called once, before anything is drawn. */
export function keepBucketViews(window: {
  sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
  addEventListener: (type: 'pagehide', listener: () => void) => void;
}): void {
  views.load(window.sessionStorage.getItem(storageKey) ?? '[]');
  window.addEventListener('pagehide', () => window.sessionStorage.setItem(storageKey, views.save()));
}

/** A bucket's view, to be read and changed in place; nothing is drawn again by that. */
export function bucketView(at: BucketPlace): BucketView {
  return views.of(at);
}

/** A state that is there again when one comes back to the bucket. `at` stays the same as long as its reader is drawn. */
export function useKept<Field extends keyof BucketView>(
  at: BucketPlace,
  field: Field,
): [BucketView[Field], Dispatch<SetStateAction<BucketView[Field]>>] {
  return useKeptField(views.of(at), field);
}
