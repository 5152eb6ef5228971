import { toldTime } from './plain-xml.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A zone's name alone may be anywhere; behind an offset it says nothing else: `+0000 UTC` (Go), `+01:00[Europe/Berlin]` (Java). */
const zoneName = String.raw`\s+[a-z]{1,5}|\[[\w/+-]+\]|\s*\([^()]*\)`;
const zone = String.raw`\s*(?<zone>(?:GMT|UTC)?[+-]\d\d(?::?\d\d)?(?:${zoneName})?|(?:Z|UTC?|GMT)(?:\[UTC\])?)?`;
const clock = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,18}))?)?`;
const named = '(?<month>[a-z]{3})';

/** What stores write, each in one way to read it (s3-semantics, "What stores refuse"). No zone is UTC: S3's times have no other. */
const forms: readonly RegExp[] = [
  // ISO 8601, with a blank for the T as well: 2026-01-02T03:04:05.678Z, 2026-01-02 03:04:05+0000.
  new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[Tt ]${clock}${zone}$`, 'i'),
  // The same without anything between, as signatures write it: 20260102T030405Z.
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<zone>Z)$/i,
  // RFC 1123 and 850, as HTTP writes them: Fri, 02 Jan 2026 03:04:05 GMT, Friday, 02-Jan-26 03:04:05 GMT.
  new RegExp(
    String.raw`^(?:[a-z]{3,9},?\s+)?(?<day>\d{1,2})[ -]${named}[a-z]*[ -](?<year>\d{4}|\d\d)\s+${clock}${zone}$`,
    'i',
  ),
  // C's asctime: Tue Jan  7 16:43:37 2017, also with a zone before the year.
  new RegExp(
    String.raw`^[a-z]{3}\s+${named}\s+(?<day>\d{1,2})\s+${clock}\s+(?:(?<zone>UTC|GMT|[+-]\d{4})\s+)?(?<year>\d{4})$`,
    'i',
  ),
  // JavaScript's: Fri Jan 02 2026 03:04:05 GMT+0000 (Coordinated Universal Time).
  new RegExp(String.raw`^[a-z]{3}\s+${named}\s+(?<day>\d{1,2})\s+(?<year>\d{4})\s+${clock}${zone}$`, 'i'),
];

/** JavaScript's form names the zone in words: `GMT+0100 (Central European Standard Time)`. */
const longest = 75;

/** A time of what a store keeps, ms UTC; null where {@link readTime} reads none, or one from before there was S3. */
export function readToldTime(text: string | null | undefined): number | null {
  return toldTime(readTime(text));
}

/** A time as a store wrote it, ms UTC; null where it wrote none, or in no form that can be read in one way alone. */
export function readTime(text: string | null | undefined): number | null {
  const written = text?.trim() ?? '';
  if (written.length > longest) return null;
  for (const form of forms) {
    const found = form.exec(written)?.groups;
    if (found) return timeOf(found);
  }
  return null;
}

function timeOf(found: Readonly<Record<string, string | undefined>>): number | null {
  const number = (name: string) => Number(found[name] ?? 0);
  const named = months.indexOf((found.month ?? '').toLowerCase());
  const month = named < 0 ? number('month') - 1 : named;
  const [year, day, hour, minute, second] = ['year', 'day', 'hour', 'minute', 'second'].map(number);
  // Two digits are of this century: there was no S3 in another.
  const whole = (found.year ?? '').length === 2 ? 2000 + (year ?? 0) : (year ?? 0);
  const ms = Math.floor(Number(`0.${found.fraction ?? 0}`) * 1000);
  const at = new Date(Date.UTC(whole, month, day, hour, minute, second, ms));
  // A day that no month has is no time, and not one of the next month. An hour that no day has shows by the day.
  const isReal = at.getUTCMonth() === month && at.getUTCDate() === day && at.getUTCMinutes() === minute;
  const offset = offsetMs(found.zone);
  return isReal && offset !== null ? at.getTime() - offset : null;
}

/** null: no place on Earth is so far from UTC. No zone is UTC. */
function offsetMs(written: string | undefined): number | null {
  const found = /([+-])(\d\d):?(\d\d)?/.exec(written ?? '');
  if (!found) return 0;
  const [hours, minutes] = [Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 14 || minutes > 59) return null;
  const ms = (hours * 60 + minutes) * 60_000;
  return found[1] === '-' ? -ms : ms;
}
