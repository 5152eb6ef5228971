import type { ReactNode } from 'react';
import { formatDay, isKnownTime } from '../../../shared/format/time.ts';
import type { UploadTraceJson } from '../../../shared/schema/access-logs.ts';
import type { CostPair } from '../../../shared/schema/costs.ts';
import type { UploadOrigin } from '../../../shared/schema/leaks.ts';
import type { PartList, Upload, UploadRef } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { VerdictBadge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { CostText } from '../../ui/cost-text.tsx';
import { Filled } from '../../ui/filled.tsx';
import { FullText } from '../../ui/key-text.tsx';
import { ExactTime, TimeText } from '../../ui/time-text.tsx';
import { traceLines } from '../access-logs/index.ts';
import { originLines } from '../leaks/index.ts';
import { InitiatorText } from './initiator-text.tsx';
import classes from './parts.module.css';

export type FactsProps = {
  upload: UploadRef;
  row: Upload | null | undefined;
  /** How far the reading of the row has come. */
  read: ReadStatus;
  parts: Pick<PartList, 'abortDate' | 'abortRuleId' | 'storageClass' | 'checksum'> | undefined;
  costs: CostPair | null | undefined;
  origin: UploadOrigin | null | undefined;
  originRead: ReadStatus;
  trace: UploadTraceJson | null | undefined;
};

type ReadStatus = 'pending' | 'error' | 'success';

/** Why there is nothing to show: what was not read is not what the server did not tell. */
function nothingRead(read: ReadStatus): string {
  const { notRead, notTold } = words.page.parts.facts;
  return { pending: '…', error: notRead, success: notTold }[read];
}

/** What is known of an upload beside its parts: who it is, how old, by whom, at what cost, and when it goes by itself. */
export function Facts({ upload, row, read, parts, costs, origin, originRead, trace }: FactsProps) {
  const say = words.page.parts.facts;
  const abortDate = parts?.abortDate ?? row?.abortDate ?? null;
  const abortRule = parts?.abortRuleId ?? row?.abortRuleId ?? null;
  // What was read of the store just now is newer than any rule that was.
  const lapse = parts ? undefined : row?.abortLapse;
  const unknown = <span className={classes.muted}>{nothingRead(read)}</span>;
  const unknownOrigin = <span className={classes.muted}>{nothingRead(originRead)}</span>;
  return (
    <section className={classes.section} aria-label={say.label}>
      <dl className={classes.facts}>
        <Fact label={say.key}>
          <span className={classes.copied}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long key scrolls, and must do so by keyboard */}
            <span className={classes.key} tabIndex={0}>
              <FullText value={upload.key} />
            </span>
            <CopyButton value={upload.key} what={say.copied.key} />
          </span>
        </Fact>
        <Fact label={say.bucket}>
          <FullText value={upload.bucket} />
        </Fact>
        <Fact label={say.uploadId}>
          <span className={classes.copied}>
            <FullText value={upload.uploadId} />
            <CopyButton value={upload.uploadId} what={say.copied.uploadId} />
          </span>
        </Fact>
        <Fact label={say.state}>
          {row ? (
            row.verdict ? (
              <VerdictBadge verdict={row.verdict} />
            ) : row.active ? (
              isKnownTime(row.activityAt) ? (
                say.active
              ) : (
                say.activeAgeUnknown
              )
            ) : (
              words.stateNames.stale
            )
          ) : read === 'success' ? (
            say.notListed
          ) : (
            nothingRead(read)
          )}
        </Fact>
        <Fact label={say.initiated}>
          {row && isKnownTime(row.initiatedAt) ? <Moment value={row.initiatedAt} /> : unknown}
        </Fact>
        <Fact label={say.lastActivity}>
          {row && isKnownTime(row.activityAt) ? <Moment value={row.activityAt} /> : unknown}
        </Fact>
        <Fact label={say.initiator}>
          {row?.initiator ? <InitiatorText connectionId={upload.connectionId} initiator={row.initiator} /> : unknown}
        </Fact>
        <Fact label={say.storageClass}>{row?.storageClass ?? parts?.storageClass ?? unknown}</Fact>
        {/* Where the store says of none, it may not know of checksums: no line is not "none". */}
        {parts?.checksum && (
          <Fact label={say.checksums}>
            <FullText value={words.checksum(parts.checksum)} />
          </Fact>
        )}
        <Fact label={say.likelyClient}>
          {origin ? originLines(origin).map((line) => <div key={line}>{line}</div>) : unknownOrigin}
        </Fact>
        {trace && (
          <Fact label={say.accessLogs}>
            {traceLines(trace).map((line) => (
              <div key={line}>
                <FullText value={line} />
              </div>
            ))}
          </Fact>
        )}
        <Fact label={say.arrived}>{origin?.arrival ? words.leak.arrival(origin.arrival) : unknownOrigin}</Fact>
        <Fact label={say.cost}>
          <Filled
            text={say.costs}
            parts={{ month: <CostText cost={costs?.month} />, soFar: <CostText cost={costs?.soFar} /> }}
          />
        </Fact>
        <Fact label={say.lifecycle}>
          {abortDate === null ? (
            <span className={classes.muted}>{parts || read === 'success' ? say.noDate : nothingRead(read)}</span>
          ) : lapse ? (
            words.page.uploads.grid.lapsedMeaning({
              lapse,
              date: formatDay(abortDate, 'UTC'),
              rule: abortRule ?? '',
            })
          ) : abortRule ? (
            <Filled text={say.dateByRule} parts={{ date: <Moment value={abortDate} />, rule: abortRule }} />
          ) : (
            <Moment value={abortDate} />
          )}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Moment({ value }: { value: number }) {
  return (
    <>
      <TimeText value={value} />
      <span className={classes.muted}>
        {' · '}
        <ExactTime value={value} />
      </span>
    </>
  );
}
