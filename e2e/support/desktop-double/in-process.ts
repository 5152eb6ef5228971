import { createElectron, type Electron } from './electron.ts';
import { fromCarried, type ToScreen, toCarried } from './messages.ts';
import { createWorld, type World } from './world.ts';

/** The double within a unit test, and a screen that shows nothing: loads succeed at once, unless they are held. */
export interface TestElectron extends Electron {
  /** Everything that the screen was told. */
  told: ToScreen[];
  /** From now on loads do not end by themselves. */
  holdLoads(): void;
  /** The names of all calls, in order. */
  names(): string[];
  /** The arguments of the last call of that name. */
  lastCall(name: string): readonly unknown[];
  /** The page's ends of the ports that it was given, oldest first. */
  pagePorts: MessagePort[];
  /** With what the process would have ended; null while it runs. */
  exitCode(): number | null;
}

export function createTestElectron(differences: Partial<World> = {}, args: readonly string[] = []): TestElectron {
  const told: ToScreen[] = [];
  const pagePorts: MessagePort[] = [];
  const byNumber = new Map<number, MessagePort>();
  let held = false;
  let exitCode: number | null = null;

  const openPort = (port: number) => {
    const { port1, port2 } = new MessageChannel();
    byNumber.set(port, port1);
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) =>
      electron.hear({ kind: 'port', port, data: toCarried(data) }),
    );
    port1.addEventListener('close', () => {
      if (byNumber.delete(port)) electron.hear({ kind: 'port closed', port });
    });
    port1.start();
    pagePorts.push(port2);
  };
  const tell = (message: ToScreen) => {
    told.push(message);
    if (message.kind === 'load' && !held) {
      setImmediate(() => electron.hear({ kind: 'loaded', load: message.load, error: null }));
    }
    if (message.kind === 'ipc') message.ports.forEach(openPort);
    if (message.kind === 'port') byNumber.get(message.port)?.postMessage(fromCarried(message.data));
    if (message.kind === 'port closed') {
      const port = byNumber.get(message.port);
      byNumber.delete(message.port);
      port?.close();
    }
  };
  const electron = createElectron({
    world: createWorld(differences),
    args,
    tell,
    exit(code) {
      exitCode = code;
    },
  });
  return {
    ...electron,
    told,
    pagePorts,
    holdLoads() {
      held = true;
    },
    names: () => electron.calls.map(({ name }) => name),
    lastCall(name) {
      const found = electron.calls.findLast((call) => call.name === name);
      if (!found) throw new Error(`${name} was not called`);
      return found.args;
    },
    exitCode: () => exitCode,
  };
}
