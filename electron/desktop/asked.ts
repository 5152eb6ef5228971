import { constants, promises as files } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App, Dialog } from 'electron';
import { z } from 'zod';
import { isLink, linkScheme } from '../../shared/values/bucket-link.ts';
import { largestPlanFile, mayBePlanFile, planFileEnding } from '../../shared/values/plan-file.ts';
import { words } from '../../shared/words/words.ts';
import type { Asked } from '../engine/openings/openings.ts';
import type { Log } from '../engine/ports/ports.ts';

/** What a person asks the system to open in this app: a link, or the path of a file, and where that path begins. */
export interface AskedText {
  text: string;
  folder: string;
}

/** What one start of the app hands to another that is open already. */
const handedSchema = z.object({
  asked: z.array(z.string().max(32_768)).max(8),
  folder: z.string().max(32_768),
});
export type Handed = z.infer<typeof handedSchema>;

/**
 * What a command line asks to open: a link, or plan files; all else there is none of ours. Beside a link nothing counts: a
 * system passes it alone, and whatever stands there came out of the link, which anybody may have written. Pure.
 *
 * @param words the arguments that are no options
 */
export function askedOf(words: readonly string[]): string[] {
  const link = words.find(isLink);
  return link === undefined ? words.filter(mayBePlanFile).slice(0, 8) : [link];
}

/**
 * One start hands its command line, and what it is asked, to another that is open through one message of 32 KiB, and a
 * longer one is cut off, or ends with the other's death (Chromium's process_singleton_posix.cc). A web page can have the
 * system start us with a link of any length; ours are far shorter, bytes.
 */
const longestCommandLine = 12_288;

/** Whether a command line can be handed to a start that is open already. To be asked before that is tried. Pure. */
export function canBeHanded(argv: readonly string[]): boolean {
  return Buffer.byteLength(argv.join('\0')) <= longestCommandLine;
}

/**
 * Claims links for this app where its installer alone cannot: on Windows the system asks its registry. (macOS and Linux
 * have it from the package, build/electron-builder.yml.) What follows `--` is no option to anybody, whatever a link holds.
 */
export function claimLinks(app: Pick<App, 'isPackaged' | 'setAsDefaultProtocolClient'>, platform: string): void {
  if (platform === 'win32' && app.isPackaged) app.setAsDefaultProtocolClient(linkScheme, process.execPath, ['--']);
}

/** Reads what is asked for. A file's text goes to the engine, which judges it; this looks at no more than name and size. */
export async function readAsked({ text, folder }: AskedText): Promise<Asked> {
  if (isLink(text)) return { kind: 'link', text };
  const path = pathOf(text, folder);
  const name = basename(path ?? text);
  const refused = (why: 'no plan file' | 'too large' | 'unreadable'): Asked => ({
    kind: 'refused',
    refusal: { why, name },
  });
  if (path === null || !mayBePlanFile(name)) return refused('no plan file');
  try {
    // A pipe without a writer would keep a reader for ever.
    await using file = await files.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = await file.stat();
    if (!stat.isFile()) return refused('unreadable');
    if (stat.size > largestPlanFile) return refused('too large');
    return { kind: 'plan file', name, text: await file.readFile('utf8') };
  } catch {
    return refused('unreadable');
  }
}

/** Desktops hand files over as paths or as `file:` addresses (Desktop Entry Specification, `%U`); null: neither. */
function pathOf(text: string, folder: string): string | null {
  if (!/^file:/i.test(text)) return resolve(folder, text);
  try {
    return fileURLToPath(text);
  } catch {
    return null;
  }
}

export interface OpeningDoorOptions {
  app: Pick<App, 'on'>;
  /** Brings the window to the front, where there is one. */
  front: () => void;
  /**
   * Takes what comes while the app ends: nobody would open it any more, and whoever started the app once more has been told
   * that it is open. Returns false while the app does not end.
   */
  late: (asked: readonly AskedText[]) => boolean;
}

/** Where everything arrives that is to be opened; it waits there until the engine stands. */
export interface OpeningDoor {
  add(asked: AskedText): void;
  /** From now on all of it goes there, what has waited first. */
  lead(open: (asked: Asked) => Promise<void>, log: Log): void;
}

/**
 * Listens to every way in which a system says that something is to be opened: macOS by events of its own, which may come
 * before the app is ready; the others by the command line of this start or of one more.
 */
export function openDoor({ app, front, late }: OpeningDoorOptions): OpeningDoor {
  const waiting: AskedText[] = [];
  let pass: ((asked: AskedText) => void) | null = null;
  const add = (asked: AskedText) => {
    if (pass) pass(asked);
    else waiting.push(asked);
  };
  const come = (asked: readonly AskedText[]) => {
    if (late(asked)) return;
    asked.forEach(add);
    front();
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    come([{ text: url, folder: '/' }]);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    come([{ text: path, folder: '/' }]);
  });
  app.on('second-instance', (_event, _argv, _folder, handed) => {
    // Another program of this user's may speak to the same socket.
    const { data } = handedSchema.safeParse(handed);
    come((data?.asked ?? []).map((text) => ({ text, folder: data?.folder ?? '/' })));
  });
  return {
    add,
    lead(open, log) {
      // One after the other: the order in which they were asked for is the order in which they are shown.
      let last = Promise.resolve();
      pass = (asked) => {
        last = last
          .then(async () => open(await readAsked(asked)))
          .catch((error: unknown) => log.error('What was asked for could not be opened', { error }));
      };
      for (const asked of waiting.splice(0)) pass(asked);
    },
  };
}

/** Lets the person choose a plan's file; null where none was chosen. */
export async function choosePlanFile(dialog: Pick<Dialog, 'showOpenDialog'>): Promise<AskedText | null> {
  const { filePaths } = await dialog.showOpenDialog({
    filters: [{ name: words.desktop.planFiles, extensions: [planFileEnding, 'json'] }],
    properties: ['openFile'],
  });
  const [path] = filePaths;
  return path === undefined ? null : { text: path, folder: '/' };
}
