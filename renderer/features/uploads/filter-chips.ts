import { formatDay } from '../../../shared/format/time.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { InitiatorNames } from '../../../shared/words/language.ts';
import { words } from '../../../shared/words/words.ts';
import { withoutException, withoutFields } from './conditions.ts';

/** One condition of a filter in words, and the filter without it. */
export type FilterChip = { id: string; label: string; without: UploadFilter };

/** The day of a time, in UTC: filters by day begin and end there. */
export function utcDay(time: number): string {
  return formatDay(time, 'UTC');
}

/** The conditions that the bar's own controls (text, activity, age in days) do not show, in words. */
export function filterChips(filter: UploadFilter, names: InitiatorNames): FilterChip[] {
  const { text: _text, activity: _activity, except = [], anyOf, ...rest } = filter;
  const { initiatedAfter, initiatedBefore, ...others } = rest;
  // A bound on age alone stands in the bar; a range is a chip.
  const shown =
    initiatedAfter === undefined
      ? others
      : { ...others, initiatedAfter, ...(initiatedBefore !== undefined && { initiatedBefore }) };
  const chips: FilterChip[] = words.conditions(shown, names).map(({ fields, is }) => ({
    id: fields[0] ?? is,
    label: is,
    without: withoutFields(filter, fields),
  }));
  if (anyOf) {
    const { anyOf: _any, ...without } = filter;
    chips.push({ id: 'anyOf', label: words.anyOf(anyOf, names), without });
  }
  for (const one of except) {
    chips.push({
      id: `not ${JSON.stringify(one)}`,
      label: words.exception(one, names),
      without: withoutException(filter, one),
    });
  }
  return chips;
}
