import type { UploadFilter } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { showKey } from '../../ui/safe-key.ts';

/** What a picture is of, in words: the bucket, and what the filter asks where it asks anything. Pure. */
export function filteredBucket(bucket: string, filter: UploadFilter): string {
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return isFiltered ? `${showKey(bucket)} · ${words.filter(filter, new Map())}` : showKey(bucket);
}
