import { AppError, errorShapeOf } from '../../../shared/schema/errors.ts';
import type { LiveEvent } from '../../../shared/schema/live.ts';
import type { BucketList, Connection, Plan } from '../../../shared/schema/model.ts';
import type { Opening, RefusedOpening } from '../../../shared/schema/openings.ts';
import { readBucketLink } from '../../../shared/values/bucket-link.ts';
import { connectionIfKnown } from '../connections/connection-if-known.ts';

/** What a person asked the system to open in this app, as a host found it. */
export type Asked =
  | { kind: 'link'; text: string }
  /** A file by its name, and what is in it. */
  | { kind: 'plan file'; name: string; text: string }
  /** The host could not make anything of it. */
  | { kind: 'refused'; refusal: RefusedOpening };

export interface OpeningDeps {
  connections: { get(connectionId: string): Connection };
  knowledge: { bucketList(connectionId: string): BucketList | null; learn(event: LiveEvent): void };
  /** Freezes a plan of an exported one's text. @throws AppError in words */
  openPlan(text: string): Promise<Pick<Plan, 'id' | 'connectionId' | 'bucket'>>;
  newId?: () => string;
}

export interface Openings {
  /**
   * Lets it wait for the page, which shows the place or says why there is none. No store is called, and nothing that is on
   * a plan is started: whoever made the link or the file need not be the person.
   */
  open(asked: Asked): Promise<void>;
  /** The page has it. */
  take(openingId: string): void;
}

/** So many wait at most: whatever makes more of them at once is no person. The oldest make room. */
const mostWaiting = 8;

/** What was asked from outside the page, until the page has taken it: it may come before there is one. */
export function createOpenings(deps: OpeningDeps): Openings {
  const newId = deps.newId ?? (() => crypto.randomUUID());
  let waiting: readonly Opening[] = [];
  const set = (next: readonly Opening[]) => {
    waiting = next;
    deps.knowledge.learn({ type: 'openings', openings: [...waiting] });
  };
  const refused = (refusal: RefusedOpening): Opening => ({ kind: 'refused', id: newId(), refusal });

  const ofLink = (text: string): Opening => {
    const place = readBucketLink(text);
    if (place === null) return refused({ why: 'no link' });
    const connection = connectionIfKnown(deps.connections.get, place.connectionId);
    if (connection === null) return refused({ why: 'unknown connection' });
    const known = deps.knowledge.bucketList(connection.id)?.items ?? [];
    if (known.some(({ name }) => name === place.bucket)) return { kind: 'bucket', id: newId(), ...place };
    return refused({ why: 'unknown bucket', bucket: place.bucket, connectionName: connection.name });
  };
  const ofPlanFile = async (name: string, text: string): Promise<Opening> => {
    try {
      const { id: planId, connectionId, bucket } = await deps.openPlan(text);
      return { kind: 'plan', id: newId(), planId, connectionId, bucket };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refused({ why: 'bad plan', name, error: errorShapeOf(error) });
    }
  };
  const openingOf = async (asked: Asked): Promise<Opening> => {
    switch (asked.kind) {
      case 'link':
        return ofLink(asked.text);
      case 'plan file':
        return ofPlanFile(asked.name, asked.text);
      case 'refused':
        return refused(asked.refusal);
    }
  };
  return {
    async open(asked) {
      const opening = await openingOf(asked);
      set([...waiting, opening].slice(-mostWaiting));
    },
    take(openingId) {
      if (waiting.some(({ id }) => id === openingId)) set(waiting.filter(({ id }) => id !== openingId));
    },
  };
}
