import { scaleLinear, scaleUtc } from 'd3-scale';
import { formatTick } from '../../../shared/format/time.ts';
import { pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';

const [left, right, top, bottom] = [72, 12, 10, 24];

/** Where times and values lie in a picture, and which of them are named. */
export type Frame = {
  x: (time: number) => number;
  y: (value: number) => number;
  times: number[];
  values: number[];
};

/** @param span of times, ms. @param most the largest value */
export function frameOf(span: readonly [number, number], most: number, height: number): Frame {
  const x = scaleUtc()
    .domain([span[0], span[1]])
    .range([left, pictureWidth - right]);
  const y = scaleLinear()
    .domain([0, Math.max(1, most)])
    .range([height - bottom, top]);
  return {
    x: (time) => x(time),
    y: (value) => y(value),
    times: x.ticks(6).map(Number),
    values: y.ticks(4).filter((value) => Number.isInteger(value)),
  };
}

/** Lines and names of values and times. */
export function Axes({ frame, height, value }: { frame: Frame; height: number; value: (value: number) => string }) {
  const [first = 0, second = first] = frame.times;
  const apart = second - first;
  return (
    <g>
      {frame.values.map((at) => (
        <g key={at}>
          <line className={classes.rule} x1={left} x2={pictureWidth - right} y1={frame.y(at)} y2={frame.y(at)} />
          <text className={classes.value} x={left - 6} y={frame.y(at) + 4}>
            {value(at)}
          </text>
        </g>
      ))}
      {frame.times.map((at) => (
        <text key={at} className={classes.time} x={frame.x(at)} y={height - 6}>
          {formatTick(at, apart)}
        </text>
      ))}
    </g>
  );
}
