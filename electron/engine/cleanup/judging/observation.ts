import type { Look, SearchSeen } from '../../../../shared/schema/model.ts';
import type { LookPurpose, Span } from './machine-state.ts';

/** What the runner tells the machine. */
export type Observation =
  | {
      type: 'look';
      purpose: LookPurpose;
      look: Look;
      /** Local clock, around the whole look. */
      startedAt: number;
      endedAt: number;
      /** The server's Date on the look's last answer; null where it sent none. */
      serverTime: number | null;
      /** The job's deadline has passed. */
      late: boolean;
    }
  /** The whole listing was searched for the upload ID, as wished. */
  | ({ type: 'searched'; seen: SearchSeen; late: boolean } & Span)
  /**
   * The store answered an abort. `status` is HTTP's; `code` and `message` the store's own words where it refused, and
   * `permission` what is missing by them. `conditional`: it was to abort only what was begun when the plan says (directory
   * buckets).
   */
  | {
      type: 'abort answered';
      status: number;
      code: string | null;
      message: string | null;
      permission?: string;
      conditional?: boolean;
    }
  /** No answer, or one that leaves open whether it took: 5xx, 429, network, or the process died meanwhile. */
  | { type: 'abort unanswered'; code: string; retryAfterMs: number | null }
  | { type: 'deadline' }
  | { type: 'cancel' };

export type LookObservation = Extract<Observation, { type: 'look' }>;
