import { AppError, errorShapeOf } from '../../../shared/schema/errors.ts';
import type { ScanState } from '../../../shared/schema/model.ts';
import { says } from '../../../shared/words/says.ts';
import type { Buckets } from '../buckets/buckets.ts';
import type { Connections } from '../connections/connections.ts';
import { patient } from '../connections/outages.ts';
import type { IndexClient } from '../index/client.ts';
import { indexFailure } from '../index/index-failure.ts';
import type { UploadName } from '../index/scan-operations.ts';
import type { WalkPlace } from '../index/walk-place.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Clock, Log, Random } from '../ports/ports.ts';
import { sizeUploads } from '../sizing/sizer.ts';
import type { Paces } from '../store/paces.ts';
import type { ServerTime } from '../store/server-time.ts';
import type { Store } from '../store/store.ts';
import { PageWriter, type UnwrittenPages } from './page-writer.ts';
import { listsInParts, mayWalkInRanges } from './range-evidence.ts';
import { walkInRanges } from './range-walk.ts';
import { ScanCounts } from './scan-counts.ts';
import { type BrokenOffScan, isResumable } from './scan-resume.ts';
import { lookAtUnlisted, mostUnlistedLooks } from './unlisted.ts';

/** Progress is told at most this often; ends are told at once. */
const tellEveryMs = 250;
/** Uploads that are sized at once beside a listing: only those that somebody looks at. */
const roomBeside = 4;

/**
 * Uploads that are listed in one go, some 2 GB of index: a listing without end would fill the disk. A person who knows that
 * there are more goes on with the same again.
 */
const mostListed = 5_000_000;

/** What scans need of the engine. */
export interface ScanDeps {
  index: IndexClient;
  clock: Clock;
  random: Random;
  log: Log;
  paces: Paces;
  serverTime: Pick<ServerTime, 'now'>;
  knowledge: Pick<Knowledge, 'learn' | 'endpointFacts'>;
  connections: Pick<Connections, 'attendedStoreFor' | 'outages'>;
  buckets: Pick<Buckets, 'tell'>;
  /** Uploads that are listed in one go; five million where left out. */
  mostListed?: number;
  /** A scan has come to its end; `uploads` is how many it listed. */
  scanned: (connectionId: string, bucket: string, uploads: number) => void;
}

/** One scan of a bucket: the listing, what it shows no more, and the sizes. */
export class ScanRun {
  readonly #deps: ScanDeps;
  readonly #connectionId: string;
  readonly #bucket: string;
  readonly #signal: AbortSignal;
  #counts = ScanCounts.begun(0, true);
  #stage: 'listing' | 'sizing' = 'listing';
  #toldAt = 0;
  /** A page of the listing is there, be it from before the scan was broken off. */
  #hasRead = false;
  #wishes: UploadName[] = [];
  /** Sizes the wishes while the listing goes on; null while there are none. */
  #beside: Promise<void> | null = null;
  #store: Store | null = null;

  constructor(deps: ScanDeps, connectionId: string, bucket: string, signal: AbortSignal) {
    this.#deps = deps;
    this.#connectionId = connectionId;
    this.#bucket = bucket;
    this.#signal = signal;
  }

  /** Scans, and ends in a state that says how far it came. Throws what is no failure of the store. */
  async run(): Promise<void> {
    const { clock, index } = this.#deps;
    const places = await this.#begin();
    await this.#tell(true);
    try {
      this.#store = await unlessAborted(this.#deps.connections.attendedStoreFor(this.#connectionId), this.#signal);
      if (places === null || places.length > 0) await this.#list(this.#store, places);
      this.#stage = 'sizing';
      await this.#beside;
      await this.#settleUnlisted(this.#store);
      await this.#noteWhole();
      await this.#tell(true);
      await this.#size(this.#store);
      await index.endScan(this.#connectionId, this.#bucket);
      await this.#set({ status: 'complete', ...this.#counts.now, finishedAt: clock.now() });
      this.#deps.scanned(this.#connectionId, this.#bucket, this.#counts.now.uploads);
    } catch (error) {
      const finishedAt = clock.now();
      const shape = indexFailure(error) ?? errorShapeOf(error);
      await this.#end(
        this.#signal.aborted
          ? { status: 'stopped', ...this.#counts.now, finishedAt }
          : { status: 'failed', ...this.#counts.now, finishedAt, error: shape },
      );
      if (!(error instanceof AppError) && !this.#signal.aborted) throw error;
    }
  }

  /** Sizes these uploads before any others, from now on. */
  prioritise(uploads: readonly UploadName[]): void {
    this.#wishes = [...uploads];
    this.#sizeBeside();
  }

  /** Takes up a scan that was broken off, or begins a new one. Returns what is left to list; null: all of it. */
  async #begin(): Promise<WalkPlace[] | null> {
    const { index, clock, serverTime } = this.#deps;
    const [connectionId, bucket] = [this.#connectionId, this.#bucket];
    const before = await index.scanState(connectionId, bucket);
    if (before && isResumable(before, clock.now())) {
      const places = await index.openPlaces(connectionId, bucket);
      if (places) {
        this.#counts = ScanCounts.takenUp(before);
        this.#hasRead = before.pages > 0;
        return places;
      }
    }
    const generation = await index.beginScan(connectionId, bucket, serverTime.now(connectionId));
    this.#counts = ScanCounts.begun(clock.now(), generation === 1);
    return null;
  }

  async #list(store: Store, resumeFrom: WalkPlace[] | null): Promise<void> {
    const { index, clock, random, knowledge, paces } = this.#deps;
    const options = {
      clock,
      random,
      resumeFrom,
      mayDivide: mayWalkInRanges(knowledge.endpointFacts(this.#connectionId)),
    };
    const write = async ({ pages, uploads, places }: UnwrittenPages) => {
      const written = await index.addUploads(this.#connectionId, this.#bucket, uploads, places);
      this.#counts.wrote(pages, written.added, written.fresh);
      this.#rowsChanged(written.revision);
      await this.#tell(false);
      this.#sizeBeside();
    };
    const writer = new PageWriter(write);
    let listed = 0;
    const { mostListed: most = mostListed } = this.#deps;
    // Until its first page is there, a person looks at an empty grid.
    const asked = this.#patient(paces.inTurn(store, () => !this.#hasRead));
    try {
      for await (const { uploads, unnamed, places } of walkInRanges(asked, this.#bucket, options, this.#signal)) {
        this.#hasRead = true;
        this.#counts.note(unnamed);
        await writer.add(uploads, places);
        listed += uploads.length;
        if (listed >= most && places.length > 0) {
          const details = { operation: 'ListMultipartUploads', bucket: this.#bucket, endpoint: store.endpoint, listed };
          throw new AppError('LISTING_ENDLESS', says('moreAfterUploads', { uploads: listed }), details);
        }
      }
    } finally {
      await writer.end();
    }
  }

  /** What was known and is listed no more: dropped, unless the store hides it. */
  async #settleUnlisted(store: Store): Promise<void> {
    // The first scan of a bucket: every row is its own.
    if (!this.#counts.now.changes) return;
    const { index, clock, random, paces, serverTime } = this.#deps;
    const [connectionId, bucket] = [this.#connectionId, this.#bucket];
    await index.believeRespelled(connectionId, bucket);
    const candidates = await index.unlistedUploads(connectionId, bucket, mostUnlistedLooks);
    const isListingWhole = this.#counts.now.unnamed === undefined;
    const ports = { store: this.#patient(paces.inTurn(store)), clock, random, bucket, isListingWhole };
    const { hidden, unknown } = await lookAtUnlisted(ports, candidates, this.#signal);
    if (hidden.length > 0) await index.saveSizings(connectionId, bucket, hidden);
    if (hidden.length + unknown.length > 0) await index.keepUnlisted(connectionId, bucket, { hidden, unknown });
    // More of them than were looked at, and the listing does not tell.
    if (!isListingWhole && candidates.length === mostUnlistedLooks) return;
    const { revision, dropped } = await index.dropUnlisted(connectionId, bucket, serverTime.now(connectionId));
    this.#counts.settled(dropped, hidden.length);
    this.#rowsChanged(revision);
  }

  /** What a later scan shows for the first time was begun after this one began, if this one saw everything. */
  async #noteWhole(): Promise<void> {
    const { index, knowledge } = this.#deps;
    const [connectionId, bucket] = [this.#connectionId, this.#bucket];
    if (listsInParts(knowledge.endpointFacts(connectionId))) await index.forgetWholeScans(connectionId, bucket);
    else if (!this.#counts.now.unnamed) await index.sawWhole(connectionId, bucket, this.#counts.now.startedAt);
  }

  #sizeBeside(): void {
    const store = this.#store;
    if (!store || this.#beside || this.#stage !== 'listing' || this.#wishes.length === 0) return;
    this.#beside = this.#size(store)
      // The listing goes on; the sizing that follows it meets the same.
      .catch((error) => this.#deps.log.warn('Sizing beside a listing failed', { error: String(error) }))
      .finally(() => {
        this.#beside = null;
      });
  }

  /** Sizes the wishes; once the listing is through, everything. */
  #size(store: Store): Promise<void> {
    const { index, clock, random, paces } = this.#deps;
    const [connectionId, bucket] = [this.#connectionId, this.#bucket];
    return sizeUploads(
      {
        store,
        inTurn: (of) => this.#patient(paces.inTurn(of)),
        clock,
        random,
        paces,
        bucket,
        room: () => (this.#stage === 'listing' ? roomBeside : Number.POSITIVE_INFINITY),
        next: async (limit) => {
          const wished = this.#wishes.length === 0 ? [] : await index.unsizedAmong(connectionId, bucket, this.#wishes);
          if (this.#stage === 'listing') return wished;
          return [...wished, ...(await index.unsizedUploads(connectionId, bucket, limit))];
        },
        save: async (results) => {
          this.#rowsChanged(await index.saveSizings(connectionId, bucket, results));
          await this.#tell(false);
        },
      },
      this.#signal,
    );
  }

  /** Once something was read, the rest waits while the store is away; before that, a person sees why nothing comes. */
  #patient(store: Store): Store {
    return patient(store, this.#deps.connections.outages, () => this.#hasRead);
  }

  #rowsChanged(revision: number): void {
    const [connectionId, bucket] = [this.#connectionId, this.#bucket];
    this.#deps.knowledge.learn({ type: 'uploads', connectionId, bucket, revision });
  }

  async #tell(always: boolean): Promise<void> {
    if (!always && this.#deps.clock.now() - this.#toldAt < tellEveryMs) return;
    await this.#set({ status: this.#stage, ...this.#counts.now });
  }

  /** It is over, and whoever watches is told so, even where the index cannot be. @throws what the index failed with */
  async #end(state: BrokenOffScan): Promise<void> {
    try {
      await this.#set(state);
    } catch (error) {
      await this.#deps.buckets.tell(this.#connectionId, this.#bucket, { scan: state });
      throw error;
    }
  }

  async #set(state: ScanState): Promise<void> {
    this.#toldAt = this.#deps.clock.now();
    await this.#deps.index.setScanState(this.#connectionId, this.#bucket, state);
    await this.#deps.buckets.tell(this.#connectionId, this.#bucket);
  }
}

/** What `work` resolves with. @throws the signal's reason as soon as it aborts, whatever becomes of the work */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
