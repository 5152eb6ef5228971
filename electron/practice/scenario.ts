import type { BucketBehaviour } from './behaviour/behaviour.ts';
import type { ChecksumAlgorithm, ChecksumType } from './checksums/algorithms.ts';
import type { PracticePrincipal } from './uploads/upload-record.ts';

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
  /** What its client asked for, the type as S3 takes it where left out; left out: nothing, as old clients do. */
  checksum?: { algorithm: ChecksumAlgorithm; type?: ChecksumType };
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
