import { formatBytes } from '../../format/bytes.ts';
import { formatCount, formatDecimal } from '../../format/numbers.ts';
import { formatDay } from '../../format/time.ts';
import type { ArrivalJson, GuessReason, LeakAdvice, LeakCause } from '../../schema/leaks.ts';
import { assertNever } from '../../values/exhaustive.ts';
import type { LeakWords } from '../language.ts';

/** Who leaves uploads behind, why, and what to do about it. */
export const leakWords: LeakWords = { reason, cause, advice, arrival };

function reason(one: GuessReason): string {
  switch (one.kind) {
    case 'default size':
      return `parts of ${formatBytes(one.bytes)}, as it makes them unless told otherwise`;
    case 'adapted size':
      return `parts of ${formatBytes(one.bytes)}, as it makes them of a file of ${sizeRange(one.file)}`;
    case 'growth':
      return 'parts that grow as only its parts do';
    case 'checksum':
      return one.algorithm === 'none' ? 'parts without a checksum' : `${one.algorithm} checksums`;
    case 'parallel':
      return 'parts were sent at once: some are missing before the last';
    case 'sequential':
      return 'parts were sent one after the other: none is missing';
    case 'key':
      return 'a key as it makes them';
    case 'initiator':
      return 'an initiator of its name';
    default:
      return assertNever(one);
  }
}

/** Sizes that read the same once they are rounded are one. */
function sizeRange({ atLeast, atMost }: { atLeast: number; atMost: number }): string {
  const [least, most] = [formatBytes(atLeast), formatBytes(atMost)];
  return least === most ? `some ${least}` : `${least} to ${most}`;
}

function cause(one: LeakCause): string {
  const some =
    one.uploads === one.of ? `All ${formatCount(one.of)}` : `${formatCount(one.uploads)} of ${formatCount(one.of)}`;
  switch (one.code) {
    case 'dies before its second part':
      return `${some} have exactly one part: the client dies before its second part.`;
    case 'never sends a part':
      return `${some} have no part at all: the upload is begun, and the first part never comes.`;
    case 'never completes':
      return `${some} seem to hold the whole file: only Complete is missing.`;
    case 'killed in parallel':
      return `${some} lack their first part although later ones are there: the client is killed while it sends many at once.`;
    case 'one initiator':
      return `${some} are from ${one.initiator}.`;
    case 'same keys':
      return `${some} begin the same ${one.keys === 1 ? 'key' : `${formatCount(one.keys)} keys`} again and again.`;
    case 'same time of day':
      return `${some} begin at about ${clockOf(one.minute)} UTC, on ${formatCount(one.days)} days.`;
    case 'one day':
      return `${some} were begun on ${utcDay(one.day)}: something went wrong once.`;
    case 'goes on':
      return `About ${one.perDay < 10 ? formatDecimal(Number(one.perDay.toFixed(1))) : formatCount(Math.round(one.perDay))} new ones a day in the last week, the oldest of ${utcDay(one.since)}.`;
    case 'over':
      return `None since ${utcDay(one.lastDay)}: whatever left them has stopped.`;
    default:
      return assertNever(one);
  }
}

/** Causes are of days in UTC, told by their first moment. */
function utcDay(from: number): string {
  return `${formatDay(from, 'UTC')} (UTC)`;
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function advice(one: LeakAdvice): string {
  switch (one) {
    case 'abort on failure':
      return 'Let the client abort what it gives up, and resume instead of beginning anew; look for time limits and memory limits that kill it.';
    case 'check the first part':
      return 'Look why the first part never comes: CORS, a wrong clock, a proxy, a presigned URL that expires, or a health check that only begins.';
    case 'check complete':
      return 'Look why Complete never comes: the right to it, a time limit, a crash after the last part. What is whole can be rescued.';
    case 'ask the initiator':
      return 'Look at this principal first.';
    case 'resume retries':
      return 'Make the retry resume, or abort before it begins anew.';
    case 'look at the schedule':
      return 'Look at what is started at this time of day.';
    case 'clean up once':
      return 'Clean up once; nothing has to be mended first.';
    case 'add a rule':
      return 'It goes on: a lifecycle rule keeps it small until the cause is mended.';
    default:
      return assertNever(one);
  }
}

function arrival(one: ArrivalJson): string {
  switch (one.kind) {
    case 'nothing':
      return 'nothing arrived';
    case 'everything':
      return `${formatBytes(one.bytes)}, very likely the whole file: only Complete is missing`;
    case 'some':
      return `${formatBytes(one.bytes)}; ${formatCount(one.missing)} ${one.missing === 1 ? 'part is' : 'parts are'} missing before the last`;
    case 'unknown':
      return `${formatBytes(one.bytes)}; whether more should follow does not show`;
    default:
      return assertNever(one);
  }
}
