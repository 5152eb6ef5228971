import type { LeakReport } from '../../../shared/schema/leaks.ts';
import { arrivalOf } from '../clients/arrival.ts';
import { causesOf } from '../clients/causes.ts';
import { tallyUploads } from '../clients/group-tally.ts';
import { type Guesses, guessClient, type Reason } from '../clients/guess.ts';
import type { LeftUpload } from '../index/leak-queries.ts';

/** Names in one list: what comes after says little. */
const mostNamed = 10;
const mostWeeks = 26;
/** Several clients are named together until they are as likely as this. */
const enough = 0.5;
/** More than so many names are no name. */
const mostTogether = 3;
const weekMs = 7 * 86_400_000;
/** From Monday, 29 December 1969 to the epoch, which was a Thursday. */
const mondayMs = 3 * 86_400_000;

/**
 * Who leaves uploads behind: what they have in common, told only as far as it shows. Pure.
 *
 * @param now ms UTC, by the server's clock
 */
export function leakReport(
  left: readonly LeftUpload[],
  { uploads, active }: { uploads: number; active: number },
  now: number,
): LeakReport {
  const clients = new Map<string, LeakReport['clients'][number]>();
  const initiators = new Map<string | null, LeakReport['initiators'][number]>();
  const prefixes = new Map<string, LeakReport['prefixes'][number]>();
  const weeks = new Map<number, LeakReport['weeks'][number]>();
  for (const upload of left) {
    const { key, initiator, shape, initiatedAt } = upload;
    const bytes = upload.bytes ?? 0;
    const guesses = guessClient({ key, initiator, checksumAlgorithm: null, shape });
    const told = toldOf(guesses);
    const client = clients.get(told.names.join()) ?? { ...told, odds: 0, uploads: 0, bytes: 0 };
    // The mean of what is said of each.
    client.odds = (client.odds * client.uploads + told.odds) / (client.uploads + 1);
    clients.set(told.names.join(), add(client, bytes));
    initiators.set(initiator, add(initiators.get(initiator) ?? { name: initiator, uploads: 0, bytes: 0 }, bytes));
    const prefix = key.slice(0, key.indexOf('/') + 1);
    prefixes.set(prefix, add(prefixes.get(prefix) ?? { prefix, uploads: 0, bytes: 0 }, bytes));
    if (initiatedAt <= 0) continue;
    const from = Math.floor((initiatedAt + mondayMs) / weekMs) * weekMs - mondayMs;
    weeks.set(from, add(weeks.get(from) ?? { from, uploads: 0, bytes: 0 }, bytes));
  }
  const tally = tallyUploads(
    left
      .filter(({ initiatedAt }) => initiatedAt > 0)
      .map(({ key, initiator, initiatedAt, shape }) => ({
        key,
        initiator,
        initiatedAt,
        parts: shape?.parts ?? null,
        firstNumber: shape?.firstNumber ?? null,
        arrival: shape && arrivalOf(shape),
      })),
  );
  return {
    uploads,
    looked: left.length,
    active,
    clients: most(clients.values()),
    causes: causesOf(tally, now),
    initiators: most(initiators.values()),
    prefixes: most(prefixes.values()),
    weeks: [...weeks.values()].sort((a, b) => a.from - b.from).slice(-mostWeeks),
  };
}

/**
 * What is said of one upload: one name where it is likelier than all else, several where only together they are, none where
 * the evidence is thin.
 */
function toldOf({ guesses }: Guesses): { names: string[]; odds: number; reasons: Reason[] } {
  const names: string[] = [];
  let odds = 0;
  for (const guess of guesses.slice(0, mostTogether)) {
    names.push(guess.name);
    odds += guess.odds;
    // Never less than half: whoever is named is likelier than not.
    if (odds >= enough) return { names: names.sort(), odds, reasons: [...(guesses[0]?.reasons ?? [])] };
  }
  return { names: [], odds: 0, reasons: [] };
}

function add<T extends { uploads: number; bytes: number }>(share: T, bytes: number): T {
  share.uploads++;
  share.bytes += bytes;
  return share;
}

function most<T extends { uploads: number; bytes: number }>(shares: Iterable<T>): T[] {
  return [...shares].sort((a, b) => b.uploads - a.uploads || b.bytes - a.bytes).slice(0, mostNamed);
}
