import { toldTime } from './plain-xml.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const zone = String.raw`\s*(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?`;
const clock = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?`;

/** What stores write, each in one way to read it (s3-semantics, "What stores refuse"). No zone is UTC: S3's times have no other. */
const forms: readonly RegExp[] = [
  // ISO 8601, with a blank for the T as well: 2026-01-02T03:04:05.678Z, 2026-01-02 03:04:05+0000.
  new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[Tt ]${clock}${zone}$`, 'i'),
  // RFC 1123 and 850, as HTTP writes them: Fri, 02 Jan 2026 03:04:05 GMT.
  new RegExp(
    String.raw`^[a-z]{3,9},?\s+(?<day>\d{1,2})[ -](?<month>[a-z]{3})[a-z]*[ -](?<year>\d{4})\s+${clock}${zone}$`,
    'i',
  ),
  // C's asctime: Tue Jan  7 16:43:37 2017, also with a zone before the year.
  new RegExp(
    String.raw`^[a-z]{3}\s+(?<month>[a-z]{3})\s+(?<day>\d{1,2})\s+${clock}\s+(?:(?:UTC|GMT)\s+)?(?<year>\d{4})$`,
    'i',
  ),
];

const longest = 64;

/**
 * A time as a store wrote it, ms UTC; null where it wrote none, in no form that can be read in one way alone, or one from
 * before there was S3.
 */
export function readToldTime(text: string | null | undefined): number | null {
  const written = text?.trim() ?? '';
  if (written === '' || written.length > longest) return null;
  for (const form of forms) {
    const found = form.exec(written)?.groups;
    if (found) return toldTime(timeOf(found));
  }
  return null;
}

function timeOf(found: Readonly<Record<string, string | undefined>>): number | null {
  const number = (name: string) => Number(found[name] ?? 0);
  const named = months.indexOf((found.month ?? '').toLowerCase());
  const month = named < 0 ? number('month') - 1 : named;
  const [year, day, hour, minute, second] = ['year', 'day', 'hour', 'minute', 'second'].map(number);
  const ms = Math.floor(Number(`0.${found.fraction ?? 0}`) * 1000);
  const at = new Date(Date.UTC(year ?? 0, month, day, hour, minute, second, ms));
  // A day that no month has is no time, and not one of the next month.
  const isReal =
    at.getUTCMonth() === month && at.getUTCDate() === day && at.getUTCHours() === hour && at.getUTCMinutes() === minute;
  return isReal ? at.getTime() - offsetMs(found.zone) : null;
}

function offsetMs(written: string | undefined): number {
  const found = /^([+-])(\d\d):?(\d\d)$/.exec(written ?? '');
  if (!found) return 0;
  const ms = (Number(found[2]) * 60 + Number(found[3])) * 60_000;
  return found[1] === '-' ? -ms : ms;
}
