import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { UploadRef } from '../../../shared/schema/model.ts';
import { assessParts } from '../../../shared/values/completable.ts';
import type { Verdict } from '../../../shared/values/verdict-kinds.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { keys } from '../../api/queries.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { VerdictBadge } from '../../ui/badge.tsx';
import { useCommands } from '../../ui/commands.ts';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { Icon } from '../../ui/icon.tsx';
import { KeyText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { Countdown, ExactTime, TimeText } from '../../ui/time-text.tsx';
import { showJob } from '../activity/index.ts';
import { AsObject, CompletionDialog } from '../rescue/index.ts';
import { AccessFailure } from '../sign-in/index.ts';
import { EvidenceList } from './evidence-list.tsx';
import { Facts } from './facts.tsx';
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
