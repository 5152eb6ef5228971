import { Checkbox } from '@mantine/core';
import type { Bucket } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { bucketId } from './buckets-view.ts';

export type TickAllProps = {
  shown: readonly Bucket[];
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
};

/** Ticks every bucket that is shown, or unticks them where all are ticked. */
export function TickAll({ shown, ticked, onTicked }: TickAllProps) {
  const tickedShown = shown.filter((bucket) => ticked.has(bucketId(bucket))).length;
  return (
    <Checkbox
      size="xs"
      label={words.page.overview.tickAll}
      checked={shown.length > 0 && tickedShown === shown.length}
      indeterminate={tickedShown > 0 && tickedShown < shown.length}
      onChange={() => {
        const next = new Set(ticked);
        for (const bucket of shown) {
          if (tickedShown === shown.length) next.delete(bucketId(bucket));
          else next.add(bucketId(bucket));
        }
        onTicked(next);
      }}
    />
  );
}
