/**
 * Time as a bill counts it: in calendar months, UTC. A GB-month is byte-hours ÷ 2^30 ÷ the hours *of that month* (AWS, S3
 * FAQ), so an hour in February weighs more than one in March. Here every month has the same number of ticks, and an hour
 * has as many of them as its month allows: what is stored from `a` to `b` costs the same for each tick between them, in
 * any month and over any number of months.
 *
 * The ticks of a month divide evenly by the milliseconds of months of 28, 29, 30 and 31 days, so that nothing is rounded.
 */

const dayMs = 86_400_000n;
/** The least common multiple of 28, 29, 30 and 31. */
const commonDays = 377_580n;
/** Ticks in any calendar month. */
export const ticksPerMonth = commonDays * dayMs;

/** The first moment of the calendar month (UTC) that holds this time, ms; `after` that many months later. */
export function monthStart(at: number, after = 0): number {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  return Date.UTC(year, date.getUTCMonth() + after, 1);
}

/** How many days the calendar month (UTC) of this time has. */
export function daysOfMonth(at: number): number {
  return (monthStart(at, 1) - monthStart(at)) / Number(dayMs);
}

/**
 * Ticks from the beginning of 1970 to a time. Equal differences are equal fractions of a month's price.
 *
 * @param at ms UTC, an integer from 1970 on
 * @throws RangeError for anything else
 */
export function ticksAt(at: number): bigint {
  if (!Number.isSafeInteger(at) || at < 0) throw new RangeError(`Not a time: ${at}`);
  const date = new Date(at);
  const months = BigInt((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
  return months * ticksPerMonth + BigInt(at - monthStart(at)) * ticksPerMs(at);
}

/** Ticks in each millisecond of the calendar month (UTC) of this time. */
export function ticksPerMs(at: number): bigint {
  return commonDays / BigInt(daysOfMonth(at));
}
