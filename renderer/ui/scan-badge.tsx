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
  const scanWords = words.page.ui.scan;
  const isRunning = scan.status === 'listing' || scan.status === 'sizing';
  if (outage && isRunning) {
    return (
      <Badge tone="warn" title={words.outage(outage)}>
        {scanWords.waitingForServer}
      </Badge>
    );
  }
  if (wait && isRunning) {
    return (
      <Badge tone="warn" title={showKey(words.storeWait(wait))}>
        {scanWords.waitingUntil(formatClock(wait.until))}
      </Badge>
    );
  }
  switch (scan.status) {
    case 'never':
      return <Badge tone="neutral">{scanWords.never}</Badge>;
    case 'listing':
      return <Badge tone="busy">{scanWords.listing(scan.uploads)}</Badge>;
    case 'sizing':
      return <Badge tone="busy">{scanWords.sizing}</Badge>;
    case 'complete':
      return (
        <Badge tone="ok" title={scanWords.finished(formatLocal(scan.finishedAt))}>
          {scanWords.complete}
        </Badge>
      );
    case 'stopped':
      return (
        <Badge tone="warn" title={scanWords.stoppedMeaning}>
          {scanWords.stopped}
        </Badge>
      );
    case 'failed':
      return scan.error.code === 'ACCESS_DENIED' ? (
        <Badge tone="warn" title={failureLine(scan.error)}>
          {scanWords.noAccess}
        </Badge>
      ) : (
        <Badge tone="bad" title={failureLine(scan.error)}>
          {scanWords.failed}
        </Badge>
      );
    default:
      return assertNever(scan);
  }
}
