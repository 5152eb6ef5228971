import { scaleLinear, scaleUtc } from 'd3-scale';
import { formatTick } from '../../../shared/format/time.ts';
import { pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';

const [right, top, bottom] = [12, 10, 24];
/** Left of the picture, for the names of values: no less, and more where a name is longer, px. */
const leastLeft = 72;
/** A letter of a value is about so wide, px. */
const letterPx = 7;
/** So that what stands at either end lies beside the names of values, and its own name within the picture, px. */
const inset = 10;
/** Half of a day's name, px. */
const halfName = 40;

/** Where times and values lie in a picture, and which of them are named. */
export type Frame = {
  /** Where the lines of values begin, beside their names, px. */
  left: number;
  x: (time: number) => number;
  y: (value: number) => number;
  times: number[];
  values: number[];
};

/**
 * @param span of times, ms. @param most the largest value
 * @param room `top`: left free above, px; `smallest`: what the axis of values reaches at least, 1 for what is counted;
 *   `unit`: what values are round in, as KiB of bytes
 * @param name what a value is called on the axis
 */
export function frameOf(
  span: readonly [number, number],
  most: number,
  height: number,
  name: (value: number) => string,
  room: { top?: number; smallest?: number; unit?: number } = {},
): Frame {
  const { top: above = 0, smallest = 1, unit = 1 } = room;
  const y = scaleLinear()
    .domain([0, Math.max(smallest, most)])
    .range([height - bottom, top + above]);
  const values = roundValues(y.domain()[1] ?? 1, unit).filter((value) => smallest < 1 || Number.isInteger(value));
  const left = Math.max(leastLeft, 12 + letterPx * Math.max(...values.map((value) => name(value).length)));
  const x = scaleUtc()
    .domain([span[0], span[1]])
    .range([left + inset, pictureWidth - right - inset]);
  return {
    left,
    x: (time) => x(time),
    y: (value) => y(value),
    times: keptApart(x.ticks(6).map(Number), (time) => x(time)),
    values,
  };
}

/** Ticks come twice as many as were asked for where no round step lies between: every second one then, or fewer. */
function keptApart(times: readonly number[], x: (time: number) => number): number[] {
  const [first, second] = times;
  if (first === undefined || second === undefined) return [...times];
  const step = Math.ceil((2 * halfName) / (x(second) - x(first)));
  return times.filter((_, place) => place % step === 0);
}

/** @returns a handful from 0 on, round in the unit */
function roundValues(most: number, unit: number): number[] {
  const inUnits = scaleLinear().domain([0, most / unit]);
  return inUnits.ticks(4).map((value) => value * unit);
}

/** What bytes up to so many are best counted in: 1, KiB, MiB … as a number of bytes. */
export function byteUnit(most: number): number {
  return most < 1024 ? 1 : 1024 ** Math.floor(Math.log(most) / Math.log(1024));
}

export type AxesProps = {
  frame: Frame;
  height: number;
  value: (value: number) => string;
  /** A tick's name; left out: the day or the time of day, by the computer's clock. */
  time?: (time: number) => string;
};

/** Lines and names of values and times. */
export function Axes({ frame, height, value, time }: AxesProps) {
  const [first = 0, second = first] = frame.times;
  const apart = second - first;
  return (
    <g>
      {frame.values.map((at) => (
        <g key={at}>
          <line className={classes.rule} x1={frame.left} x2={pictureWidth - right} y1={frame.y(at)} y2={frame.y(at)} />
          <text className={classes.value} x={frame.left - 6} y={frame.y(at) + 4}>
            {value(at)}
          </text>
        </g>
      ))}
      {frame.times.map((at) => (
        <text key={at} className={classes.time} x={within(frame.x(at))} y={height - 6}>
          {time ? time(at) : formatTick(at, apart)}
        </text>
      ))}
    </g>
  );
}

/** A name in the middle of its place, moved in where it would be cut. */
function within(x: number): number {
  return Math.min(x, pictureWidth - halfName);
}
