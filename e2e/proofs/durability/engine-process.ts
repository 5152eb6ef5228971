import { flushCompileCache } from 'node:module';
import { OpenEngine, vaultOf } from '../../support/engine/open-engine.ts';

// A process that carries the engine, to be killed at any moment: `node engine-process.ts DATA_DIR PLAN_ID`, with the
// secret access key in the environment (its vault has no file, so that it knows the keys again after every start).
// Starts the plan's job, or goes on with the one that an earlier process left; says `open` once the engine is there and
// `finished` at the end.

const [dataDir = '', planId = ''] = process.argv.slice(2);
const secretAccessKey = process.env.SECRET_ACCESS_KEY ?? '';

const engine = await OpenEngine.open(dataDir, { vault: vaultOf({ secretAccessKey }) });
const { jobs } = await engine.until(() => true);
console.log('open');
// The next process need not compile all of it again; this one may be killed before it would keep it.
flushCompileCache();
const taken = jobs.find((job) => job.planId === planId);
// Killed before it was let go.
if (taken?.heldUntil !== undefined) await engine.client.jobs.resume({ jobId: taken.id });
const jobId = taken?.id ?? (await startOnce());
if (jobId !== null) await engine.finished(jobId);
await engine.close();
console.log('finished');

/** null: the job finished in the process before, which was killed before it could say so. */
async function startOnce(): Promise<string | null> {
  try {
    const { id } = await engine.client.jobs.start({ planId, includeActive: [] });
    await engine.client.jobs.resume({ jobId: id });
    return id;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'PLAN_USED') return null;
    throw error;
  }
}
