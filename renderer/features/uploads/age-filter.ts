import type { AgeBin, UploadFilter } from '../../../shared/schema/model.ts';

const dayMs = 86_400_000;

/** Ages to choose from in the filter bar, in days. */
const ageChoices = [1, 7, 30, 90, 365] as const;

/** The same, with the age that is chosen now. */
export function ageChoicesWith(days: number | null): number[] {
  return [...new Set<number>([...ageChoices, ...(days === null ? [] : [days])])].toSorted((a, b) => a - b);
}

/** The filter without bounds on age: the histogram shows every age, so that the chosen ones can be seen among them. */
export function withoutAge({ initiatedAfter: _after, initiatedBefore: _before, ...rest }: UploadFilter): UploadFilter {
  return rest;
}

/** Uploads started at least so many days ago; null takes the bound away. */
export function olderThan(filter: UploadFilter, days: number | null, now: number): UploadFilter {
  const rest = withoutAge(filter);
  return days === null ? rest : { ...rest, initiatedBefore: now - days * dayMs };
}

/** Uploads that started within these bins, both ends included. */
export function withinBins(filter: UploadFilter, bins: readonly AgeBin[], from: number, to: number): UploadFilter {
  const first = bins[Math.min(from, to)];
  const last = bins[Math.max(from, to)];
  if (!first || !last) return filter;
  const isLast = last === bins.at(-1);
  return {
    ...withoutAge(filter),
    initiatedAfter: first.from,
    // A bin ends where the next one begins; the last one holds its end.
    initiatedBefore: isLast ? last.to : last.to - 1,
  };
}

/** Whether a bin lies within the filter's bounds on age. */
export function isBinWithin(bin: AgeBin, { initiatedAfter, initiatedBefore }: UploadFilter): boolean {
  return (
    (initiatedAfter === undefined || bin.to > initiatedAfter) &&
    (initiatedBefore === undefined || bin.from <= initiatedBefore)
  );
}

/** Whether a filter narrows anything down. */
export function isFiltering(filter: UploadFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== '');
}
