import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Part } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useSpoken } from '../../ui/use-language.ts';
import { cellPx, describeMap, mapParts, type PartCell } from './part-map.ts';
import classes from './parts.module.css';

const tallestPx = 132;

/** Every part as a cell, by number; the darker, the larger. Gaps are hollow, parts too small to complete are amber. */
export function PartMapView({ parts }: { parts: readonly Part[] }) {
  const map = useMemo(() => mapParts(parts), [parts]);
  const described = useSpoken(() => describeMap(map), [map]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const scheme = useComputedColorScheme();
  const [hovered, setHovered] = useState<PartCell | null>(null);

  const size = cellPx(map.cells.length, width, tallestPx);
  const columns = Math.max(1, Math.floor(width / size));
  const height = Math.ceil(map.cells.length / columns) * size;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page and change with the scheme
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const density = window.devicePixelRatio || 1;
    element.width = width * density;
    element.height = height * density;
    context.scale(density, density);
    const style = getComputedStyle(element);
    const colour = (name: string) => style.getPropertyValue(name);
    const [bar, small, gap] = [colour('--bar-on'), colour('--warn'), colour('--border-strong')];
    const inner = Math.max(2, size - (size > 5 ? 2 : 1));
    map.cells.forEach((cell, index) => {
      const x = (index % columns) * size;
      const y = Math.floor(index / columns) * size;
      if (!cell.part) {
        context.globalAlpha = 1;
        context.strokeStyle = gap;
        context.strokeRect(x + 0.5, y + 0.5, inner - 1, inner - 1);
        return;
      }
      context.fillStyle = cell.tooSmall || cell.duplicate ? small : bar;
      context.globalAlpha = 0.35 + 0.65 * (map.largest === 0 ? 0 : (cell.part.size ?? 0) / map.largest);
      context.fillRect(x, y, inner, inner);
    });
  }, [map, width, height, size, columns, scheme]);

  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const { offsetX, offsetY } = event.nativeEvent;
    const column = Math.floor(offsetX / size);
    setHovered(column < columns ? (map.cells[Math.floor(offsetY / size) * columns + column] ?? null) : null);
  };
  return (
    <div ref={ref} className={classes.map}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={words.page.parts.map.label(described)}
        style={{ width: '100%', height }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHovered(null)}
      />
      <p className={classes.mapWords}>{hovered ? cellWords(hovered) : described}</p>
    </div>
  );
}

function cellWords({ partNumber, part, tooSmall, duplicate }: PartCell): string {
  const say = words.page.parts.map;
  if (!part) return say.cellMissing(partNumber);
  return say.cell({ partNumber, bytes: part.size, tooSmall, twice: duplicate });
}
