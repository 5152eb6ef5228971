import { z } from 'zod';

const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/**
 * What the double's surroundings are like: a desktop where all goes well, unless a test says otherwise. Read at every
 * use, so that a test may change its mind on the way.
 */
export const worldSchema = z.object({
  /** `ready-to-show` comes only once the window was shown (electron/electron#48859). */
  wayland: z.boolean().default(false),
  /** The app comes from an installer. */
  packaged: z.boolean().default(false),
  /** No other instance holds the data folder. */
  firstInstance: z.boolean().default(true),
  /** XDG_CURRENT_DESKTOP: by it alone Chromium chooses where secrets are encrypted on Linux. */
  desktop: z.string().default('GNOME'),
  /**
   * `running`: the system's key store answers. `absent`: nothing does, and Chromium falls back to the key in its source
   * (Linux). `failing`: it answers with failures. `locked`: it says for now that it cannot be asked.
   */
  keyring: z.enum(['running', 'absent', 'failing', 'locked']).default('running'),
  /** Which key of the key store's is in use: what an older one encrypted can be read, and should be encrypted anew. */
  key: z.number().int().default(1),
  /** `failed`: the system refuses them, as macOS does for an app that is not signed. */
  notifications: z.enum(['shown', 'failed', 'unsupported']).default('shown'),
  /** The window has the keyboard's focus. */
  focused: z.boolean().default(false),
  minimized: z.boolean().default(false),
  maximized: z.boolean().default(false),
  /** The window's place while it is neither minimized nor maximized. */
  bounds: rectangle.default({ x: 10, y: 20, width: 1200, height: 800 }),
  /** Work areas, the primary display first. */
  displays: z.array(rectangle).default([{ x: 0, y: 0, width: 1920, height: 1080 }]),
  /** The system's own theme. */
  dark: z.boolean().default(false),
  /** The system's language. */
  locale: z.string().default('en-US'),
  /** A PAC answer. */
  proxy: z.string().default('DIRECT'),
  /** The buttons that a person presses in message boxes, one after the other; the box's cancelId where there are no more. */
  answers: z.array(z.number()).default([]),
  /** Paths that a person chooses in dialogs for a file, one after the other; where there are no more, none. */
  chosenFiles: z.array(z.string()).default([]),
});
export type World = z.infer<typeof worldSchema>;

/** A world with these differences. */
export function createWorld(differences: Partial<World> = {}): World {
  return worldSchema.parse(differences);
}
