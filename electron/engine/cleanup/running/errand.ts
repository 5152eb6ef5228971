import type { ErrorShape } from '../../../../shared/schema/errors.ts';
import type { Attempt, JobItem, Part, SearchSeen } from '../../../../shared/schema/model.ts';
import type { CleanupChange } from '../../index/cleanup-operations.ts';
import type { ItemRecord, JobRecord } from '../../index/job-rows.ts';
import type { Clock, Random } from '../../ports/ports.ts';
import type { Store } from '../../store/store.ts';
import type { LookPurpose, Span } from '../judging/machine-state.ts';
import type { TakenLook } from '../looking/look.ts';
import type { SharedListing } from '../looking/shared-listing.ts';
import type { UploadSearch } from '../looking/upload-search.ts';
import type { Journal } from '../recording/journal.ts';
import type { CallOptions, CallThrough } from '../recording/recorded-calls.ts';

/** What an item's work is done with. */
export interface ItemWork {
  job: JobRecord;
  store: Store;
  call: CallThrough;
  /** The listing that looks of the job share. */
  shared: SharedListing;
  /** The searches of the whole listing that items of the job share. */
  search: UploadSearch;
  journal: Journal;
  clock: Clock;
  random: Random;
  /** Why to stop where it is; null: go on. */
  stop: () => 'pause' | 'cancel' | null;
  /** The job's deadline has passed: nothing is sent any more. */
  isLate: () => boolean;
  /** Cuts reads in flight, on closing. An abort or a completion is never cut. */
  signal: AbortSignal;
  /** The item changed, and the change is written or about to be. */
  changed: (before: JobItem, after: JobItem) => void;
  /** How the last look or act fared: null where the store answered sensibly. */
  heard: (failure: ErrorShape | null) => void;
}

/** What a machine wants done next; `after` is its state once that is done. */
export type Wish<State> =
  | {
      kind: 'look';
      purpose: LookPurpose;
      /** @param parts every part that ListParts showed; null where it showed none or could not */
      after: (taken: TakenLook, parts: readonly Part[] | null, late: boolean) => State;
    }
  /** Search the whole listing for the upload ID, by a search that began at `notBefore` (local clock) or later. */
  | {
      kind: 'search';
      purpose: LookPurpose;
      notBefore: number;
      after: (found: { seen: SearchSeen } & Span, late: boolean) => State;
    }
  /** Send the one call that changes something, right after a look that allows it. */
  | { kind: 'act' }
  | { kind: 'wait'; floorMs: number; spreadMs: number }
  | { kind: 'done' };

/** What became of an act. */
export interface ActEnd<State> {
  state: State;
  /** HTTP's; null where there was no answer. */
  status: number | null;
  /** The store's own code, or ours; null where it succeeded. */
  code: string | null;
  /** What it says of the store as a whole; null where the store answered sensibly. */
  failure: ErrorShape | null;
}

/**
 * What a job does to one of its uploads, aborting or completing it: a machine, and the call that it makes. The runner
 * ({@link ./item-runner.ts}) is the same for both. A state is plain data, and none is ever changed.
 */
export interface Errand<State> {
  /** The state of the record: as it was kept, or that of an item nobody has looked at yet. */
  initial: State;
  /**
   * The state with which a record is taken up again: an act needs a new look before it, and what waited is due.
   *
   * @param interrupted the attempt that was under way when the process died
   */
  takenUp: (state: State, interrupted: Attempt | null) => State;
  /** Attempts on record whose end the state knows. */
  attempts: (state: State) => number;
  wish: (state: State, now: number) => Wish<State>;
  /** How it looks, besides what every look needs. */
  lookOptions: (work: ItemWork) => { shared?: SharedListing; objectFirst?: boolean };
  /** Sends the call. @throws CallNotSent, or what is no failure of the store */
  act: (
    state: State,
    work: ItemWork,
    options: Pick<CallOptions<unknown>, 'alongside' | 'stillWanted'>,
  ) => Promise<ActEnd<State>>;
  /** The act was wished and not sent. `recorded`: its line of evidence was written all the same. */
  notSent: (state: State, recorded: boolean) => State;
  /** The deadline has passed, or the person stopped it. The same state where that changes nothing. */
  settled: (state: State, by: 'deadline' | 'cancel') => State;
  /** The item as people see it, by the machine's state. `at`: when its next step is due. */
  standing: (item: JobItem, state: State, now: number, at: number | null) => JobItem;
  /** What is written in the same transaction as the verdict. */
  alongsideEnd: (record: ItemRecord, state: State, now: number) => CleanupChange[];
}
