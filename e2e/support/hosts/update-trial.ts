import { createReadStream, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import electronUpdater from 'electron-updater';
import { z } from 'zod';

/** An update as a person has it, without what this app never has: a feed of somebody else's choosing. */

const require = createRequire(import.meta.url);
const { ElectronHttpExecutor } = z
  .object({ ElectronHttpExecutor: z.custom<new () => object>() })
  .parse(require('electron-updater/out/electronHttpExecutor.js'));

/** electron-updater's own way to fetch, by Node's network where it would ask by Electron's. */
const executor = () => Object.assign(new ElectronHttpExecutor(), { createRequest: request });

export interface UpdateTrial {
  /** The AppImage of the earlier release. The newer one takes its place. */
  appImage: string;
  /** The earlier release's version. */
  version: string;
  /** The folder with the newer release: its `latest-linux.yml` (by processor) and the AppImage that this names. */
  feed: string;
  /** A folder for what is fetched. */
  cache: string;
}

/**
 * Has electron-updater, which stands at the earlier version, find the newer release on a feed of this computer, fetch it and
 * check it against its checksum; then puts it in the earlier one's place, as electron-updater does where the app ends. The
 * app itself knows one feed, on GitHub, and cannot be led to another: so its updater runs here by itself.
 *
 * @returns the version that is there now
 * @throws Error where nothing newer is found, or what is fetched is not what the feed says
 */
export async function updateAppImage({ appImage, version, feed, cache }: UpdateTrial): Promise<string> {
  const server = createServer((asked, response) => {
    // By name alone: a feed has no folders.
    const path = join(feed, basename(new URL(asked.url ?? '/', 'http://feed').pathname));
    if (!existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-length': statSync(path).size });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  mkdirSync(cache, { recursive: true });
  // What electron-builder puts into the package beside the archive, as far as an update reads it.
  const appUpdateConfigPath = join(cache, 'app-update.yml');
  writeFileSync(appUpdateConfigPath, 'updaterCacheDirName: loose-parts-updater\n');
  const before = process.env.APPIMAGE;
  process.env.APPIMAGE = appImage;
  try {
    const updater = new electronUpdater.AppImageUpdater(null, {
      version,
      name: 'loose-parts',
      isPackaged: true,
      appUpdateConfigPath,
      userDataPath: cache,
      baseCachePath: cache,
      whenReady: () => Promise.resolve(),
      relaunch() {},
      quit() {},
      onQuit() {},
    });
    // Before the feed, which keeps it.
    Reflect.set(updater, 'httpExecutor', executor());
    updater.setFeedURL({ provider: 'generic', url: `http://127.0.0.1:${port}/` });
    updater.logger = null;
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.disableDifferentialDownload = true;
    // Told by what is awaited as well; an event that nobody hears would end the process.
    updater.on('error', () => {});
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable) throw new Error(`From ${version} nothing newer is found.`);
    const [fetched] = await updater.downloadUpdate();
    if (fetched === undefined) throw new Error('Nothing was fetched.');
    rmSync(appImage);
    renameSync(fetched, appImage);
    return found.updateInfo.version;
  } finally {
    if (before === undefined) delete process.env.APPIMAGE;
    else process.env.APPIMAGE = before;
    server.close();
  }
}

/** The AppImage for a processor among the files of a release, and its version; null where there is none. Pure. */
export function appImageAmong(names: readonly string[], arch: string): { name: string; version: string } | null {
  // As electron-builder names them.
  const suffix = arch === 'x64' ? 'x86_64' : arch;
  for (const name of names) {
    const version = /^loose-parts-(\d+\.\d+\.\d+)-linux-(\w+)\.AppImage$/.exec(name);
    if (version?.[1] !== undefined && version[2] === suffix) return { name, version: version[1] };
  }
  return null;
}
