import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import type { WatchEntry, WatchSummary } from '../../../shared/schema/watch.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { Badge, VerdictBadge } from '../../ui/badge.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { KeyText, NameText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { verdictColumnWidth } from '../../ui/verdict-width.ts';
import classes from './activity.module.css';
import { NextLook } from './next-look.tsx';
import { setPanel, showJob } from './panel.ts';

/** So many are named; the line above them counts all. */
const named = 100;

/** The entry among the jobs that opens {@link WatchingDetail}. */
export function WatchingEntry({ watch, isShown }: { watch: WatchSummary; isShown: boolean }) {
  const say = words.page.activity.watching;
  return (
    <button
      type="button"
      className={classes.job}
      aria-current={isShown ? true : undefined}
      onClick={() => setPanel({ watching: true })}
    >
      <span className={`${classes.name} ${classes.wrapping}`}>
        <span className={classes.bucket}>{say.count(watch.watching)}</span>
        {watch.back > 0 && <span className={classes.muted}>{say.cameBack(watch.back)}</span>}
      </span>
      <span className={classes.muted}>
        {watch.nextLookAt === null ? (
          say.nothing
        ) : (
          <Filled text={say.next} parts={{ when: <NextLook at={watch.nextLookAt} /> }} />
        )}
      </span>
    </button>
  );
}

/** Aborted uploads that are looked at again 1 h and 24 h after their verdict, and those that came back. */
export function WatchingDetail({ watch }: { watch: WatchSummary }) {
  const { client } = useApi();
  const say = words.page.activity.watching;
  const { data, error } = useQuery({
    // The summary changes with every look: the list follows it.
    queryKey: ['watch', watch],
    queryFn: ({ signal }) => client.watch.list({ offset: 0, limit: named }, { signal }),
    placeholderData: (before) => before,
  });
  const entries = data?.entries ?? [];
  return (
    <div className={classes.detail}>
      <p className={classes.watchNote}>{say.note}</p>
      {error && <Failure error={toErrorShape(error)} />}
      <ul className={classes.watched} style={verdictWidth()} aria-label={say.list}>
        {entries.map((entry) => (
          <li key={JSON.stringify([entry.ref.connectionId, entry.ref.bucket, entry.ref.uploadId, entry.ref.key])}>
            <WatchedUpload entry={entry} />
          </li>
        ))}
        {entries.length === named && <li className={classes.muted}>{say.firstNamed(named)}</li>}
      </ul>
    </div>
  );
}

/** Verdicts and what came of the looks stand in one column, as wide as the language's longest. */
function verdictWidth(): CSSProperties {
  return { ['--verdict-width' as string]: verdictColumnWidth() };
}

function WatchedUpload({ entry }: { entry: WatchEntry }) {
  const say = words.page.activity.watching;
  const { ref, verdict, outcome, finding, nextLookAt, lookedAt, returns, returnedJobId } = entry;
  const found = finding === null ? undefined : showKey(words.reason(finding));
  return (
    <div className={classes.watchedUpload}>
      <span>
        {outcome === null ? <VerdictBadge verdict={verdict} /> : <Badge tone="warn">{say.outcomes[outcome]}</Badge>}
      </span>
      <button
        type="button"
        className={classes.watchedKey}
        onClick={() =>
          returnedJobId === null
            ? route.go({ screen: 'bucket', connectionId: ref.connectionId, bucket: ref.bucket, upload: ref })
            : showJob(returnedJobId)
        }
      >
        <KeyText value={ref.key} />
      </button>
      <span className={classes.muted}>
        <NameText value={ref.bucket} />
      </span>
      <span className={classes.muted} title={nextLookAt === null ? found : undefined}>
        {nextLookAt !== null ? (
          <Filled text={say.nextOfOne(returns)} parts={{ when: <NextLook at={nextLookAt} /> }} />
        ) : (
          <>
            {found} {lookedAt !== null && <TimeText value={lookedAt} />}
          </>
        )}
      </span>
    </div>
  );
}
