import type { LanguageTag } from '../values/languages.ts';

export type TimeUnit = 'year' | 'month' | 'day' | 'hour' | 'minute';

/** How a language tells of a while, and by which region it writes days and months (BCP 47). */
interface TimeWords {
  days: string;
  months: string;
  justNow: string;
  /** Less than a minute ahead. */
  soon: string;
  underMinute: string;
  /** A length alone: "3 months". */
  length(count: number, unit: TimeUnit): string;
  ago(count: number, unit: TimeUnit): string;
  ahead(count: number, unit: TimeUnit): string;
}

const english = (count: number, unit: TimeUnit) => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** Of each unit: one, several, and several behind "vor" or "in" (dative). */
const germanUnits: Readonly<Record<TimeUnit, readonly [string, string, string]>> = {
  year: ['Jahr', 'Jahre', 'Jahren'],
  month: ['Monat', 'Monate', 'Monaten'],
  day: ['Tag', 'Tage', 'Tagen'],
  hour: ['Stunde', 'Stunden', 'Stunden'],
  minute: ['Minute', 'Minuten', 'Minuten'],
};
const german = (count: number, unit: TimeUnit) => `${count} ${germanUnits[unit][count === 1 ? 0 : 1]}`;
const germanDative = (count: number, unit: TimeUnit) => `${count} ${germanUnits[unit][count === 1 ? 0 : 2]}`;

export const timeWords: Readonly<Record<LanguageTag, TimeWords>> = {
  en: {
    // Sweden writes days and times as ISO 8601 does; months have to be English ones.
    days: 'sv-SE',
    months: 'en-GB',
    justNow: 'just now',
    soon: 'in less than a minute',
    underMinute: '< 1 minute',
    length: english,
    ago: (count, unit) => `${english(count, unit)} ago`,
    ahead: (count, unit) => `in ${english(count, unit)}`,
  },
  de: {
    days: 'de-DE',
    months: 'de-DE',
    justNow: 'gerade eben',
    soon: 'in weniger als einer Minute',
    underMinute: '< 1 Minute',
    length: german,
    ago: (count, unit) => `vor ${germanDative(count, unit)}`,
    ahead: (count, unit) => `in ${germanDative(count, unit)}`,
  },
};
