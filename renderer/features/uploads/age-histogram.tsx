import { type KeyboardEvent, useRef, useState } from 'react';
import { formatDay } from '../../../shared/format/time.ts';
import type { AgeBin, UploadFilter } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { isBinWithin, withinBins, withoutAge } from './age-filter.ts';
import classes from './age-histogram.module.css';

export type AgeHistogramProps = {
  bins: readonly AgeBin[];
  filter: UploadFilter;
  onFilter: (filter: UploadFilter) => void;
};

/**
 * When uploads were started. Drag over bars, or click one, to see only those; by keyboard: arrows move, Shift and an
 * arrow widens, Enter or Space chooses, Escape takes the choice away.
 */
export function AgeHistogram({ bins, filter, onFilter }: AgeHistogramProps) {
  const say = words.page.uploads.bucket.ages;
  const [focused, setFocused] = useState(0);
  const [dragFrom, setDragFrom] = useState<number | null>(null);
  const [dragTo, setDragTo] = useState<number | null>(null);
  const anchor = useRef(0);
  const bars = useRef<HTMLFieldSetElement>(null);
  const most = bins.reduce((max, { uploads }) => Math.max(max, uploads), 0);
  const isAll = filter.initiatedAfter === undefined && filter.initiatedBefore === undefined;
  const dragged = dragFrom === null || dragTo === null ? filter : withinBins(filter, bins, dragFrom, dragTo);

  const choose = (from: number, to: number) => onFilter(withinBins(filter, bins, from, to));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined && !event.altKey) {
      const next = Math.min(bins.length - 1, Math.max(0, focused + step));
      setFocused(next);
      bars.current?.querySelectorAll('button').item(next)?.focus();
      if (event.shiftKey) choose(anchor.current, next);
      else anchor.current = next;
    } else if (event.key === 'Enter' || event.key === ' ') {
      anchor.current = focused;
      choose(focused, focused);
    } else if (event.key === 'Escape' && !isAll) {
      onFilter(withoutAge(filter));
    } else return;
    event.preventDefault();
  };
  const barAt = (element: Element | null) => {
    const index = element?.closest('[data-bin]')?.getAttribute('data-bin');
    return index == null ? null : Number(index);
  };

  const first = bins[0];
  const last = bins.at(-1);
  return (
    <div className={classes.histogram}>
      <fieldset
        ref={bars}
        aria-label={say.label}
        className={`${classes.bars} ${dragFrom === null && isAll ? classes.all : ''}`}
        style={{ border: 0, margin: 0, padding: 0 }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          const bin = event.target instanceof Element ? barAt(event.target) : null;
          if (bin === null || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          anchor.current = bin;
          setFocused(bin);
          setDragFrom(bin);
          setDragTo(bin);
        }}
        onPointerMove={(event) => {
          if (dragFrom === null) return;
          const bin = barAt(document.elementFromPoint(event.clientX, event.clientY));
          if (bin !== null) setDragTo(bin);
        }}
        onPointerUp={() => {
          if (dragFrom !== null && dragTo !== null) choose(dragFrom, dragTo);
          setDragFrom(null);
          setDragTo(null);
        }}
        onPointerCancel={() => {
          setDragFrom(null);
          setDragTo(null);
        }}
      >
        {bins.map((bin, index) => {
          const name = say.bar(bin);
          const isOn = !(dragFrom === null && isAll) && isBinWithin(bin, dragged);
          return (
            <button
              key={bin.from}
              type="button"
              data-bin={index}
              data-empty={bin.uploads === 0 || undefined}
              tabIndex={index === focused ? 0 : -1}
              aria-pressed={isOn}
              aria-label={name}
              title={name}
              className={classes.bar}
              onFocus={() => setFocused(index)}
            >
              <span style={{ height: `${most === 0 ? 0 : (bin.uploads / most) * 100}%` }} />
            </button>
          );
        })}
      </fieldset>
      <div className={classes.axis} data-empty={bins.length === 0 || undefined}>
        <span>{first ? formatDay(first.from) : ''}</span>
        <span title={last ? say.now : undefined}>{last ? say.now : ''}</span>
      </div>
    </div>
  );
}
