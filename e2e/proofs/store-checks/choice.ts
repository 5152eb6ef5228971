import type { StoreServer } from '../../support/servers/server.ts';

/** What {@link chooseStores} needs to know of a server. */
export type Choosable = Pick<StoreServer, 'name' | 'title' | 'installing' | 'quick' | 'isInstalled'>;

/** Which stores a run checks, and which it leaves out, with the reason. */
export interface Choice<T> {
  /** Whether it is to be short: the page's flows are left out. */
  isQuick: boolean;
  chosen: T[];
  leftOut: { server: T; reason: string }[];
}

/**
 * Reads the arguments of `npm run test:stores`: names of stores (all of them where there are none) and `--quick`.
 *
 * @throws Error of one sentence where an argument is neither
 */
export function chooseStores<T extends Choosable>(servers: readonly T[], args: readonly string[]): Choice<T> {
  const isQuick = args.includes('--quick');
  const names = args.filter((argument) => argument !== '--quick');
  const unknown = names.find((name) => !servers.some((server) => server.name === name));
  if (unknown !== undefined) {
    throw new Error(`'${unknown}' is neither --quick nor a store: ${servers.map(({ name }) => name).join(', ')}.`);
  }
  const choice: Choice<T> = { isQuick, chosen: [], leftOut: [] };
  for (const server of servers) {
    if (names.length > 0 && !names.includes(server.name)) continue;
    const reason = isQuick ? tooSlow(server) : null;
    if (reason === null) choice.chosen.push(server);
    else choice.leftOut.push({ server, reason });
  }
  return choice;
}

function tooSlow({ quick, installing, isInstalled }: Choosable): string | null {
  if (!quick) return 'its checks take more than a minute';
  if (installing === 'minutes' && !isInstalled()) return 'it is not installed yet, which takes minutes';
  return null;
}
