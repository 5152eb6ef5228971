import { readFileSync, renameSync } from 'node:fs';
import { z } from 'zod';
import type { StartWarning } from '../../shared/schema/start-warnings.ts';
import { asidePath } from '../engine/index/aside.ts';
import { writeFileAtomicallySync } from '../host/atomic-file.ts';
import { systemCode } from '../host/exit.ts';

const rectangleSchema = z.object({ x: z.number().int(), y: z.number().int(), width: z.number(), height: z.number() });
const stateSchema = z.object({
  bounds: rectangleSchema,
  maximized: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
});

/** Where the window stands, how large it is, in device-independent pixels, and which theme the page has. */
export type WindowState = z.infer<typeof stateSchema>;
type Rectangle = z.infer<typeof rectangleSchema>;

/** The smallest size the page is made for, and the size of a first window. A smaller display has a smaller window. */
const smallestSize = { width: 1024, height: 700 };
const firstSize = { width: 1440, height: 900 };

/** Options of a window: where it stands (left out: in the middle), how large it is, and how small it may become. */
export interface Placement {
  x?: number;
  y?: number;
  width: number;
  height: number;
  minWidth: number;
  minHeight: number;
}

/**
 * A window that stands where the last one stood, as long as enough of it is on a display that is still there; otherwise in
 * the middle of the primary one, in its last size or the first window's. Never larger than its display. Pure.
 *
 * @param workAreas of the displays, the primary one first
 */
export function placeWindow(saved: WindowState | null, workAreas: readonly Rectangle[]): Placement {
  const { bounds } = saved ?? {};
  const graspable = bounds ? workAreas.filter((area) => canBeGrasped(overlapOf(bounds, area))) : [];
  const on = bounds && graspable.toSorted((a, b) => sizeOf(overlapOf(bounds, b)) - sizeOf(overlapOf(bounds, a)))[0];
  const area = on ?? workAreas[0] ?? { x: 0, y: 0, ...firstSize };
  const minWidth = Math.min(smallestSize.width, area.width);
  const minHeight = Math.min(smallestSize.height, area.height);
  const width = Math.min(Math.max(bounds?.width ?? firstSize.width, minWidth), area.width);
  const height = Math.min(Math.max(bounds?.height ?? firstSize.height, minHeight), area.height);
  const size = { width, height, minWidth, minHeight };
  if (!on) return size;
  // One that had to shrink would begin where it began, and end in the middle of nowhere.
  const shrank = width < bounds.width || height < bounds.height;
  const within = (at: number, start: number, free: number) => Math.min(Math.max(at, start), start + free);
  return {
    x: shrank ? within(bounds.x, area.x, area.width - width) : bounds.x,
    y: shrank ? within(bounds.y, area.y, area.height - height) : bounds.y,
    ...size,
  };
}

interface Overlap {
  width: number;
  height: number;
  /** The window's top edge is not above the area. */
  hasTop: boolean;
}

function overlapOf({ x, y, width, height }: Rectangle, area: Rectangle): Overlap {
  return {
    width: Math.min(x + width, area.x + area.width) - Math.max(x, area.x),
    height: Math.min(y + height, area.y + area.height) - Math.max(y, area.y),
    hasTop: y >= area.y,
  };
}

/** Whether a person could take hold of the window there, by its top edge above all. */
const canBeGrasped = ({ width, height, hasTop }: Overlap) => width >= 200 && height >= 100 && hasTop;
const sizeOf = ({ width, height }: Overlap) => width * height;

/** What was saved of the window. */
export interface SavedWindow {
  /** null: as at a first start. */
  state: WindowState | null;
  /** What a person should know of the file; null: nothing. */
  warning: StartWarning | null;
}

/**
 * Reads what was saved. What cannot be read is set aside, so that the next place can be kept where it stood; the window
 * opens in any case.
 *
 * @param now ms UTC
 */
export function readWindowState(path: string, now: number): SavedWindow {
  try {
    return { state: stateSchema.parse(JSON.parse(readFileSync(path, 'utf8'))), warning: null };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { state: null, warning: null };
  }
  return { state: null, warning: { what: 'window forgotten', aside: setAside(path, asidePath(path, now)) } };
}

/** @returns where it is now; null where it could not be moved */
function setAside(path: string, aside: string): string | null {
  try {
    renameSync(path, aside);
    return aside;
  } catch {
    return null;
  }
}

/** @throws Error where the file cannot be written */
export function saveWindowState(path: string, state: WindowState): void {
  writeFileAtomicallySync(path, `${JSON.stringify(state)}\n`);
}

/** What keeping the place needs of the window. */
interface PlacedWindow {
  on(event: 'close' | 'moved' | 'resized' | 'maximize' | 'unmaximize' | 'closed', listener: () => void): unknown;
}

/** After a change so long nothing further changes, then it is saved, ms. */
const settleMs = 500;

/**
 * Saves the window's state when it closes, and when it has been moved and rests: a kill keeps that. At once and not in the
 * background: the app may end right after the window.
 *
 * @param failed told where the state could not be saved
 */
export function keepWindowState(
  window: PlacedWindow,
  options: { path: string; read: () => WindowState; failed: (error: unknown) => void },
): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    try {
      saveWindowState(options.path, options.read());
    } catch (error) {
      options.failed(error);
    }
  };
  for (const event of ['moved', 'resized', 'maximize', 'unmaximize'] as const) {
    window.on(event, () => {
      clearTimeout(timer);
      timer = setTimeout(save, settleMs);
    });
  }
  window.on('close', save);
  window.on('closed', () => clearTimeout(timer));
}
