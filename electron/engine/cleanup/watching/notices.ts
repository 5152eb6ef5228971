import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { Job } from '../../../../shared/schema/model.ts';
import type { Notice } from '../../../../shared/schema/watch.ts';
import type { ErrorCode } from '../../../../shared/values/error-codes.ts';
import type { Clock } from '../../ports/ports.ts';

/** Trouble that passes by itself as a rule: a person is told only once it has lasted this long, ms. */
const patienceMs = 2 * 60_000;
/** Trouble that only a person can end. */
const needsPerson: ReadonlySet<ErrorCode> = new Set([
  'SIGNATURE_MISMATCH',
  'ACCESS_KEY_UNKNOWN',
  'ACCESS_DENIED',
  'CLOCK_SKEW',
  'WRONG_REGION',
  'TOKEN_EXPIRED',
  'CREDENTIALS_MISSING',
  'PROFILE_INVALID',
  'SIGN_IN_NEEDED',
  'NO_SUCH_BUCKET',
  'VAULT_UNAVAILABLE',
  'TLS_FAILED',
  'DATA_FOLDER_UNWRITABLE',
  'DISK_FULL',
]);

interface NoticesDeps {
  clock: Clock;
  newId: () => string;
  /** What a connection is called; null where it is gone. */
  nameOf: (connectionId: string) => string | null;
  tell: (notice: Notice) => void;
}

interface Followed {
  job: Job;
  /** Codes that were told of: each once a job. */
  told: Set<ErrorCode>;
  cancelTimer: (() => void) | null;
}

/**
 * Tells a person what they did not ask and may want to know: that a job has ended, that it cannot go on without them, or
 * that uploads came back. Each once. Nothing for a job that the person has cancelled: they know.
 */
export class Notices {
  readonly #deps: NoticesDeps;
  readonly #followed = new Map<string, Followed>();

  constructor(deps: NoticesDeps) {
    this.#deps = deps;
  }

  /** A job as it stands now. Jobs that had ended before they were first heard of are no news. */
  jobChanged(job: Job): void {
    const known = this.#followed.get(job.id);
    if (!known) {
      if (job.state === 'finished') return;
      this.#followed.set(job.id, { job, told: new Set(), cancelTimer: null });
      this.#trouble(job);
      return;
    }
    const before = known.job;
    known.job = job;
    if (job.state === 'finished') {
      known.cancelTimer?.();
      this.#followed.delete(job.id);
      if (before.state !== 'cancelling') this.#tell(job, 'finished', finishedWords(job));
    } else if (job.waitingFor?.code !== before.waitingFor?.code || job.state !== before.state) {
      this.#trouble(job);
    }
  }

  /** Uploads came back that had been proved gone. */
  cameBack(of: { connectionId: string; bucket: string; jobId: string | null; uploads: number }): void {
    const { connectionId, bucket, jobId, uploads } = of;
    const what = uploads === 1 ? 'An aborted upload came back' : `${uploads} aborted uploads came back`;
    const body = jobId === null ? 'Left alone: see “Watching”.' : 'The clean-up has taken it up again.';
    const { clock, newId } = this.#deps;
    const title = `${what} in ${bucket}`;
    this.#deps.tell({ id: newId(), at: clock.now(), connectionId, bucket, jobId, kind: 'came back', title, body });
  }

  close(): void {
    for (const { cancelTimer } of this.#followed.values()) cancelTimer?.();
    this.#followed.clear();
  }

  #trouble(job: Job): void {
    const followed = this.#followed.get(job.id);
    if (!followed) return;
    followed.cancelTimer?.();
    followed.cancelTimer = null;
    const code = job.waitingFor?.code;
    if (code === undefined || job.state !== 'running' || followed.told.has(code)) return;
    const say = () => {
      followed.cancelTimer = null;
      followed.told.add(code);
      this.#tell(followed.job, 'waiting', waitingWords(followed.job, code, this.#deps.nameOf(job.connectionId)));
    };
    if (needsPerson.has(code)) say();
    else followed.cancelTimer = this.#deps.clock.schedule(this.#deps.clock.now() + patienceMs, say);
  }

  #tell({ id: jobId, connectionId, bucket }: Job, kind: Notice['kind'], words: Pick<Notice, 'title' | 'body'>): void {
    const { clock, newId } = this.#deps;
    this.#deps.tell({ id: newId(), at: clock.now(), connectionId, bucket, jobId, kind, ...words });
  }
}

/** What a job that has ended has to say. */
function finishedWords({ kind, bucket, counts, items, bytesFreed }: Job): Pick<Notice, 'title' | 'body'> {
  if (kind === 'complete') {
    return counts.completed > 0
      ? { title: `Upload completed in ${bucket}`, body: 'The object is there, and the upload is gone.' }
      : { title: `Upload not completed in ${bucket}`, body: 'Activity says why.' };
  }
  const others = (
    ['refused', 'gave up', 'unreachable', 'unverified', 'ghost', 'completed', 'skipped'] as const
  ).flatMap((verdict) => (counts[verdict] > 0 ? [`${counts[verdict]} ${verdict}`] : []));
  const clear = `${counts.clear} of ${items} clear, ${formatBytes(bytesFreed)} freed`;
  return { title: `Clean-up of ${bucket} has ended`, body: `${[clear, ...others].join(', ')}.` };
}

function waitingWords(
  { bucket, kind }: Job,
  code: ErrorCode,
  connection: string | null,
): Pick<Notice, 'title' | 'body'> {
  const what = kind === 'complete' ? 'Completing an upload' : 'The clean-up';
  const title = `${what} in ${bucket} is waiting`;
  const way = connection === null ? 'the connection' : `“${connection}”`;
  switch (code) {
    case 'DISK_FULL':
      return { title, body: 'The disk is full, and nothing is sent that cannot be recorded.' };
    case 'DATA_FOLDER_UNWRITABLE':
      return { title, body: 'The data folder cannot be written, and nothing is sent that cannot be recorded.' };
    case 'TOKEN_EXPIRED':
    case 'CREDENTIALS_MISSING':
    case 'ACCESS_KEY_UNKNOWN':
    case 'SIGNATURE_MISMATCH':
    case 'PROFILE_INVALID':
    case 'VAULT_UNAVAILABLE':
      return { title, body: `The credentials of ${way} need you.` };
    case 'SIGN_IN_NEEDED':
      return { title, body: `Sign in to ${way} again, and it goes on.` };
    case 'CLOCK_SKEW':
      return { title, body: 'This computer’s clock and the server’s are too far apart.' };
    case 'PROXY_FAILED':
      return { title, body: `The proxy of ${way} does not let us through. It goes on by itself once that does.` };
    case 'TLS_FAILED':
      return {
        title,
        body: `The server of ${way} shows a certificate that is not trusted. Test the connection to see it.`,
      };
    case 'NO_SUCH_BUCKET':
      return { title, body: 'The bucket is gone.' };
    case 'ACCESS_DENIED':
      return { title, body: `The server denies ${way} access.` };
    default:
      return { title, body: `The server of ${way} does not answer as it should. It goes on by itself once that does.` };
  }
}
