import { z } from 'zod';

/**
 * What the double of the main process and the screen that shows its window say to each other: over Node's IPC where the
 * double is a process, by plain calls where it runs within a unit test.
 */

/** What crosses a port or a channel. oRPC sends text and bytes; the app's own messages carry nothing. */
export const carriedSchema = z.union([
  z.object({ text: z.string() }),
  z.object({ bytes: z.base64() }),
  z.object({ nothing: z.literal(true) }),
]);
export type Carried = z.infer<typeof carriedSchema>;

/** @throws TypeError for anything else than text, bytes and null */
export function toCarried(data: unknown): Carried {
  if (typeof data === 'string') return { text: data };
  if (data === null) return { nothing: true };
  if (data instanceof Uint8Array) return { bytes: Buffer.from(data).toString('base64') };
  if (data instanceof ArrayBuffer) return { bytes: Buffer.from(data).toString('base64') };
  throw new TypeError('The desktop double carries text, bytes and null only');
}

export function fromCarried(carried: Carried): string | Uint8Array | null {
  if ('text' in carried) return carried.text;
  return 'bytes' in carried ? new Uint8Array(Buffer.from(carried.bytes, 'base64')) : null;
}

/** Ports are numbered by the double, requests by whoever asks. */
const id = z.number().int();
const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

export const toScreenSchema = z.discriminatedUnion('kind', [
  /** A window was made there, with this text as its preload script. Without a place it stands in the middle. */
  z.object({
    kind: z.literal('window'),
    x: z.number().optional(),
    y: z.number().optional(),
    width: z.number(),
    height: z.number(),
    preload: z.string(),
  }),
  z.object({ kind: z.literal('load'), load: id, url: z.string() }),
  z.object({ kind: z.literal('reload') }),
  z.object({ kind: z.literal('show') }),
  /** The window is gone. */
  z.object({ kind: z.literal('gone') }),
  z.object({ kind: z.literal('ipc'), channel: z.string(), data: carriedSchema, ports: z.array(id) }),
  z.object({ kind: z.literal('port'), port: id, data: carriedSchema }),
  z.object({ kind: z.literal('port closed'), port: id }),
  /** Answers `request`; the body as base64. */
  z.object({
    kind: z.literal('response'),
    request: id,
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.base64(),
  }),
  /** Answers `navigation` and `download`. */
  z.object({ kind: z.literal('verdict'), request: id, allowed: z.boolean() }),
  /** A member of Electron's was called: what a person would see of it, and what a test may ask for. */
  z.object({ kind: z.literal('call'), name: z.string(), args: z.array(z.unknown()) }),
]);
export type ToScreen = z.infer<typeof toScreenSchema>;

export const fromScreenSchema = z.discriminatedUnion('kind', [
  /** Ends `load`. */
  z.object({ kind: z.literal('loaded'), load: id, error: z.string().nullable() }),
  /** The page was reloaded. */
  z.object({ kind: z.literal('reloaded') }),
  /** There is something to see. */
  z.object({ kind: z.literal('painted') }),
  /** A new document, which knows none of the ports of the one before. */
  z.object({ kind: z.literal('document') }),
  z.object({ kind: z.literal('crashed') }),
  /** The page asks for a file of its own scheme. */
  z.object({ kind: z.literal('request'), request: id, url: z.string(), method: z.string() }),
  /** The page, or a frame in it, is about to go elsewhere. */
  z.object({ kind: z.literal('navigation'), request: id, url: z.string(), mainFrame: z.boolean() }),
  z.object({ kind: z.literal('download'), request: id, url: z.string(), startedBy: z.string() }),
  /** `window.open`, or a link with a target. */
  z.object({ kind: z.literal('open'), url: z.string() }),
  z.object({ kind: z.literal('ipc'), channel: z.string(), data: carriedSchema }),
  z.object({ kind: z.literal('port'), port: id, data: carriedSchema }),
  z.object({ kind: z.literal('port closed'), port: id }),
  /** What the page's `<meta name="theme-color">` says. */
  z.object({ kind: z.literal('theme colour'), colour: z.string().nullable() }),
  /** The second button of the mouse, or the menu key. */
  z.object({ kind: z.literal('context menu'), editable: z.boolean(), secret: z.boolean(), selection: z.string() }),
  /** The person closes the window. */
  z.object({ kind: z.literal('close') }),
  /** The person drags the window, or one of its edges. */
  z.object({ kind: z.literal('moved'), bounds: rectangle }),
  /** The person quits: the menu's Quit, or Cmd-Q. */
  z.object({ kind: z.literal('quit') }),
  /** The person chooses an entry of the menu bar, by what it says. */
  z.object({ kind: z.literal('menu'), label: z.string() }),
  /** The person's desktop is another from now on: these parts of its world (world.ts). */
  z.object({ kind: z.literal('world'), differences: z.record(z.string(), z.unknown()) }),
  /** What the system says of its power. */
  z.object({ kind: z.literal('power'), event: z.enum(['suspend', 'resume', 'shutdown']) }),
  /** The app is started a second time, and says this to the first (`requestSingleInstanceLock`). */
  z.object({ kind: z.literal('second instance'), data: z.unknown().optional() }),
  /** macOS: the person opened a link, or a file by its path, with the app. */
  z.object({ kind: z.literal('open url'), url: z.string() }),
  z.object({ kind: z.literal('open file'), path: z.string() }),
]);
export type FromScreen = z.infer<typeof fromScreenSchema>;

/** Tells the screen. */
export type Tell = (message: ToScreen) => void;
