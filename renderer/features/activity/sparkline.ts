import type { JobItem } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';

/** The newest figures that are drawn and told; a stubborn upload may be tried hundreds of times. */
const mostShown = 24;
const mostTold = 8;

/** Parts that were there: at planning, then in the look after each abort. Looks that could not see are left out. */
export function partsLeftOverTime({ planned, attempts }: Pick<JobItem, 'planned' | 'attempts'>): number[] {
  return [planned.parts, ...attempts.map(({ partsAfter }) => partsAfter)].filter((parts) => parts !== null);
}

/** The figures in words: "12, 9, 4, 1 parts left"; where there are many, the newest. */
export function partsLeftWords(values: readonly number[]): string {
  return words.page.activity.items.partsLeftOverTime({
    told: values.slice(-mostTold),
    isCut: values.length > mostTold,
  });
}

export type SparkSize = { width: number; height: number };

/**
 * The corners of a line through these figures, px: from zero at the bottom to the largest at the top, the newest at the
 * right edge. Half a stroke is kept free on all sides. Fewer than two figures make no line.
 */
export function sparkPoints(values: readonly number[], { width, height }: SparkSize): { x: number; y: number }[] {
  const shown = values.slice(-mostShown);
  if (shown.length < 2) return [];
  const largest = Math.max(...shown, 1);
  const margin = 1.5;
  const across = (width - 2 * margin) / (shown.length - 1);
  const up = height - 2 * margin;
  const round = (px: number) => Math.round(px * 10) / 10;
  return shown.map((value, i) => ({
    x: round(margin + i * across),
    y: round(margin + up * (1 - value / largest)),
  }));
}
