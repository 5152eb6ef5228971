import { formatClock, formatDay } from '../../format/time.ts';

/** From one time to another, by days; within one day by its times, so that the ends never read the same. Times are ms. */
export function spanOf(from: number, to: number): string {
  const [day, lastDay] = [formatDay(from), formatDay(to)];
  if (day !== lastDay) return `${day} to ${lastDay}`;
  const [first, last] = [formatClock(from), formatClock(to)];
  return first === last ? `${day}, ${first}` : `${day}, ${first} to ${last}`;
}
