import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/numbers.ts';
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
  const add = (fields: ConditionWords['fields'], is: string, not = `Nicht: ${is}`) => words.push({ fields, is, not });
  if (text) add(['text'], `Enthält ${showKey(text)}`, `Enthält nicht ${showKey(text)}`);
  if (activity !== undefined) {
    const [is, not] = activity === 'active' ? (['Aktiv', 'Verwaist'] as const) : (['Verwaist', 'Aktiv'] as const);
    add(['activity'], is, not);
  }
  if (after !== undefined || before !== undefined) {
    add(['initiatedAfter', 'initiatedBefore'], `Begonnen ${dayRange(after, before)}`);
  }
  if (keyPrefix !== undefined || keyDirect) {
    if (keyDirect) {
      const where = keyPrefix ? `in ${showKey(keyPrefix)}` : 'ganz oben';
      add(['keyPrefix', 'keyDirect'], `Direkt ${where}`, `Nicht direkt ${where}`);
    } else {
      const shown = keyPrefix ? showKey(keyPrefix) : 'irgendetwas';
      add(['keyPrefix', 'keyDirect'], `Beginnt mit ${shown}`, `Beginnt nicht mit ${shown}`);
    }
  }
  if (minBytes !== undefined || maxBytes !== undefined) add(['minBytes', 'maxBytes'], sizeRange(minBytes, maxBytes));
  if (storageClass !== undefined) {
    if (storageClass === null) add(['storageClass'], 'Keine Speicherklasse', 'Hat eine Speicherklasse');
    else add(['storageClass'], storageClass, `Nicht ${storageClass}`);
  }
  if (initiator !== undefined) {
    const name = initiator === null ? null : showKey(names.get(initiator) ?? initiator);
    if (name === null) add(['initiator'], 'Kein Initiator', 'Hat einen Initiator');
    else add(['initiator'], `Von ${name}`, `Nicht von ${name}`);
  }
  if (state !== undefined) add(['state'], `Zustand: ${stateNames[state]}`, `Zustand: nicht ${stateNames[state]}`);
  if (lifecycle !== undefined) {
    const [is, not] = ['Hat ein Lifecycle-Datum', 'Kein Lifecycle-Datum'];
    if (lifecycle === 'has date') add(['lifecycle'], is, not);
    else if (lifecycle === 'has none') add(['lifecycle'], not, is);
    else add(['lifecycle'], 'Lifecycle-Datum einer Regel, die weg oder geändert ist');
  }
  if (abortBefore !== undefined) {
    const day = utcDay(abortBefore);
    add(['abortBefore'], `Lifecycle bricht bis ${day} ab`, `Lifecycle bricht bis ${day} nicht ab`);
  }
  return words;
}

/** A whole filter in one sentence; what it lets through, and what not. */
export function filterWords(filter: UploadFilter, names: InitiatorNames): string {
  const { except = [], anyOf, ...conditions } = filter;
  const all = conditionWords(conditions, names).map(({ is }) => is);
  if (anyOf !== undefined) all.push(setsWords(anyOf, names));
  all.push(...except.map((one) => exceptionWords(one, names)));
  return all.length === 0 ? 'Jeder Upload des Buckets' : all.join(' · ');
}

/** One exception in words. */
export function exceptionWords(conditions: UploadConditions, names: InitiatorNames): string {
  const words = conditionWords(conditions, names);
  const [only] = words;
  if (only && words.length === 1) return only.not;
  return `Nicht: ${words.map(({ is }) => is).join(' und ')}`;
}

/** Sets of conditions of which one must hold, in words; the first few of many. */
export function setsWords(sets: readonly UploadConditions[], names: InitiatorNames): string {
  const shown = sets.slice(0, 3).map((one) =>
    conditionWords(one, names)
      .map(({ is }) => is)
      .join(' und '),
  );
  const rest = sets.length - shown.length;
  const more = rest > 0 ? ` oder eine von ${formatCount(rest)} weiteren` : '';
  return `${shown.join(' oder ')}${more}`;
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
  if (after === undefined) return `bis ${utcDay(before ?? 0)}`;
  if (before === undefined) return `seit ${utcDay(after)}`;
  const [first, last] = [utcDay(after), utcDay(before)];
  if (first !== last) return `${first} – ${last}`;
  // A stroke over the histogram may be of minutes.
  const isWhole = after % dayMs === 0 && (before + 1) % dayMs === 0;
  return isWhole ? `am ${first}` : `am ${first}, ${utcClock(after)} – ${utcClock(before)} UTC`;
}

function sizeRange(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `Bis ${formatBytes(max ?? 0)}`;
  return max === undefined ? `Ab ${formatBytes(min)}` : `${formatBytes(min)} – ${formatBytes(max)}`;
}
