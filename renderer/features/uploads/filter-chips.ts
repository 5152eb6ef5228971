import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatDay } from '../../../shared/format/time.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import { showKey } from '../../ui/safe-key.ts';
import { withoutAge } from './age-filter.ts';

/** One condition of a filter in words, and the filter without it. */
export type FilterChip = { id: string; label: string; without: UploadFilter };

/** What initiators are called, by ID. */
export type InitiatorNames = ReadonlyMap<string, string>;

/** The day of a time, in UTC: filters by day begin and end there. */
export function utcDay(time: number): string {
  return formatDay(time, 'UTC');
}

/** The conditions that the bar's own controls (text, activity, age in days) do not show, in words. */
export function filterChips(filter: UploadFilter, names: InitiatorNames): FilterChip[] {
  const chips: FilterChip[] = [];
  const { keyPrefix, keyDirect, minBytes, maxBytes, storageClass, initiator, state, lifecycle, abortBefore } = filter;
  const { initiatedAfter: after, initiatedBefore: before } = filter;
  if (after !== undefined) {
    chips.push({ id: 'age', label: `Started ${dayRange(after, before)}`, without: withoutAge(filter) });
  }
  if (keyPrefix !== undefined || keyDirect) {
    const { keyPrefix: _prefix, keyDirect: _direct, ...without } = filter;
    const shown = keyPrefix ? showKey(keyPrefix) : 'the top';
    chips.push({ id: 'prefix', label: keyDirect ? `Directly in ${shown}` : `Begins with ${shown}`, without });
  }
  if (minBytes !== undefined || maxBytes !== undefined) {
    const { minBytes: _min, maxBytes: _max, ...without } = filter;
    chips.push({ id: 'size', label: sizeRange(minBytes, maxBytes), without });
  }
  if (storageClass !== undefined) {
    const { storageClass: _class, ...without } = filter;
    chips.push({ id: 'class', label: storageClass ?? 'No storage class', without });
  }
  if (initiator !== undefined) {
    const { initiator: _initiator, ...without } = filter;
    const name = initiator === null ? 'No initiator' : `By ${showKey(names.get(initiator) ?? initiator)}`;
    chips.push({ id: 'initiator', label: name, without });
  }
  if (state !== undefined) {
    const { state: _state, ...without } = filter;
    chips.push({ id: 'state', label: `State: ${state}`, without });
  }
  if (lifecycle !== undefined) {
    const { lifecycle: _lifecycle, ...without } = filter;
    chips.push({
      id: 'lifecycle',
      label: lifecycle === 'has date' ? 'Has a lifecycle date' : 'No lifecycle date',
      without,
    });
  }
  if (abortBefore !== undefined) {
    const { abortBefore: _before, ...without } = filter;
    chips.push({ id: 'abortBefore', label: `Lifecycle aborts by ${utcDay(abortBefore)}`, without });
  }
  return chips;
}

function dayRange(after: number, before: number | undefined): string {
  if (before === undefined) return `since ${utcDay(after)}`;
  const [first, last] = [utcDay(after), utcDay(before)];
  return first === last ? `on ${first}` : `${first} – ${last}`;
}

function sizeRange(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `Up to ${formatBytes(max ?? 0)}`;
  return max === undefined ? `From ${formatBytes(min)}` : `${formatBytes(min)} – ${formatBytes(max)}`;
}
