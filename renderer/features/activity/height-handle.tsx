import { useLocalStorage } from '@mantine/hooks';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useState } from 'react';
import { words } from '../../../shared/words/words.ts';
import classes from './activity.module.css';
import { type HeightBounds, heightAfter, within } from './panel-height.ts';

/** The height of the open panel that the person chose, px; null where none was chosen. Kept on this computer. */
export function usePanelHeight(): [number | null, (height: number | null) => void] {
  const [height, setHeight] = useLocalStorage<number | null>({
    key: 'loose-parts-activity-height',
    defaultValue: null,
    getInitialValueInEffect: false,
    // Whatever stands there is somebody's: only a number is a height.
    deserialize: (text) => (text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null),
    serialize: (value) => String(value),
  });
  return [height, setHeight];
}

/** The chosen height, for the panel's style. */
export function panelStyle(height: number | null): CSSProperties {
  return height === null ? {} : { ['--activity-height' as string]: `${height}px` };
}

export type HeightHandleProps = {
  panel: RefObject<HTMLDivElement | null>;
  height: number | null;
  onHeight: (height: number | null) => void;
};

/** The upper edge of the open panel: dragged, or moved by the arrows, it makes Activity taller or smaller. */
export function HeightHandle({ panel, height, onHeight }: HeightHandleProps) {
  const [moving, setMoving] = useState<{ from: number; height: number } | null>(null);
  const [shown, setShown] = useState(height ?? 0);
  // As tall as it came out: the window has a say in it.
  useEffect(() => {
    const element = panel.current;
    if (!element) return;
    const watching = new ResizeObserver(() => setShown(Math.round(element.getBoundingClientRect().height)));
    watching.observe(element);
    return () => watching.disconnect();
  }, [panel]);

  const say = words.page.activity.height;
  const handle = {
    role: 'separator',
    'aria-label': say.label,
    'aria-orientation': 'horizontal' as const,
    'aria-valuenow': shown,
    'aria-valuemin': bounds().least,
    'aria-valuemax': bounds().most,
    'aria-valuetext': say.value(shown),
    tabIndex: 0,
    'data-moving': moving ? true : undefined,
    className: classes.handle,
    title: say.hint,
    onKeyDown: (event: KeyboardEvent) => {
      const next = heightAfter(event, shown, bounds());
      if (next === null) return;
      onHeight(next);
      event.preventDefault();
    },
    onDoubleClick: () => onHeight(null),
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setMoving({ from: event.clientY, height: shown });
    },
    onPointerMove: (event: PointerEvent) => {
      if (moving) onHeight(within(moving.height + moving.from - event.clientY, bounds()));
    },
    onPointerUp: () => setMoving(null),
    onPointerCancel: () => setMoving(null),
  };
  return <div {...handle} />;
}

function bounds(): HeightBounds {
  return { least: 96, most: Math.max(96, window.innerHeight - 260) };
}
