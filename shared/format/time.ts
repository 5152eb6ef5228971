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
] as const;

function amount(ms: number): string | null {
  for (const [size, name] of units) {
    const count = Math.floor(ms / size);
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'}`;
  }
  return null;
}

/** How long ago (or ahead) a time is: "just now", "5 minutes ago", "in 3 days". Times are ms since the epoch. */
export function formatRelative(time: number, now: number): string {
  const text = amount(Math.abs(now - time));
  if (text === null) return time > now ? 'in less than a minute' : 'just now';
  return time > now ? `in ${text}` : `${text} ago`;
}

/** An age alone, for narrow places: "3 months", "under a minute". A time ahead of `now` counts as no age. */
export function formatAge(time: number, now: number): string {
  return amount(Math.max(0, now - time)) ?? 'under a minute';
}

/** Time left as a clock: "0:07", "4:30", "1:02:03". Never below zero. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / second));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = String(seconds % 60).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** The exact time in UTC, to the second: "2026-11-23 00:16:33 UTC". */
export function formatUtc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The exact time where the reader is, with its zone. `timeZone` is for tests; left out, it is the computer's. */
export function formatLocal(time: number, timeZone?: string): string {
  return formatter('exact', timeZone).format(new Date(time));
}

/** The time of day where the reader is, for waits that end soon: "14:03:20". */
export function formatClock(time: number, timeZone?: string): string {
  return formatter('clock', timeZone).format(new Date(time));
}

/** A day, for axes and ranges: "3 Jan 2026". */
export function formatDay(time: number, timeZone?: string): string {
  return formatter('day', timeZone).format(new Date(time));
}

const yearMonthDay = { year: 'numeric', month: 'short', day: 'numeric' } as const;
const formats = {
  day: yearMonthDay,
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  exact: { ...yearMonthDay, hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
} as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are kept: making one costs as much as drawing a row of a grid. */
function formatter(name: keyof typeof formats, timeZone: string | undefined): Intl.DateTimeFormat {
  const id = `${name} ${timeZone}`;
  const known = formatters.get(id);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { ...formats[name], timeZone });
  formatters.set(id, made);
  return made;
}
