import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { UploadConditions } from '../../../shared/schema/upload-filter.ts';

/** Fields of a filter that make one condition together: a size has two bounds. */
export type ConditionFields = readonly (keyof UploadConditions)[];

/** A condition as a filter has it: turned around where it stands among the exceptions. */
export type Standing = { conditions: UploadConditions; not: boolean };

/** The filter without these fields. */
export function withoutFields(filter: UploadFilter, fields: ConditionFields): UploadFilter {
  const rest = { ...filter };
  for (const field of fields) delete rest[field];
  return rest;
}

/** The filter without one of its exceptions. */
export function withoutException(filter: UploadFilter, exception: UploadConditions): UploadFilter {
  const { except = [], ...rest } = filter;
  const left = except.filter((one) => one !== exception);
  return left.length > 0 ? { ...rest, except: left } : rest;
}

/** How these fields stand in a filter: as they are, or as an exception that is made of nothing else. */
export function standing(filter: UploadFilter, fields: ConditionFields): Standing {
  const here = picked(filter, fields);
  if (Object.keys(here).length > 0) return { conditions: here, not: false };
  const exception = exceptionOf(filter, fields);
  return exception ? { conditions: exception, not: true } : { conditions: {}, not: false };
}

/** The filter with these fields as they are to stand; no conditions take them away. */
export function withStanding(
  filter: UploadFilter,
  fields: ConditionFields,
  { conditions, not }: Standing,
): UploadFilter {
  const before = exceptionOf(filter, fields);
  const set = picked(conditions, fields);
  const rest = withoutFields(before ? withoutException(filter, before) : filter, fields);
  if (Object.keys(set).length === 0) return rest;
  return not ? withExceptions(rest, [set]) : { ...rest, ...set };
}

/** The filter with further exceptions; those that it has already are not said twice. */
export function withExceptions(filter: UploadFilter, more: readonly UploadConditions[]): UploadFilter {
  const except = [...(filter.except ?? [])];
  const known = new Set(except.map((one) => JSON.stringify(one)));
  for (const one of more) {
    if (!known.has(JSON.stringify(one))) except.push(one);
  }
  return except.length > 0 ? { ...filter, except } : filter;
}

function exceptionOf(filter: UploadFilter, fields: ConditionFields): UploadConditions | undefined {
  const names = new Set<string>(fields);
  return filter.except?.find((one) => {
    const own = Object.keys(one);
    return own.length > 0 && own.every((name) => names.has(name));
  });
}

function picked(filter: UploadFilter, fields: ConditionFields): UploadConditions {
  const names = new Set<string>(fields);
  return Object.fromEntries(Object.entries(filter).filter(([name, value]) => names.has(name) && value !== undefined));
}
