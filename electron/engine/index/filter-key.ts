import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { UploadScope } from './upload-rows.ts';

export function isFiltered(filter: UploadFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** What counts as active moves on with the clock; half a minute of it changes nothing that anybody would miss. */
export const sameMomentMs = 30_000;

/** Tells filtered scopes of one bucket apart, for what is kept of them. */
export function filterKey({ filter, activeSince }: UploadScope): string {
  return `${Math.floor(activeSince / sameMomentMs)} ${JSON.stringify(filter)}`;
}

/** Tells apart what filters of one bucket match: unlike {@link filterKey}, the same while the clock moves, where it may. */
export function matchKey(scope: UploadScope): string {
  const { except = [], anyOf = [] } = scope.filter;
  const goesByClock = [scope.filter, ...except, ...anyOf].some(
    ({ activity, state }) => activity !== undefined || state === 'active' || state === 'stale',
  );
  return goesByClock ? filterKey(scope) : JSON.stringify(scope.filter);
}
