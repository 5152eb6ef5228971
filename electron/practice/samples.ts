import { denied } from './protocol/faults.ts';
import type { Scenario, ScenarioBucket, ScenarioUpload } from './scenario.ts';
import type { PracticePrincipal } from './uploads/upload-record.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const mib = 1024 * 1024;

const account = 'arn:aws:iam::111122223333';

/** Who uploads, and the checksum that its client asks for by itself; null: none. */
interface Uploader {
  principal: PracticePrincipal;
  checksum: ScenarioUpload['checksum'] | null;
}

function uploader(name: string, checksum: Uploader['checksum']): Uploader {
  return { principal: { id: `${account}:user/${name}`, displayName: name }, checksum };
}

// As clients are today: boto3 and the AWS CLI on it ask for CRC32, what is built on AWS's newest runtime for the CRC-64 of
// the whole object, and a client of before 2025 for nothing.
const editor = uploader('video-editor', { algorithm: 'CRC32' });
const ingest = uploader('camera-ingest', { algorithm: 'CRC64NVME' });
const agent = uploader('backup-agent', null);
const render = uploader('render-farm', { algorithm: 'CRC32' });

/** Names that break naive clients: each must be listed, shown and aborted as it is. */
export const oddKeys: readonly string[] = [
  'plus+sign/1+1=2.bin',
  'two words/with  two spaces.txt',
  'emoji/🎬 take 🦊.mov',
  'control/line\u0001break.dat',
  'markup/<script>alert("parts")</script>.html',
  'percent/100%25 & more?.csv',
  'slashes//double/./dot/../up',
  'umlaut/Übergröße – naïve.tiff',
  `long/${'k'.repeat(1019)}`,
];

/** What a newcomer finds: believable buckets, and one of each kind of trouble. */
export function samples(now: number): Scenario {
  return {
    name: 'samples',
    buckets: [
      mediaArchive(now),
      nightlyBackups(now),
      liveIngest(now),
      {
        name: 'no-look-inside',
        behaviour: { faults: [denied('ListParts')] },
        uploads: [
          upload(now, 'reports/2024-q3.parquet', 61 * dayMs, agent, [32 * mib, 32 * mib, 11 * mib]),
          upload(now, 'reports/2024-q4.parquet', 24 * dayMs, agent, [32 * mib, 7 * mib]),
        ],
      },
      {
        name: 'odd-keys',
        uploads: oddKeys.map((key, i) => upload(now, key, (i + 2) * dayMs, ingest, [5 * mib, (i + 1) * 100_000])),
      },
      {
        name: 'stubborn-renders',
        behaviour: {
          // Two parts are still on their way at the first abort, one at the second: the third finds nothing new.
          lateParts: [
            { afterAbort: 1, parts: 2, size: 64 * mib },
            { afterAbort: 2, parts: 1, size: 64 * mib },
          ],
        },
        uploads: [upload(now, 'final/scene-042.exr', 9 * dayMs, render, Array(24).fill(64 * mib))],
      },
      // Last in every list: nobody's first bucket.
      { name: 'tidy-bucket', uploads: [] },
    ],
  };
}

function mediaArchive(now: number): ScenarioBucket {
  const random = sequence(2024);
  const folders = ['footage/2024/', 'footage/2025/', 'masters/', 'proxies/', 'audio/'];
  const classes = ['STANDARD', 'STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'DEEP_ARCHIVE'];
  const uploads: ScenarioUpload[] = [];
  for (let i = 0; i < 140; i += 1) {
    const folder = folders[Math.floor(random() * folders.length)] ?? '';
    // Squared: more recent ones than old ones, up to a year and a half back.
    const age = (2 + random() ** 2 * 540) * dayMs;
    const partSize = [8, 16, 64, 128][Math.floor(random() * 4)] ?? 8;
    const parts = random() < 0.08 ? 0 : 1 + Math.floor(random() ** 3 * 180);
    const sizes = Array.from({ length: parts }, (_, p) =>
      p === parts - 1 ? Math.ceil(random() * partSize * mib) : partSize * mib,
    );
    const key = `${folder}clip-${String(i).padStart(4, '0')}.mxf`;
    const by = random() < 0.6 ? ingest : editor;
    const storageClass = classes[Math.floor(random() * classes.length)] ?? 'STANDARD';
    uploads.push({ ...upload(now, key, age, by, sizes), storageClass });
  }
  return { name: 'media-archive', uploads };
}

function nightlyBackups(now: number): ScenarioBucket {
  const uploads = Array.from({ length: 30 }, (_, i) => {
    const night = new Date(now - (i + 2) * 7 * dayMs).toISOString().slice(0, 10);
    const sizes = Array<number>(3 + ((i * 7) % 20)).fill(100 * mib);
    return upload(now, `db/${night}/dump.tar.zst`, (i + 2) * 7 * dayMs, agent, sizes);
  });
  return {
    name: 'nightly-backups',
    uploads,
    // Leftovers of the log folder expire; those of the databases do not: the rule that people forget to widen.
    lifecycle:
      '<LifecycleConfiguration><Rule><ID>abort-leftover-logs</ID><Filter><Prefix>logs/</Prefix></Filter>' +
      '<Status>Enabled</Status><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>' +
      '</AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>',
  };
}

function liveIngest(now: number): ScenarioBucket {
  const live = upload(now, 'camera-3/today.mxf', 25 * minuteMs, ingest, Array(12).fill(16 * mib));
  return {
    name: 'live-ingest',
    uploads: [
      { ...live, parts: live.parts.map((part, i) => ({ ...part, lastModified: now - (12 - i) * 2 * minuteMs })) },
      upload(now, 'camera-1/last-week.mxf', 8 * dayMs, ingest, Array(40).fill(16 * mib)),
    ],
  };
}

function upload(
  now: number,
  key: string,
  age: number,
  { principal, checksum }: Uploader,
  sizes: readonly number[],
): ScenarioUpload & { parts: { partNumber: number; size: number; lastModified: number }[] } {
  const initiatedAt = Math.floor((now - age) / 1000) * 1000;
  return {
    key,
    initiatedAt,
    initiator: principal,
    ...(checksum ? { checksum } : {}),
    parts: sizes.map((size, i) => ({
      partNumber: i + 1,
      size,
      lastModified: initiatedAt + (i + 1) * 20_000,
    })),
  };
}

/** Numbers in [0, 1), the same in every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
