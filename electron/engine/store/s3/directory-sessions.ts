/** The keys that a directory bucket gives out for a few minutes (CreateSession); they sign every other call about it. */
export interface DirectorySession {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Local clock, ms UTC. */
  endsAt: number;
}

/** A session is renewed when it is this close to its end, ms: a call may wait for its turn, and time travels. */
const renewBeforeMs = 30_000;

/**
 * The sessions of one client, one per bucket and way of asking, shared by calls that come together.
 *
 * The SDK keeps sessions by itself, but it keeps a failure for good, too, and renews in the background where nobody catches
 * one that fails.
 *
 * @param begin gets a new session; what it throws is what every call that waits for it throws
 * @param now local clock, ms UTC
 */
export class DirectorySessions {
  readonly #begin: (bucket: string, mode: SessionMode) => Promise<DirectorySession>;
  readonly #now: () => number;
  readonly #sessions = new Map<string, Promise<DirectorySession>>();

  constructor(begin: (bucket: string, mode: SessionMode) => Promise<DirectorySession>, now: () => number) {
    this.#begin = begin;
    this.#now = now;
  }

  /** @param accessKeyId whose session it is: new credentials begin a new one */
  async session(accessKeyId: string, bucket: string, mode: SessionMode): Promise<DirectorySession> {
    const id = JSON.stringify([accessKeyId, bucket, mode]);
    const known = this.#sessions.get(id);
    if (known) {
      const session = await known;
      if (session.endsAt - this.#now() > renewBeforeMs) return session;
      if (this.#sessions.get(id) === known) this.#sessions.delete(id);
      return this.session(accessKeyId, bucket, mode);
    }
    const beginning = this.#begin(bucket, mode);
    this.#sessions.set(id, beginning);
    try {
      return await beginning;
    } catch (error) {
      if (this.#sessions.get(id) === beginning) this.#sessions.delete(id);
      throw error;
    }
  }
}

/** A `ReadOnly` session allows looks and listings, and nothing else (API Reference, CreateSession). */
export type SessionMode = 'ReadOnly' | 'ReadWrite';
