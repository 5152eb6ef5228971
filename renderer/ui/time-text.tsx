import {
  formatAge,
  formatCountdown,
  formatLocal,
  formatUtc,
  formatWhen,
  isKnownTime,
} from '../../shared/format/time.ts';
import { words } from '../../shared/words/words.ts';
import { useNow, useSeconds } from './now.ts';

const exact = (time: number) => `${formatUtc(time)}\n${formatLocal(time)}`;

/** A time as people say it; exact in UTC and where the reader is, on hover. */
export function TimeText({ value, age = false }: { value: number; age?: boolean }) {
  const ticked = useNow();
  // The shared clock is up to 30 s old, and the server's may be ahead: what just happened is not "in a minute".
  const now = value > ticked && value - ticked < 60_000 ? value : ticked;
  if (!isKnownTime(value)) return <UnknownTime />;
  return (
    <time dateTime={new Date(value).toISOString()} title={exact(value)}>
      {age ? formatAge(value, now) : formatWhen(value, now)}
    </time>
  );
}

/** The exact time, in UTC. */
export function ExactTime({ value }: { value: number }) {
  if (!isKnownTime(value)) return <UnknownTime />;
  return (
    <time dateTime={new Date(value).toISOString()} title={formatLocal(value)}>
      {formatUtc(value)}
    </time>
  );
}

function UnknownTime() {
  return <span title={words.page.ui.unknownTime}>–</span>;
}

/** Time left until `at`, by the second; "now" once it is reached. */
export function Countdown({ at }: { at: number }) {
  const left = at - useSeconds();
  return <span title={exact(at)}>{left <= 0 ? words.page.ui.now : words.page.ui.inTime(formatCountdown(left))}</span>;
}
