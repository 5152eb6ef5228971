import { startPracticeStore } from '../../electron/practice/store.ts';

// A practice store with many uploads, as a process of its own: `node practice-process.ts COUNT`. Says where it is as one
// line of JSON, and ends with its parent's pipe.

const count = Number(process.argv[2]);
const bucket = 'million';
const store = await startPracticeStore({ scenario: { name: 'bench', buckets: [{ name: bucket, uploads: [] }] } });
store.seedUploads(bucket, uploads());
const { endpointUrl, region, accessKeyId, secretAccessKey } = store;
console.log(JSON.stringify({ endpointUrl, region, accessKeyId, secretAccessKey, bucket }));
process.stdin.resume().once('end', () => process.exit(0));

function* uploads() {
  const start = Date.UTC(2026, 0, 1);
  for (let n = 0; n < count; n++) {
    const team = String(n % 40).padStart(2, '0');
    yield { key: `team-${team}/2026/run-${String(n).padStart(8, '0')}/part.parquet`, initiatedAt: start + n * 1000 };
  }
}
