import type { EndpointFacts } from '../../../shared/schema/endpoint.ts';
import type { LiveEvent, LiveState } from '../../../shared/schema/live.ts';
import type { BucketList, Job } from '../../../shared/schema/model.ts';
import { applyLiveEvent } from '../../../shared/values/live-state.ts';

/**
 * What the engine knows at this moment and no file holds as such: connections, bucket lists, jobs, endpoint facts, the
 * watch list, prompts, credentials. Every room tells it what has changed and asks it what is so; the live feed publishes
 * it to pages, and is never asked (design, "The house").
 */
export class Knowledge {
  #state: LiveState = { connections: [], buckets: {}, jobs: [] };
  readonly #followers: ((event: LiveEvent) => void)[] = [];

  /** All of it, as a page is given it first. */
  get state(): LiveState {
    return this.#state;
  }

  /** Takes in what has changed, and tells whoever follows. */
  learn(event: LiveEvent): void {
    this.#state = applyLiveEvent(this.#state, event);
    for (const follower of this.#followers) follower(event);
  }

  /** From now on `follower` is told of every event, after it was taken in and in order. */
  follow(follower: (event: LiveEvent) => void): void {
    this.#followers.push(follower);
  }

  /** Whether a clean-up of this connection is still under way. */
  hasOpenJob(connectionId: string): boolean {
    return this.#state.jobs.some((job) => job.connectionId === connectionId && job.state !== 'finished');
  }

  /** A clean-up as it was told last; null where nothing was told of it. */
  job(jobId: string): Job | null {
    return this.#state.jobs.find(({ id }) => id === jobId) ?? null;
  }

  /** A connection's buckets; null where they were neither asked for nor remembered. */
  bucketList(connectionId: string): BucketList | null {
    return this.#state.buckets[connectionId] ?? null;
  }

  /** Whose account a connection's buckets are, as ListBuckets told; null: it did not. */
  ownerId(connectionId: string): string | null {
    return this.#state.credentials?.[connectionId]?.ownerId ?? null;
  }

  /** What was learned of a connection's endpoint; null: nothing yet. */
  endpointFacts(connectionId: string): EndpointFacts | null {
    return this.#state.endpoints?.[connectionId] ?? null;
  }
}
