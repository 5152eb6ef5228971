import { formatBytes } from '../../format/bytes.ts';
import { showKey } from '../../format/shown-key.ts';
import { formatClock, formatDay } from '../../format/time.ts';
import type { UploadConditions, UploadFilter } from '../../schema/upload-filter.ts';
import type { ConditionWords, InitiatorNames } from '../language.ts';
import { stateNames } from './verdicts.ts';

/** The conditions of a filter in words, each with its turned-around words. */
export function conditionWords(of: UploadConditions, names: InitiatorNames): ConditionWords[] {
  const words: ConditionWords[] = [];
  const { text, activity, keyPrefix, keyDirect, minBytes, maxBytes, storageClass, initiator, state } = of;
  const { initiatedAfter: after, initiatedBefore: before, lifecycle, abortBefore } = of;
  const add = (fields: ConditionWords['fields'], is: string, not = `Not: ${lowered(is)}`) =>
    words.push({ fields, is, not });
  if (text) add(['text'], `Contains ${showKey(text)}`, `Does not contain ${showKey(text)}`);
  if (activity !== undefined) {
    const [is, not] = activity === 'active' ? (['Active', 'Stale'] as const) : (['Stale', 'Active'] as const);
    add(['activity'], is, not);
  }
  if (after !== undefined || before !== undefined) {
    add(['initiatedAfter', 'initiatedBefore'], `Started ${dayRange(after, before)}`);
  }
  if (keyPrefix !== undefined || keyDirect) {
    const shown = keyPrefix ? showKey(keyPrefix) : 'the top';
    if (keyDirect) add(['keyPrefix', 'keyDirect'], `Directly in ${shown}`, `Not directly in ${shown}`);
    else add(['keyPrefix', 'keyDirect'], `Begins with ${shown}`, `Does not begin with ${shown}`);
  }
  if (minBytes !== undefined || maxBytes !== undefined) add(['minBytes', 'maxBytes'], sizeRange(minBytes, maxBytes));
  if (storageClass !== undefined) {
    if (storageClass === null) add(['storageClass'], 'No storage class', 'Has a storage class');
    else add(['storageClass'], storageClass, `Not ${storageClass}`);
  }
  if (initiator !== undefined) {
    const name = initiator === null ? null : showKey(names.get(initiator) ?? initiator);
    if (name === null) add(['initiator'], 'No initiator', 'Has an initiator');
    else add(['initiator'], `By ${name}`, `Not by ${name}`);
  }
  if (state !== undefined) add(['state'], `State: ${stateNames[state]}`, `State: not ${stateNames[state]}`);
  if (lifecycle !== undefined) {
    const [is, not] = ['Has a lifecycle date', 'No lifecycle date'];
    if (lifecycle === 'has date') add(['lifecycle'], is, not);
    else if (lifecycle === 'has none') add(['lifecycle'], not, is);
    else add(['lifecycle'], 'Lifecycle date of a rule that is gone or changed');
  }
  if (abortBefore !== undefined) {
    const day = utcDay(abortBefore);
    add(['abortBefore'], `Lifecycle aborts by ${day}`, `Lifecycle does not abort by ${day}`);
  }
  return words;
}

/** A whole filter in one sentence; what it lets through, and what not. */
export function filterWords(filter: UploadFilter, names: InitiatorNames): string {
  const { except = [], anyOf, ...conditions } = filter;
  const all = conditionWords(conditions, names).map(({ is }) => is);
  if (anyOf !== undefined) all.push(setsWords(anyOf, names));
  all.push(...except.map((one) => exceptionWords(one, names)));
  return all.length === 0 ? 'Every upload of the bucket' : all.join(' · ');
}

/** One exception in words. */
export function exceptionWords(conditions: UploadConditions, names: InitiatorNames): string {
  const words = conditionWords(conditions, names);
  const [only] = words;
  if (only && words.length === 1) return only.not;
  return `Not: ${words.map(({ is }) => lowered(is)).join(' and ')}`;
}

/** Sets of conditions of which one must hold, in words; the first few of many. */
export function setsWords(sets: readonly UploadConditions[], names: InitiatorNames): string {
  const shown = sets.slice(0, 3).map((one) =>
    conditionWords(one, names)
      .map(({ is }) => is)
      .join(' and '),
  );
  const more = sets.length > shown.length ? ` or one of ${sets.length - shown.length} more` : '';
  return `${shown.map((words, at) => (at === 0 ? words : lowered(words))).join(' or ')}${more}`;
}

const dayMs = 86_400_000;

function utcClock(time: number): string {
  return formatClock(time, 'UTC');
}

/** The day of a time, in UTC: filters by day begin and end there. */
function utcDay(time: number): string {
  return formatDay(time, 'UTC');
}

function dayRange(after: number | undefined, before: number | undefined): string {
  if (after === undefined) return `until ${utcDay(before ?? 0)}`;
  if (before === undefined) return `since ${utcDay(after)}`;
  const [first, last] = [utcDay(after), utcDay(before)];
  if (first !== last) return `${first} – ${last}`;
  // A stroke over the histogram may be of minutes.
  const isWhole = after % dayMs === 0 && (before + 1) % dayMs === 0;
  if (isWhole) return `on ${first}`;
  const [from, to] = [utcClock(after), utcClock(before)];
  return from === to ? `on ${first}, at ${from} UTC` : `on ${first}, ${from} – ${to} UTC`;
}

function sizeRange(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `Up to ${formatBytes(max ?? 0)}`;
  const least = formatBytes(min);
  if (max === undefined) return `From ${least}`;
  const most = formatBytes(max);
  if (least !== most) return `${least} – ${most}`;
  // Sizes that read the same once they are rounded need not be the same.
  return min === max ? least : `About ${least}`;
}

/** As it stands within a sentence. Names in capitals stay as they are. */
function lowered(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
