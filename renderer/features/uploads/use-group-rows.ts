import { keepPreviousData, useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { CostPair } from '../../../shared/schema/costs.ts';
import type { ErrorShape } from '../../../shared/schema/errors.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { Grouping, GroupName } from '../../../shared/schema/upload-groups.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { type BucketPlace, keys } from '../../api/queries.ts';
import { useKept } from './bucket-view.ts';
import { type GroupRow, groupRows, type LevelAnswer, rootFolder, shownFolders } from './group-tree.ts';

/** The groups of a bucket, ready to be shown. */
export type GroupRows = {
  rows: readonly GroupRow[];
  /** What a group costs; undefined while that is being added up. */
  costsOf: (name: GroupName) => CostPair | undefined;
  isPending: boolean;
  error: ErrorShape | null;
  setExpanded: (prefix: string, expanded: boolean) => void;
};

/** Groups are sums over every row: while a scan writes, they are read again no more often than this, ms. */
const readAgainMs = 5_000;

/**
 * @param changedAt when the bucket's rows were last seen to change, ms
 */
export function useGroupRows(at: BucketPlace, filter: UploadFilter, by: Grouping, changedAt: number): GroupRows {
  const { queries } = useApi();
  const [open, setOpen] = useKept(at, 'openFolders');
  const root = by === 'prefix' ? rootFolder(filter) : '';
  const folders = useMemo(() => (by === 'prefix' ? shownFolders(root, open) : ['']), [by, root, open]);
  const results = useQueries({
    queries: folders.map((prefix) => ({
      ...queries.groups(at, filter, by, prefix),
      placeholderData: keepPreviousData,
    })),
  });
  // After the sums: both are read over every row, and the sums are what is looked at first.
  const areSummed = results.every(({ isPending }) => !isPending);
  const costs = useQueries({
    queries: folders.map((prefix) => ({
      ...queries.groupCosts(at, filter, by, prefix),
      enabled: areSummed,
      placeholderData: keepPreviousData,
    })),
  });
  const costsByName = new Map(
    costs.flatMap(({ data }) => data?.groups.map((group) => [nameKey(group.name), group.costs] as const) ?? []),
  );
  useReadAgain(at, changedAt);

  const answers = new Map<string, LevelAnswer>(
    results.map(({ data, error }, index) => [folders[index] ?? '', data ?? (error ? 'failed' : 'pending')]),
  );
  const failure = results.find(({ error }) => error)?.error;
  const isPending = answers.get(root) === 'pending';
  const rows =
    isPending || answers.get(root) === 'failed' ? [] : groupRows(root, open, (prefix) => answers.get(prefix));
  return {
    rows,
    costsOf: (name) => costsByName.get(nameKey(name)),
    isPending,
    error: failure ? toErrorShape(failure) : null,
    setExpanded: (prefix, expanded) =>
      setOpen((before) => {
        const next = new Set(before);
        if (expanded) next.add(prefix);
        else next.delete(prefix);
        return next;
      }),
  };
}

/** A group's name without what may differ between two reads of it. */
function nameKey(name: GroupName): string {
  return JSON.stringify(name.kind === 'initiator' ? [name.kind, name.id] : name);
}

function useReadAgain(at: BucketPlace, changedAt: number) {
  const client = useQueryClient();
  const readAt = useRef({ changedAt, time: Date.now() });
  const { connectionId, bucket } = at;
  useEffect(() => {
    if (readAt.current.changedAt === changedAt) return;
    const timer = setTimeout(
      () => {
        readAt.current = { changedAt, time: Date.now() };
        void client.invalidateQueries({ queryKey: keys.groups({ connectionId, bucket }) });
      },
      Math.max(0, readAt.current.time + readAgainMs - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [client, connectionId, bucket, changedAt]);
}
