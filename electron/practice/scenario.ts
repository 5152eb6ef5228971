import type { BucketBehaviour } from './behaviour.ts';
import type { PracticePrincipal } from './upload-record.ts';

/** An upload of a scenario. */
export interface ScenarioUpload {
  key: string;
  /** ms UTC. */
  initiatedAt: number;
  /** `size` in bytes; `lastModified` in ms UTC, the initiation time where left out. */
  parts?: readonly { partNumber: number; size: number; lastModified?: number }[];
  initiator?: PracticePrincipal;
  /** STANDARD where left out. */
  storageClass?: string;
  /** Left out: the store makes one. */
  uploadId?: string;
}

export interface ScenarioBucket {
  name: string;
  behaviour?: Partial<BucketBehaviour>;
  /** A LifecycleConfiguration document. */
  lifecycle?: string;
  uploads: Iterable<ScenarioUpload>;
}

/** The buckets a store starts with. The same for the same time. */
export interface Scenario {
  name: string;
  buckets: readonly ScenarioBucket[];
}
