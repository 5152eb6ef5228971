import type { LifecycleConfiguration } from './configuration.ts';
import { abortDateOf, type Coverage, coverageOf } from './coverage.ts';
import { add, nothing, type SimulatedUpload, type UploadSum } from './simulate.ts';

/** Uploads that no rule aborts, for one reason. */
export interface UncoveredUploads extends UploadSum {
  nearest: Extract<Coverage, { covered: false }>['nearest'];
  /** The first few keys. */
  keys: string[];
}

/** What a bucket's rules do to the uploads that are there. */
export interface BucketCoverage {
  total: UploadSum;
  covered: UploadSum & { firstAt: number | null; lastAt: number | null };
  /** By what is nearest to covering them, the most bytes first. */
  uncovered: UncoveredUploads[];
}

/** Keys that are named for one reason. */
const mostKeys = 5;

/** Sorts uploads by what a configuration does to them. */
export function coverBucket(uploads: Iterable<SimulatedUpload>, existing: LifecycleConfiguration): BucketCoverage {
  const total = nothing();
  const covered: BucketCoverage['covered'] = { ...nothing(), firstAt: null, lastAt: null };
  const uncovered = new Map<string, UncoveredUploads>();
  for (const upload of uploads) {
    add(total, upload);
    const at = abortDateOf(existing, upload);
    if (at !== null) {
      add(covered, upload);
      covered.firstAt = Math.min(covered.firstAt ?? at, at);
      covered.lastAt = Math.max(covered.lastAt ?? at, at);
      continue;
    }
    const coverage = coverageOf(existing, upload);
    const nearest = coverage.covered ? null : coverage.nearest;
    const name = nearest === null ? '' : `${nearest.rule} ${nearest.why}`;
    const group = uncovered.get(name) ?? { ...nothing(), nearest, keys: [] };
    uncovered.set(name, group);
    add(group, upload);
    if (group.keys.length < mostKeys) group.keys.push(upload.key);
  }
  return {
    total,
    covered,
    uncovered: [...uncovered.values()].sort((a, b) => b.bytes - a.bytes || b.uploads - a.uploads),
  };
}
