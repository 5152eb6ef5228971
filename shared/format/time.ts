import { currentLanguage, perLanguage } from './locale.ts';
import { formatDecimal } from './numbers.ts';
import { type TimeUnit, timeWords } from './time-words.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Stands for a time that nobody knows: the store told none, or one that cannot be. */
export const unknownTime = 0;

/** Whether a time is one, ms since the epoch. */
export function isKnownTime(time: number): boolean {
  return time > unknownTime;
}

/** Units from the largest; a month is 30 days here and a year 365: ages are told, not billed. */
const units = [
  [365 * day, 'year'],
  [30 * day, 'month'],
  [day, 'day'],
  [hour, 'hour'],
  [minute, 'minute'],
] as const satisfies readonly (readonly [number, TimeUnit])[];

/** The largest unit of which there is one, and how many; null below a minute. */
function amount(ms: number): { count: number; unit: TimeUnit } | null {
  for (const [size, unit] of units) {
    const count = Math.floor(ms / size);
    if (count >= 1) return { count, unit };
  }
  return null;
}

const words = () => timeWords[currentLanguage()];

/** How long ago (or ahead) a time is: "just now", "5 minutes ago", "in 3 days". Times are ms since the epoch. */
export function formatRelative(time: number, now: number): string {
  const found = amount(Math.abs(now - time));
  const { soon, justNow, ahead, ago } = words();
  if (found === null) return time > now ? soon : justNow;
  return time > now ? ahead(found.count, found.unit) : ago(found.count, found.unit);
}

/** Up to so many days, times that lie days apart read differently by how long ago they are. */
const nearDays = 60;

/**
 * When something was or will be, so that times days apart never read the same: how long ago within sixty days, the day
 * beyond. `timeZone` is for tests; left out, it is the computer's.
 */
export function formatWhen(time: number, now: number, timeZone?: string): string {
  const apart = Math.abs(now - time);
  if (apart >= nearDays * day) return formatDay(time, timeZone);
  if (apart < day) return formatRelative(time, now);
  const days = Math.floor(apart / day);
  return time > now ? words().ahead(days, 'day') : words().ago(days, 'day');
}

/** An age alone, for narrow places: "3 months", "< 1 minute". A time ahead of `now` counts as no age. */
export function formatAge(time: number, now: number): string {
  const found = amount(Math.max(0, now - time));
  return found ? words().length(found.count, found.unit) : words().underMinute;
}

/** Time left as a clock: "0:07", "4:30", "1:02:03". Never below zero. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / second));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = String(seconds % 60).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** A short while: "30 s", "1.5 s", "2 min". @param ms not negative */
export function formatSeconds(ms: number): string {
  if (ms >= 2 * minute && ms % minute === 0) return `${ms / minute} min`;
  return `${formatDecimal(Math.round(ms / 100) / 10)} s`;
}

/** The exact time in UTC, to the second: "2026-11-23 00:16:33 UTC", and in German "23.11.2026, 00:16:33 UTC". */
export function formatUtc(time: number): string {
  return `${formatter('utc', 'UTC').format(new Date(time))} UTC`;
}

/** The exact time where the reader is, with its zone. `timeZone` is for tests; left out, it is the computer's. */
export function formatLocal(time: number, timeZone?: string): string {
  return formatter('exact', timeZone).format(new Date(time));
}

/** The time of day where the reader is, for waits that end soon: "14:03:20". */
export function formatClock(time: number, timeZone?: string): string {
  return formatter('second', timeZone).format(new Date(time));
}

/** A day: "2026-01-03", and in German "03.01.2026". Written as the exact times are, and as wide as any other. */
export function formatDay(time: number, timeZone?: string): string {
  return formatter('day', timeZone).format(new Date(time));
}

/**
 * A tick of an axis: the day, or the time of day where ticks lie less than a day apart.
 * @param apartMs how far ticks lie apart, ms. `timeZone` is for tests; left out, it is the computer's
 */
export function formatTick(time: number, apartMs: number, timeZone?: string): string {
  if (apartMs >= day) return formatDay(time, timeZone);
  return formatter(apartMs >= minute ? 'minute' : 'second', timeZone).format(new Date(time));
}

/** A month and its year: "January 2026", or "Jan 2026". Of the UTC calendar, by which bills are made. */
export function formatMonth(time: number, width: 'long' | 'short'): string {
  return formatter(width === 'long' ? 'month' : 'shortMonth', 'UTC').format(new Date(time));
}

const yearMonthDay = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const formats = {
  day: yearMonthDay,
  minute: { hour: '2-digit', minute: '2-digit' },
  second: clock,
  utc: { ...yearMonthDay, ...clock },
  exact: { ...yearMonthDay, ...clock, timeZoneName: 'short' },
  month: { year: 'numeric', month: 'long' },
  shortMonth: { year: 'numeric', month: 'short' },
} as const;
const kept = perLanguage(() => new Map<string, Intl.DateTimeFormat>());

/** Formatters are kept: making one costs as much as drawing a row of a grid. */
function formatter(name: keyof typeof formats, timeZone: string | undefined): Intl.DateTimeFormat {
  const formatters = kept();
  const id = `${name} ${timeZone}`;
  const known = formatters.get(id);
  if (known) return known;
  const { days, months } = words();
  const region = name === 'month' || name === 'shortMonth' ? months : days;
  const made = new Intl.DateTimeFormat(region, { ...formats[name], timeZone });
  formatters.set(id, made);
  return made;
}
