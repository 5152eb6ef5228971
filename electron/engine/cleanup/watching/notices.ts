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
  'KEYS_REFUSED',
  'ACCOUNT_BLOCKED',
  'REDIRECTED',
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
  'WRONG_SCHEME',
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
      if (before.state !== 'cancelling') this.#tellFinished(job);
    } else if (job.waitingFor?.code !== before.waitingFor?.code || job.state !== before.state) {
      this.#trouble(job);
    }
  }

  /** Uploads came back that had been proved gone. */
  cameBack(of: { connectionId: string; bucket: string; jobId: string | null; uploads: number }): void {
    const { clock, newId, tell } = this.#deps;
    tell({ id: newId(), at: clock.now(), kind: 'came back', ...of });
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
      this.#tellWaiting(followed.job, code);
    };
    if (needsPerson.has(code)) say();
    else followed.cancelTimer = this.#deps.clock.schedule(this.#deps.clock.now() + patienceMs, say);
  }

  #tellFinished(job: Job): void {
    const { items, counts, bytesFreed, bytesLeft, unknownLeft } = job;
    const figures = { items, counts, bytesFreed, bytesLeft, unknownLeft };
    this.#deps.tell({ ...this.#about(job), kind: 'finished', ...figures });
  }

  #tellWaiting(job: Job, code: ErrorCode): void {
    const connectionName = this.#deps.nameOf(job.connectionId);
    this.#deps.tell({ ...this.#about(job), kind: 'waiting', code, connectionName });
  }

  #about({ id: jobId, connectionId, bucket, kind: errand }: Job) {
    const { clock, newId } = this.#deps;
    return { id: newId(), at: clock.now(), connectionId, bucket, jobId, errand };
  }
}
