import type { IndexClient } from '../index/client.ts';
import type { SeenLifecycle } from '../index/lifecycle-memory.ts';
import { type LifecycleConfiguration, readConfiguration, writeConfiguration } from '../lifecycle/configuration.ts';
import { coversEverything } from '../lifecycle/coverage.ts';
import { compareMeaning } from '../lifecycle/meaning.ts';
import { XmlUnreadable } from '../lifecycle/xml-tree.ts';
import { differenceView } from './views.ts';

/** What one look saw. */
export interface Look {
  state: SeenLifecycle['state'];
  configuration: LifecycleConfiguration;
  /** ms UTC. */
  at: number;
}

export type LifecycleMemoryIndex = Pick<IndexClient, 'seenLifecycle' | 'saveSeenLifecycle'>;

/**
 * Remembers what a look saw, and how it differs in meaning from what a person last knew. What comes back to that is no
 * difference any more.
 *
 * @param isOurs it is as this app has just put it: that is known, and no drift
 * @returns the bucket's new revision, where its rules are others than before
 */
export async function remember(
  index: LifecycleMemoryIndex,
  { connectionId, bucket }: { connectionId: string; bucket: string },
  look: Look,
  isOurs = false,
): Promise<number | null> {
  const before = isOurs ? null : await index.seenLifecycle(connectionId, bucket);
  return index.saveSeenLifecycle(connectionId, bucket, seenAfter(before, look));
}

/** Pure: what is remembered after a look. */
export function seenAfter(before: SeenLifecycle | null, { state, configuration, at }: Look): SeenLifecycle {
  const document = {
    xml: configuration.rules.length + configuration.others.length === 0 ? '' : writeConfiguration(configuration),
    transitionDefault: configuration.transitionDefault,
  };
  const aborting = configuration.rules.filter(({ enabled, abort }) => enabled === true && abort !== null).length;
  const seen = { document, state, coversEverything: coversEverything(configuration), aborting, at };
  // A store that does not know the question has said nothing of its rules: they are held against what it says next.
  if (state === 'not supported' && before) return { ...seen, document: before.document, drift: before.drift };
  const from = before?.drift?.from ?? before?.document;
  if (!before || !from) return { ...seen, drift: null };
  const known = configurationOf(from);
  if (known === null) return { ...seen, drift: null };
  // What a store begins or ceases to tell of small objects is no change where it told nothing before.
  const now = known.transitionDefault === null ? { ...configuration, transitionDefault: null } : configuration;
  const difference = compareMeaning(known, now);
  if (difference.same) return { ...seen, drift: null };
  const since = before.drift?.since ?? before.at;
  // Found when it was first seen, and anew where it went on.
  const isSame = before.document.xml === document.xml && before.drift !== null;
  const foundAt = isSame && before.drift ? before.drift.foundAt : at;
  return { ...seen, drift: { since, foundAt, difference: differenceView(difference), from } };
}

function configurationOf({ xml, transitionDefault }: SeenLifecycle['document']): LifecycleConfiguration | null {
  try {
    return readConfiguration(xml, transitionDefault);
  } catch (error) {
    if (error instanceof XmlUnreadable) return null;
    throw error;
  }
}
