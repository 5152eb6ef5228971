import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '../host/atomic-file.ts';

const rectangleSchema = z.object({ x: z.number().int(), y: z.number().int(), width: z.number(), height: z.number() });
const stateSchema = z.object({ bounds: rectangleSchema, maximized: z.boolean() });

/** Where the window stands and how large it is, in device-independent pixels. */
export type WindowState = z.infer<typeof stateSchema>;
type Rectangle = z.infer<typeof rectangleSchema>;

/** The smallest size the page is made for, and the size of a first window. */
export const smallestSize = { width: 1024, height: 700 };
const firstSize = { width: 1440, height: 900 };

/**
 * The options for a window that stands where the last one stood, as long as enough of it is on a screen that is still
 * there; otherwise in the middle, in the first window's size. Pure.
 */
export function placeWindow(
  saved: WindowState | null,
  workAreas: readonly Rectangle[],
): { x?: number; y?: number; width: number; height: number } {
  if (!saved) return firstSize;
  const { x, y, width, height } = saved.bounds;
  const visible = workAreas.some((area) => {
    const overlapX = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    const overlapY = Math.min(y + height, area.y + area.height) - Math.max(y, area.y);
    // Enough to take hold of, its top edge above all.
    return overlapX >= 200 && overlapY >= 100 && y >= area.y;
  });
  const size = { width: Math.max(width, smallestSize.width), height: Math.max(height, smallestSize.height) };
  return visible ? { x, y, ...size } : size;
}

/** null where nothing readable was saved. */
export function readWindowState(path: string): WindowState | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** @throws Error where the file cannot be written */
export function saveWindowState(path: string, state: WindowState): Promise<void> {
  return writeFileAtomically(path, `${JSON.stringify(state)}\n`);
}
