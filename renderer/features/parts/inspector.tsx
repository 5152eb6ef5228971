import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { formatDay, isKnownTime } from '../../../shared/format/time.ts';
import type { UploadTraceJson } from '../../../shared/schema/access-logs.ts';
import type { CostPair } from '../../../shared/schema/costs.ts';
import type { UploadOrigin } from '../../../shared/schema/leaks.ts';
import type { PartList, Upload, UploadRef } from '../../../shared/schema/model.ts';
import { assessParts } from '../../../shared/values/completable.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { keys } from '../../api/queries.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { VerdictBadge } from '../../ui/badge.tsx';
import { useCommands } from '../../ui/commands.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { CostText } from '../../ui/cost-text.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FullText, KeyText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { Countdown, ExactTime, TimeText } from '../../ui/time-text.tsx';
import { traceLines } from '../access-logs/index.ts';
import { showJob } from '../activity/index.ts';
import { originLines } from '../leaks/index.ts';
import { AsObject, CompletionDialog } from '../rescue/index.ts';
import { AccessFailure } from '../sign-in/index.ts';
import { EvidenceList } from './evidence-list.tsx';
import { InitiatorText } from './initiator-text.tsx';
import { PartMapView } from './part-map-view.tsx';
import classes from './parts.module.css';
import { PartsGrid } from './parts-grid.tsx';

export type InspectorProps = {
  upload: UploadRef;
  onClose: () => void;
  onAbort: () => void;
  /** It was opened in order to verify; `onVerifying` is told once that has begun. */
  verifyNow: boolean;
  onVerifying: () => void;
};

/** The region `Upload details`: what one upload is, what its parts hold, and what is proved of it. */
export function Inspector({ upload: ref, onClose, onAbort, verifyNow, onVerifying }: InspectorProps) {
  const { client, queries } = useApi();
  const say = words.page.parts.inspector;
  const sayList = words.page.parts.list;
  const cache = useQueryClient();
  const row = useQuery(queries.upload(ref));
  const parts = useQuery(queries.parts(ref));
  const costs = useQuery(queries.uploadCosts(ref));
  const origin = useQuery(queries.origin(ref));
  const trace = useQuery(queries.trace(ref));
  const connection = useConnection(ref.connectionId);
  const readOnly = connection?.readOnly ?? false;
  const endpointUrl = connection?.endpointUrl;
  const made = parts.data && !parts.error ? assessParts(parts.data.parts, { strict: endpointUrl === null }) : null;
  // A part list that was read before the upload went tells nothing of it now.
  const isGone = parts.error !== null && toErrorShape(parts.error).code === 'NO_SUCH_UPLOAD';
  const seen = parts.error ? undefined : parts.data;
  const verdict = row.data?.verdict ?? null;
  const goneReason = verdict === 'clear' || verdict === 'completed' || isGone ? say.nothingToAbort : null;
  const [completing, setCompleting] = useState(false);
  const verify = useMutation({
    mutationFn: () => client.uploads.verify(ref),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.upload(ref) }),
  });

  const { mutate: verifyIt } = verify;
  useEffect(() => {
    if (!verifyNow) return;
    verifyIt();
    onVerifying();
  }, [verifyNow, verifyIt, onVerifying]);
  const completeOff = !made || made.obstacles.length > 0 ? say.noObject : null;
  useCommands(say.commands, [
    { label: say.verify, run: () => verify.mutate() },
    { label: say.abort, off: readOnly ? words.page.ui.readOnlyReason : goneReason, run: onAbort },
    { label: say.complete, off: readOnly ? words.page.ui.readOnlyReason : completeOff, run: () => setCompleting(true) },
    { label: say.close, run: onClose },
  ]);

  return (
    <>
      <aside
        aria-label={say.label}
        className={classes.inspector}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <header className={classes.head}>
          <h2>
            <KeyText value={ref.key} />
          </h2>
          <ActionIcon aria-label={say.close} onClick={onClose} size="sm">
            <Icon name="close" size={14} />
          </ActionIcon>
        </header>
        <div className={classes.actions}>
          <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
            {say.verify}
          </Button>
          <ActingButton readOnly={readOnly} off={goneReason} variant="default" onClick={onAbort}>
            {say.abort}
          </ActingButton>
          <ActingButton
            readOnly={readOnly}
            variant="default"
            disabled={!made || made.obstacles.length > 0}
            onClick={() => setCompleting(true)}
          >
            {say.complete}
          </ActingButton>
          {readOnly && <span className={classes.muted}>{say.readOnly}</span>}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div className={classes.scroll} tabIndex={0}>
          <div role="status">
            {verify.data && (
              <div className={classes.verification}>
                <VerdictBadge verdict={verify.data.outcome} />
                <p>{showKey(words.reason(verify.data.reason))}</p>
                <small>
                  <Filled
                    text={verify.data.lookAgainAt === null ? say.looked : say.lookedAndLookAgain}
                    parts={{
                      ago: <TimeText value={verify.data.look.at} />,
                      at: <ExactTime value={verify.data.look.at} />,
                      next: verify.data.lookAgainAt !== null && <Countdown at={verify.data.lookAgainAt} />,
                    }}
                  />
                </small>
              </div>
            )}
          </div>
          {verify.error && <AccessFailure connectionId={ref.connectionId} error={toErrorShape(verify.error)} />}
          {row.error && <Failure error={toErrorShape(row.error)} />}
          <Facts
            upload={ref}
            row={row.data}
            read={row.status}
            parts={parts.data}
            costs={costs.data}
            origin={origin.data}
            originRead={origin.status}
            trace={trace.data}
          />
          <section className={classes.section} aria-label={sayList.label}>
            <h3>
              <span>
                {seen
                  ? sayList.title({ count: seen.parts.length + (seen.unnumbered ?? 0), bytes: seen.bytes })
                  : isGone
                    ? sayList.titleGone
                    : sayList.titleUnread}
              </span>
              <ActionIcon
                size="sm"
                aria-label={sayList.readAgain}
                loading={parts.isFetching}
                onClick={() => void parts.refetch()}
              >
                <Icon name="refresh" size={14} />
              </ActionIcon>
            </h3>
            {seen?.unnumbered !== undefined && seen.unnumbered > 0 && (
              <p className={classes.muted}>{sayList.unnumbered(seen.unnumbered)}</p>
            )}
            {parts.isPending && <p className={`${classes.muted} ${classes.reserved}`}>{sayList.reading}</p>}
            {parts.error && <PartsFailure connectionId={ref.connectionId} thrown={parts.error} verdict={verdict} />}
            {parts.data && !parts.error && (
              <>
                {parts.data.parts.length > 0 && <PartMapView parts={parts.data.parts} />}
                {made && <AsObject made={made} />}
                <div className={classes.grid}>
                  <PartsGrid parts={parts.data.parts} />
                </div>
              </>
            )}
          </section>
          <EvidenceList upload={ref} />
        </div>
      </aside>
      {/* Beside it: the key that closes the dialog must not close the details as well. */}
      {completing && (
        <CompletionDialog
          upload={ref}
          onClose={() => setCompleting(false)}
          onStarted={({ id }) => {
            setCompleting(false);
            showJob(id);
          }}
        />
      )}
    </>
  );
}

/** An upload that is gone is no failure: it is what most people came for. */
type PartsFailureProps = { connectionId: string; thrown: unknown; verdict: Verdict | null };

function PartsFailure({ connectionId, thrown, verdict }: PartsFailureProps) {
  const say = words.page.parts.list;
  const error = toErrorShape(thrown);
  if (error.code !== 'NO_SUCH_UPLOAD') return <AccessFailure connectionId={connectionId} error={error} />;
  return (
    <p className={classes.muted}>
      {verdict === 'clear' || verdict === 'completed' ? say.goneAsProved(words.verdicts[verdict]) : say.gone}
    </p>
  );
}

type FactsProps = {
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

function Facts({ upload, row, read, parts, costs, origin, originRead, trace }: FactsProps) {
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
