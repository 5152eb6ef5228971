import type { BucketBehaviour } from './behaviour/behaviour.ts';
import { cephBehaviour, storeBehaviours } from './behaviour/store-behaviours.ts';
import { denied, internalError, slowDown } from './protocol/faults.ts';
import { samples } from './samples.ts';
import type { Scenario, ScenarioUpload } from './scenario.ts';

/** Every scenario by name; each is given the store's time, ms UTC. */
export const scenarios = { samples, empty, trouble, crowd, stores } as const satisfies Record<
  string,
  (now: number) => Scenario
>;

export type ScenarioName = keyof typeof scenarios;

/** One sentence per scenario, for `--help`. */
export const scenarioMeaning: Readonly<Record<ScenarioName, string>> = {
  samples: 'believable buckets for a first look; one holds a stubborn upload',
  empty: 'no buckets at all',
  trouble: 'one bucket for each way in which a store can misbehave',
  crowd: '2,500 uploads with plus signs and spaces in their keys, in each encoding convention',
  stores: 'one bucket for each store whose habits are imitated: aws, ceph, minio and seaweedfs',
};

/** Whether there is a scenario of that name. */
export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mib = 1024 * 1024;

function empty(): Scenario {
  return { name: 'empty', buckets: [] };
}

/** One bucket per misbehaviour, named after it, each with three uploads of three parts. */
function trouble(now: number): Scenario {
  const behaviours: Record<string, Partial<BucketBehaviour>> = {
    'late-parts': { lateParts: [{ afterAbort: 1, parts: 2, size: 8 * mib, afterMs: 1000 }] },
    'late-and-hidden': { lateParts: [{ afterAbort: 1, parts: 2, size: 8 * mib }], hidden: 'after-abort' },
    'listed-for-a-minute': { listedAfterAbort: { kind: 'ms', ms: 60_000 } },
    'listed-forever': { listedAfterAbort: { kind: 'forever' } },
    ghosts: { ghosts: true },
    'gone-is-404': { repeatedAbort: 'NoSuchUpload' },
    'gone-is-empty': { partsWhenGone: 'empty' },
    'no-list-parts': { faults: [denied('ListParts')] },
    'no-list-uploads': { faults: [denied('ListMultipartUploads')] },
    'no-abort': { faults: [denied('AbortMultipartUpload')] },
    busy: { faults: [slowDown(1, { share: 0.5 })] },
    failing: { faults: [internalError({ share: 0.5 })] },
    'not-xml': { faults: [{ effect: { kind: 'not-xml' } }] },
    'empty-pages': { uploadsPageLimit: 2, emptyPages: true },
    'cyclic-pages': { uploadsPageLimit: 1, nextMarkers: 'cyclic' },
    'missing-marker': { uploadsPageLimit: 2, nextMarkers: 'missing' },
    'empty-messages': { emptyErrorMessages: true, faults: [denied('AbortMultipartUpload')] },
    'full-pages': {
      uploadsPageLimit: 3,
      partsPageLimit: 3,
      fullPage: { uploads: 'truncated', parts: 'truncated' },
    },
    'begun-just-now': { initiated: 'now' },
    'no-times': { initiated: 'absent' },
    'not-deletable': { deletionWithUploads: 'BucketNotEmpty' },
    'lifecycle-empty': { lifecycle: 'empty' },
    'lifecycle-drops-abort-rules': { lifecycle: 'drops-abort-rules' },
    'lifecycle-changes-another-rule': { lifecycle: 'changes-another-rule' },
    'lifecycle-splits-a-rule': { lifecycle: 'splits-a-rule' },
    'lifecycle-wants-content-md5': { lifecycle: 'wants-content-md5' },
    'lifecycle-refuses-seven-days': { lifecycle: 'refuses-seven-days' },
    'lifecycle-resets-transitions': { transitionDefault: 'reset' },
  };
  const uploads = (): ScenarioUpload[] =>
    [1, 2, 3].map((n) => ({
      key: `leftovers/file-${n}.bin`,
      initiatedAt: now - n * 10 * dayMs,
      parts: [1, 2, 3].map((partNumber) => ({ partNumber, size: 8 * mib })),
    }));
  return {
    name: 'trouble',
    buckets: Object.entries(behaviours).map(([name, behaviour]) => ({ name, behaviour, uploads: uploads() })),
  };
}

/** The same three uploads, of the last hours, in a bucket of each store: one of them lets go what is a day old. */
function stores(now: number): Scenario {
  const uploads = (): ScenarioUpload[] =>
    [1, 2, 3].map((n) => ({
      key: `leftovers/file ${n}+.bin`,
      initiatedAt: now - n * hourMs,
      checksum: { algorithm: 'CRC32' },
      parts: [1, 2, 3].map((partNumber) => ({ partNumber, size: 8 * mib })),
    }));
  return {
    name: 'stores',
    buckets: Object.entries(storeBehaviours).map(([name, behaviour]) => ({
      name: `as-${name}`,
      behaviour,
      uploads: uploads(),
    })),
  };
}

/** The same 2,500 uploads under each encoding convention. */
function crowd(now: number): Scenario {
  const behaviours: Record<string, Partial<BucketBehaviour>> = {
    'crowd-echoed': { keyEncoding: 'echoed' },
    'crowd-ignored': { keyEncoding: 'ignored' },
    'crowd-silent': { keyEncoding: 'silent' },
    'crowd-ceph': cephBehaviour,
  };
  return {
    name: 'crowd',
    buckets: Object.entries(behaviours).map(([name, behaviour]) => ({ name, behaviour, uploads: crowdOfUploads(now) })),
  };
}

/** 2,500 uploads whose keys hold `+` and spaces. */
export function* crowdOfUploads(now: number): Generator<ScenarioUpload> {
  for (let i = 0; i < 2500; i += 1) {
    const number = String(i).padStart(4, '0');
    const key = i % 2 === 0 ? `a+b/file ${number}+.bin` : `a b/file+${number} .bin`;
    yield { key, initiatedAt: now - (1 + (i % 90)) * dayMs, parts: [{ partNumber: 1, size: 1000 + i }] };
  }
}
