import type { UploadFilter, UploadSort } from '../../../shared/schema/model.ts';
import type { UploadConditions } from '../../../shared/schema/upload-filter.ts';
import type { Grouping } from '../../../shared/schema/upload-groups.ts';
import { lifecycleDates } from '../../../shared/values/lifecycle-kinds.ts';
import { uploadStates } from '../../../shared/values/upload-states.ts';

/**
 * What a filter may have in each field, for filters that come back from where anybody can write (the page's session
 * storage). The engine checks every filter once more; this keeps the page from drawing what is none.
 */
const checks: { [Field in keyof UploadConditions]-?: (value: unknown) => boolean } = {
  text: isText,
  initiatedBefore: Number.isSafeInteger,
  initiatedAfter: Number.isSafeInteger,
  activity: isOneOf(['active', 'stale']),
  keyPrefix: isText,
  keyDirect: isOneOf([true]),
  minBytes: isBytes,
  maxBytes: isBytes,
  storageClass: isTextOrNone,
  initiator: isTextOrNone,
  state: isOneOf(uploadStates),
  lifecycle: isOneOf(lifecycleDates),
  abortBefore: Number.isSafeInteger,
};

const sortFields: Readonly<Record<UploadSort['by'], true>> = {
  key: true,
  parts: true,
  size: true,
  initiated: true,
  activity: true,
  storageClass: true,
  initiator: true,
  abortDate: true,
  state: true,
};

const groupings: Readonly<Record<Grouping, true>> = { prefix: true, initiator: true, week: true };

/** Whether a value out of JSON is a filter. Pure. */
export function isUploadFilter(value: unknown): value is UploadFilter {
  if (!isRecord(value)) return false;
  const { except, anyOf, ...conditions } = value;
  return isConditions(conditions) && [except, anyOf].every((sets) => sets === undefined || isConditionSets(sets));
}

/** Whether a value out of JSON is an order of uploads. Pure. */
export function isUploadSort(value: unknown): value is UploadSort {
  if (!isRecord(value)) return false;
  const { by, direction } = value;
  return typeof by === 'string' && Object.hasOwn(sortFields, by) && (direction === 'asc' || direction === 'desc');
}

/** Whether a value out of JSON is a grouping. Pure. */
export function isGrouping(value: unknown): value is Grouping {
  return typeof value === 'string' && Object.hasOwn(groupings, value);
}

/** Whether a value out of JSON is an object with named fields. Pure. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isConditionSets(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 200 && value.every(isConditions);
}

function isConditions(value: unknown): value is UploadConditions {
  return isRecord(value) && Object.entries(value).every(([field, of]) => isField(field) && checks[field](of));
}

function isField(name: string): name is keyof UploadConditions {
  return Object.hasOwn(checks, name);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isTextOrNone(value: unknown): boolean {
  return value === null || isText(value);
}

function isBytes(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isOneOf(values: readonly unknown[]): (value: unknown) => boolean {
  return (value) => values.includes(value);
}
