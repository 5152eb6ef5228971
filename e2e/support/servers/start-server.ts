import { freePort } from './free-port.ts';
import { OwnProcesses } from './own-processes.ts';
import type { RunningServer } from './server.ts';
import { untilReady } from './until-ready.ts';

/** The one account of a server that is given its keys. Nobody else's: it listens on loopback, for minutes. */
export const keys = {
  region: 'us-east-1',
  accessKeyId: 'MAINACCESSKEY',
  secretAccessKey: 'main-secret-access-key',
} as const;

/** How a server of one process is started. */
export interface Command {
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/**
 * Starts a server of one process on 127.0.0.1, and waits until it takes an object.
 *
 * @param commandFor given its folder, its port, and more free ports for those that need them
 * @throws Error with the end of its log where it does not start
 */
export async function startServer(
  name: string,
  commandFor: (place: { folder: string; port: number; spare: readonly number[] }) => Command,
  spareCount = 0,
): Promise<RunningServer> {
  const own = new OwnProcesses(name);
  try {
    const spare: number[] = [];
    const port = await freePort();
    while (spare.length < spareCount) {
      const another = await freePort();
      if (another !== port && !spare.includes(another)) spare.push(another);
    }
    const { command, args, env } = commandFor({ folder: own.folder, port, spare });
    const endpointUrl = `http://127.0.0.1:${port}`;
    const daemon = own.start(name, command, args, env);
    await daemon.whileRunning(untilReady({ endpointUrl, ...keys }));
    return { endpointUrl, ...keys, close: () => own.close() };
  } catch (error) {
    await own.close();
    throw error;
  }
}
