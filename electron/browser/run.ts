import { existsSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../engine/ports/ports.ts';
import { defaultDataFolder } from '../host/data-folder.ts';
import { diagnosticsText } from '../host/diagnostics.ts';
import { exitCodes, StartError, startFailure } from '../host/exit.ts';
import { readLog } from '../host/file-log.ts';
import { parseFlags, usage } from '../host/flags.ts';
import { openLanguage } from '../host/language.ts';
import { Lifetime } from '../host/lifetime.ts';
import type { HostPorts } from '../host/open-engine.ts';
import type { EngineRouter } from '../host/rpc-errors.ts';
import { version } from '../host/version.ts';
import { removeLinkFile, writeLinkFile } from './link-file.ts';
import { createMemoryVault } from './memory-vault.ts';
import { canOpenBrowser, openBrowser } from './open-browser.ts';
import { type BrowserHost, startBrowserHost } from './server.ts';
import { environmentProxy } from './system-proxy.ts';

/** What the browser host's process is made of; tests pass their own. */
export interface BrowserRun {
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  pageRoot: string;
  out: (line: string) => void;
  err: (line: string) => void;
  openEngine: (ports: HostPorts) => Promise<{ router: EngineRouter; close(): Promise<void> }>;
  /** Resolves when the person wants it to end. */
  stopped: Promise<unknown>;
}

/**
 * The browser host's whole life: flags, data folder, engine, server, ready line, and an orderly end.
 *
 * @returns the exit code
 */
export async function runBrowserHost(run: BrowserRun): Promise<number> {
  const parsed = parseFlags(run.args);
  if (parsed.kind === 'help') {
    run.out(usage);
    return exitCodes.done;
  }
  if (parsed.kind === 'wrong') {
    run.err(parsed.message);
    return exitCodes.usage;
  }
  const { flags } = parsed;
  // `npm run dev` passes one, so that its page, which Vite serves, survives the engine's restarts.
  const devToken = run.env.LOOSE_PARTS_DEV_TOKEN;
  const lifetime = new Lifetime();
  try {
    if (!devToken && !existsSync(join(run.pageRoot, 'index.html'))) {
      throw new StartError('The page is not built yet. Run "npm run build" first, or use "npm start".');
    }
    const dataFolder = flags.dataDir ?? defaultDataFolder(process.platform, run.env, homedir());
    const { path, log } = lifetime.openFolder(dataFolder);
    const language = openLanguage(path, Intl.DateTimeFormat().resolvedOptions().locale);
    // One of a run that was killed leads nowhere any more.
    removeLinkFile(path);
    const engine = await run.openEngine({
      host: 'browser',
      vault: createMemoryVault(),
      log,
      dataDir: path,
      practice: flags.practice,
      diagnostics: (running) =>
        diagnosticsText({
          version,
          carriers: `Node.js ${process.versions.node}, in a web browser`,
          platform: process.platform,
          arch: process.arch,
          release: release(),
          running,
          log: readLog(path),
        }),
      chooseLanguage: (choice) => language.choose(choice),
      resolveProxy: environmentProxy,
    });
    lifetime.closeAtEnd(() => engine.close());
    const host = await startBrowserHost({
      router: engine.router,
      pageRoot: run.pageRoot,
      port: flags.port ?? 0,
      log,
      language,
      ...(devToken ? { token: devToken } : {}),
    });
    lifetime.closeAtEnd(() => host.close());
    log.info('Started', { version, host: 'browser', port: host.port });
    if (flags.open && canOpenBrowser(process.platform, run.env)) {
      lifetime.closeAtEnd(openLinkFile(host, path, log));
    }
    run.out(`Loose Parts is ready at ${host.url}`);
    await run.stopped;
    return exitCodes.done;
  } catch (error) {
    lifetime.log?.error('The browser host could not start', { error });
    // As all that the terminal is told.
    run.err(startFailure(error).english);
    return exitCodes.failed;
  } finally {
    await lifetime.end();
  }
}

/**
 * Opens the person's web browser. Failing is no failure: the address is printed as well.
 *
 * @returns removes the file that it was opened with, where it was never used
 */
function openLinkFile(host: BrowserHost, folder: string, log: Log): () => void {
  const remove = () => {
    try {
      removeLinkFile(folder);
    } catch (error) {
      log.warn('A used link could not be removed', { error });
    }
  };
  try {
    openBrowser(writeLinkFile(folder, host.createOpenLink(remove)));
  } catch (error) {
    log.warn('The web browser could not be opened', { error });
  }
  return remove;
}
