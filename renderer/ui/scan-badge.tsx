import { formatCount } from '../../shared/format/numbers.ts';
import { formatClock, formatLocal } from '../../shared/format/time.ts';
import type { ScanState } from '../../shared/schema/model.ts';
import type { Outage, StoreWait } from '../../shared/schema/outages.ts';
import { assertNever } from '../../shared/values/exhaustive.ts';
import { words } from '../../shared/words/words.ts';
import { Badge } from './badge.tsx';
import { failureLine } from './failure.tsx';
import { showKey } from './safe-key.ts';

/** How far the last scan of a bucket came, in a word or two. "No access" never looks like "empty". */
export function ScanBadge({
  scan,
  outage,
  wait,
}: {
  scan: ScanState;
  outage?: Outage | undefined;
  wait?: StoreWait | undefined;
}) {
  const isRunning = scan.status === 'listing' || scan.status === 'sizing';
  if (outage && isRunning) {
    return (
      <Badge tone="warn" title={words.outage(outage)}>
        Waiting for the server
      </Badge>
    );
  }
  if (wait && isRunning) {
    return (
      <Badge tone="warn" title={showKey(words.storeWait(wait))}>
        Waiting until {formatClock(wait.until)}
      </Badge>
    );
  }
  switch (scan.status) {
    case 'never':
      return <Badge tone="neutral">Not scanned</Badge>;
    case 'listing':
      return <Badge tone="busy">Listing, {formatCount(scan.uploads)} so far</Badge>;
    case 'sizing':
      return <Badge tone="busy">Sizing</Badge>;
    case 'complete':
      return (
        <Badge tone="ok" title={`Finished ${formatLocal(scan.finishedAt)}`}>
          Scanned
        </Badge>
      );
    case 'stopped':
      return (
        <Badge tone="warn" title="Stopped before the end: the counts are of what was read.">
          Stopped early
        </Badge>
      );
    case 'failed':
      return scan.error.code === 'ACCESS_DENIED' ? (
        <Badge tone="warn" title={failureLine(scan.error)}>
          No access
        </Badge>
      ) : (
        <Badge tone="bad" title={failureLine(scan.error)}>
          Failed
        </Badge>
      );
    default:
      return assertNever(scan);
  }
}
