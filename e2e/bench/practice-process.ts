import { type ScenarioUpload, startPracticeStore } from '../../electron/practice/store.ts';

// A practice store with many uploads, as a process of its own: `node practice-process.ts COUNT [PARTS [CHECKSUMS]]`, where
// PARTS are of each upload (0 where left out), and CHECKSUMS is `none` for uploads as old clients make them. Says where it
// is as one line of JSON, and ends with its parent's pipe.

const [count = 0, partsOfEach = 0] = process.argv.slice(2, 4).map(Number);
const isPlain = process.argv[4] === 'none';
const bucket = 'million';
const partSize = 8 << 20;
const store = await startPracticeStore({ scenario: { name: 'bench', buckets: [{ name: bucket, uploads: [] }] } });
store.seedUploads(bucket, uploads());
const { endpointUrl, region, accessKeyId, secretAccessKey } = store;
console.log(JSON.stringify({ endpointUrl, region, accessKeyId, secretAccessKey, bucket }));
process.stdin.resume().once('end', () => process.exit(0));

function* uploads(): Generator<ScenarioUpload> {
  const start = Date.UTC(2026, 0, 1);
  const parts = Array.from({ length: partsOfEach }, (_, i) => ({ partNumber: i + 1, size: partSize }));
  for (let n = 0; n < count; n++) {
    const team = String(n % 40).padStart(2, '0');
    yield {
      key: `team-${team}/2026/run-${String(n).padStart(8, '0')}/part.parquet`,
      initiatedAt: start + n * 1000,
      parts,
      ...(isPlain ? {} : { checksum: checksumOf(n) }),
    };
  }
}

/** What clients ask for by themselves today: most for CRC32, those on AWS's newest runtime for a CRC-64 of the whole. */
function checksumOf(n: number): NonNullable<ScenarioUpload['checksum']> {
  return { algorithm: n % 4 === 3 ? 'CRC64NVME' : 'CRC32' };
}
