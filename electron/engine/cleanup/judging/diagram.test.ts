import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Look, PlanItem, SearchSeen } from '../../../../shared/schema/model.ts';
import { finalVerdicts, verdicts } from '../../../../shared/values/verdict-kinds.ts';
import { type ItemContext, initialState, type MachineState } from './machine-state.ts';
import type { Observation } from './observation.ts';
import { step } from './verdict-machine.ts';

/*
 * The diagram of the verdict machine (engine README, "The verdict machine") has exactly the arrows that the machine takes on
 * random walks, always the same ones: at each step something that can be seen where it stands. A walk often sees the same
 * again, so that counts come to their ends.
 */

const t0 = Date.UTC(2030, 0, 10);
const day = 86_400_000;
const quiet = 30_000;
const walks = 60_000;

const contexts: readonly ItemContext[] = ['plain', 'ödd+key', 'ödd+key', 'bytes \ufffd'].flatMap((key) =>
  [null, null, 3].flatMap((parts) =>
    [false, true].map((confirmed) => {
      const ref = { connectionId: 'c', bucket: 'b', key, uploadId: 'u' };
      const times = { initiatedAt: t0 - 9 * day, activityAt: t0 - 8 * day };
      const planned: PlanItem = { ref, ...times, parts, bytes: parts, storageClass: null, active: false };
      return { planned, plannedAt: t0 - 60_000, confirmed, quietIntervalMs: quiet, activeWindowMs: day };
    }),
  ),
);

const denied = { outcome: 'denied', code: 'AccessDenied', permission: 's3:Any' } as const;
const failed = { outcome: 'failed', error: { code: 'TIMEOUT', message: '', details: {} } } as const;
const partsSeen = (now: number): Look['parts'][] => [
  { outcome: 'present', parts: 3, bytes: 3, newestPartAt: t0 - 8 * day },
  { outcome: 'present', parts: 4, bytes: 4, newestPartAt: now },
  { outcome: 'none' },
  { outcome: 'gone', code: 'NoSuchUpload' },
  denied,
  failed,
];
const listingSeen = (now: number): Look['listing'][] => [
  { outcome: 'listed', initiatedAt: t0 - 9 * day },
  { outcome: 'listed', initiatedAt: now },
  { outcome: 'absent' },
  denied,
  failed,
];
const objectSeen = (now: number): Look['object'][] => [
  { outcome: 'unasked' },
  { outcome: 'absent' },
  { outcome: 'present', lastModified: now, bytes: 3, etag: `"${'a'.repeat(32)}-3"` },
  { outcome: 'present', lastModified: now, bytes: 3, etag: `"${'a'.repeat(32)}"` },
  denied,
  failed,
];
/** What takes the most looks of all, one after the other, to end. */
const ghostly: Pick<Look, 'parts' | 'listing' | 'object'> = {
  parts: { outcome: 'gone', code: 'NoSuchUpload' },
  listing: { outcome: 'listed', initiatedAt: t0 - 9 * day },
  object: { outcome: 'absent' },
};
const searchSeen = (now: number): SearchSeen[] => [
  { outcome: 'found', key: 'elsewhere', initiatedAt: t0 - 9 * day },
  { outcome: 'found', key: 'elsewhere', initiatedAt: now },
  { outcome: 'absent', uploads: 7 },
  { outcome: 'unfinished', uploads: 7 },
  { outcome: 'partial', uploads: 7 },
  denied,
  failed,
];

/** Always the same numbers, from 0 to below 1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Choose = <T>(from: readonly T[]) => T;

/** What a walk sees of the upload; it often stays so. */
interface Sight {
  parts: Look['parts'];
  listing: Look['listing'];
  object: Look['object'];
  search: SearchSeen;
}

/** Something that may be observed where the machine stands: what it wished for, soon or after the quiet interval. */
function observed({ wish }: MachineState, now: number, sight: Sight, pick: Choose, late: boolean): Observation {
  const startedAt = now + pick([100, quiet + 100]);
  const span = { startedAt, endedAt: startedAt + 50 };
  switch (wish.kind) {
    case 'look': {
      const { search: _, ...look } = sight;
      const at = span.endedAt;
      return { type: 'look', purpose: wish.purpose, look: { at, ...look }, ...span, serverTime: at, late };
    }
    case 'search':
      return { type: 'searched', seen: sight.search, late, ...span, serverStart: startedAt, serverEnd: span.endedAt };
    case 'abort': {
      const status = pick([204, 204, 403, 404, 412, null]);
      if (status === null) return { type: 'abort unanswered', code: 'TIMEOUT', retryAfterMs: null };
      return { type: 'abort answered', status, code: null, message: null, conditional: pick([false, true]) };
    }
    case 'wait':
    case 'done':
      return { type: 'cancel' };
  }
}

/** The box of the diagram that a state stands in: its verdict where it ended or waits for more, else what it does next. */
function boxOf({ wish, verdict }: MachineState): string {
  switch (wish.kind) {
    case 'done':
      return `${verdict}`;
    case 'wait':
      return verdict ?? 'waiting';
    case 'look':
      return `look ${wish.purpose}`;
    default:
      return wish.kind;
  }
}

/** Every arrow between two boxes that walks take, as `from --> to`. */
function arrowsOfMachine(): Set<string> {
  const random = numbers(7);
  const pick: Choose = (from) => {
    const picked = from[Math.floor(random() * from.length)];
    if (picked === undefined) throw new Error('Nothing to pick from');
    return picked;
  };
  const arrows = new Set<string>();
  for (let walk = 0; walk < walks; walk++) {
    const context = pick(contexts);
    let state = initialState(context.planned);
    let now = t0;
    let late = false;
    let sight: Sight | null = null;
    for (let steps = 0; steps < 30 && state.wish.kind !== 'done'; steps++) {
      const before = state;
      late ||= random() < 0.03;
      if (sight === null || random() < 0.2) {
        sight = {
          parts: pick(partsSeen(now)),
          listing: pick(listingSeen(now)),
          object: pick(objectSeen(now)),
          search: pick(searchSeen(now)),
          ...(random() < 0.3 ? ghostly : {}),
        };
      }
      // The runner does so when the wait is over.
      if (state.wish.kind === 'wait' && random() < 0.9) {
        state = { ...state, wish: { kind: 'look', purpose: state.wish.purpose } };
        arrows.add(`${boxOf(before)} --> ${boxOf(state)}`);
        continue;
      }
      const end =
        state.wish.kind === 'wait' || random() < 0.04
          ? pick([{ type: 'deadline' } as const, { type: 'cancel' } as const])
          : null;
      const observation = end ?? observed(state, now, sight, pick, late);
      state = step(context, state, observation);
      if ('endedAt' in observation) now = observation.endedAt;
      if (state !== before) arrows.add(`${boxOf(before)} --> ${boxOf(state)}`);
    }
  }
  return arrows;
}

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** The places that one box of the drawings stands for. */
const groups = new Map(
  [...readme.matchAll(/^- `(\w+)`: (`\w+`(?:, `\w+`)*)$/gm)].map(([, name = '', places = '']) => [
    name,
    [...places.matchAll(/\w+/g)].map(([place]) => place),
  ]),
);
const placesOf = (box: string) => (groups.get(box) ?? [box]).map((place) => place.replaceAll('_', ' '));

/** The arrows of the drawing of what an item does, as it draws them; and of the drawing of verdicts, from every place. */
function drawn(text: string): { doing: Set<string>; verdicts: Set<string> } {
  const [doing = '', judged = ''] = [...text.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, drawing]) => drawing);
  const coarse = [...doing.matchAll(/^ +(\w+) --> (\w+): .+$/gm)].map(([, from, to]) => `${from} --> ${to}`);
  const spread = [...judged.matchAll(/^ +(\w+) -->\|[^|]+\| (\w+)$/gm)].flatMap(([, from = '', to = '']) =>
    placesOf(from).flatMap((a) => placesOf(to).map((b) => `${a} --> ${b}`)),
  );
  expect(new Set(spread).size, 'no arrow is drawn twice').toBe(spread.length);
  return { doing: new Set(coarse.map((arrow) => arrow.replaceAll('_', ' '))), verdicts: new Set(spread) };
}

/** The same two of the machine. */
function taken(): { doing: Set<string>; verdicts: Set<string> } {
  const arrows = [...arrowsOfMachine()].map((arrow) => arrow.split(' --> '));
  const waits = placesOf('waits');
  const open = placesOf('anywhere');
  const coarse = (box = '') => (waits.includes(box) ? 'waits' : box);
  const doing = arrows.filter(([, to = '']) => open.includes(to));
  const given = arrows.filter(([, to = '']) => waits.includes(to) || !open.includes(to));
  return {
    doing: new Set(doing.map(([from, to]) => `${coarse(from)} --> ${coarse(to)}`)),
    verdicts: new Set(given.map(([from, to]) => `${from} --> ${to}`)),
  };
}

const sorted = (arrows: ReadonlySet<string>) => [...arrows].toSorted();

test('the arrows of the diagram are the arrows that the machine takes', () => {
  const [ofDiagram, ofMachine] = [drawn(readme), taken()];
  expect(sorted(ofDiagram.doing)).toEqual(sorted(ofMachine.doing));
  expect(sorted(ofDiagram.verdicts)).toEqual(sorted(ofMachine.verdicts));
  const ends = sorted(ofDiagram.verdicts).map((arrow) => arrow.split(' --> ')[1]);
  expect(verdicts.filter((verdict) => !ends.includes(verdict))).toEqual([]);
  expect(placesOf('anywhere').filter((place) => [...finalVerdicts].some((verdict) => verdict === place))).toEqual([]);
});

test('an arrow that is missing, or one too many, is seen', () => {
  const less = drawn(readme.replace(/.*another 4xx.*\n/, '').replace(/.*answered 204.*\n/, ''));
  expect(less.verdicts.has('abort --> refused')).toBe(false);
  expect(less.doing.has('abort --> look after')).toBe(false);
  const more = drawn(readme.replace('  abort -->|another 4xx| refused', '$&\n  search -->|never| refused'));
  expect(sorted(more.verdicts).filter((arrow) => !drawn(readme).verdicts.has(arrow))).toEqual(['search --> refused']);
});
