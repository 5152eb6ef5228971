import { Button } from '@mantine/core';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { ErrorShape } from '../../../shared/schema/errors.ts';
import type { Job, JobItem, UploadRef, Verification } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { keys, windowSize } from '../../api/queries.ts';
import { route } from '../../route.ts';
import { Badge, VerdictBadge } from '../../ui/badge.tsx';
import { Failure, failureLine } from '../../ui/failure.tsx';
import { KeyText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { verdictColumnWidth } from '../../ui/verdict-width.ts';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';
import classes from './history.module.css';
import { useWindows } from './use-windows.ts';

/** What a look that was asked for here has found. */
type Looked = { status: 'looking' } | { status: 'seen'; seen: Verification } | { status: 'failed'; error: ErrorShape };

/** The uploads of a job, and what became of each; every one can be verified again. */
export function ItemsGrid({ job }: { job: Job }) {
  const { queries } = useApi();
  const { onRange, offsets, placeOf } = useWindows(windowSize);
  const [active, setActive] = useState<number | null>(null);
  const { looked, verify, sentence } = useVerifyAgain();
  const canVerify = useConnection(job.connectionId) !== undefined;
  const results = useQueries({ queries: offsets.map((offset) => queries.jobItems(job.id, offset)) });

  const error = results.find((result) => result.error)?.error;
  if (error) return <Failure error={toErrorShape(error)} />;
  const rowAt = (index: number): JobItem | undefined => {
    const { window, row } = placeOf(index);
    return results[window]?.data?.items[row];
  };
  return (
    <>
      <p role="status" aria-label={words.page.history.items.verification} className={classes.sentence}>
        {sentence}
      </p>
      <VirtualGrid
        label={words.page.history.items.label}
        columns={itemColumns({ looked, verify: canVerify ? verify : null })}
        count={job.items}
        rowHeight={44}
        rowAt={rowAt}
        active={active}
        onActive={setActive}
        onRange={onRange}
        {...(canVerify && {
          onOpen: (index: number) => {
            const ref = rowAt(index)?.planned.ref;
            if (ref) route.go({ screen: 'bucket', connectionId: ref.connectionId, bucket: ref.bucket, upload: ref });
          },
        })}
      />
    </>
  );
}

const nameOf = ({ key, uploadId }: UploadRef) => `${uploadId}\n${key}`;

/** Looks again at uploads of a job, one by one, and keeps what each look has found as long as the screen is open. */
function useVerifyAgain() {
  const { client } = useApi();
  const cache = useQueryClient();
  const [found, setFound] = useState<ReadonlyMap<string, Looked>>(new Map());
  const [sentence, setSentence] = useState('');
  const put = (ref: UploadRef, looked: Looked) => setFound((before) => new Map(before).set(nameOf(ref), looked));
  const verify = async (ref: UploadRef) => {
    const { looked } = words.page.history.items;
    put(ref, { status: 'looking' });
    try {
      const seen = await client.uploads.verify(ref);
      put(ref, { status: 'seen', seen });
      setSentence(looked({ key: showKey(ref.key), found: showKey(words.reason(seen.reason)) }));
    } catch (thrown) {
      const error = toErrorShape(thrown);
      put(ref, { status: 'failed', error });
      setSentence(looked({ key: showKey(ref.key), found: failureLine(error) }));
    }
    void cache.invalidateQueries({ queryKey: keys.upload(ref) });
  };
  return { looked: (ref: UploadRef) => found.get(nameOf(ref)), verify, sentence };
}

type ItemColumnsOptions = {
  looked: (ref: UploadRef) => Looked | undefined;
  /** null where the connection is gone. */
  verify: ((ref: UploadRef) => void) | null;
};

function itemColumns({ looked, verify }: ItemColumnsOptions): GridColumn<JobItem>[] {
  const { columns } = words.page.history.items;
  return [
    {
      id: 'state',
      header: columns.state,
      width: verdictColumnWidth(),
      cell: ({ verdict, state }) =>
        verdict ? (
          <VerdictBadge verdict={verdict} />
        ) : (
          <Badge tone={state === 'queued' ? 'neutral' : 'busy'}>{words.stateNames[state]}</Badge>
        ),
    },
    {
      id: 'key',
      header: columns.key,
      width: 'minmax(140px, 1fr)',
      cell: ({ planned, reason }) => (
        <span className={classes.item}>
          {/* The blank parts the two for those who hear them. */}
          <KeyText value={planned.ref.key} />{' '}
          {reason && (
            <span className={classes.reason} title={showKey(words.reason(reason))}>
              {showKey(words.reason(reason))}
            </span>
          )}
        </span>
      ),
      words: ({ planned, reason }) => showKey(reason ? `${planned.ref.key} ${words.reason(reason)}` : planned.ref.key),
    },
    {
      id: 'attempts',
      header: columns.aborts,
      width: '58px',
      align: 'end',
      cell: ({ attempts }) => formatCount(attempts.length),
    },
    {
      id: 'left',
      header: columns.partsLeft,
      width: '66px',
      align: 'end',
      from: 700,
      cell: ({ partsLeft }) => (partsLeft === null ? <NotKnown /> : formatCount(partsLeft)),
    },
    {
      id: 'bytes',
      header: columns.bytesLeft,
      width: '80px',
      align: 'end',
      cell: ({ bytesLeft }) => (bytesLeft === null ? <NotKnown /> : formatColumnBytes(bytesLeft)),
    },
    {
      id: 'freed',
      header: columns.freed,
      width: '80px',
      align: 'end',
      // Only `clear` counts as freed.
      cell: ({ verdict, bytesFreed }) =>
        verdict === 'clear' && bytesFreed !== null ? formatColumnBytes(bytesFreed) : '–',
    },
    {
      id: 'verify',
      header: columns.now,
      width: '150px',
      cell: ({ planned: { ref } }) => (
        <VerifyCell shownKey={showKey(ref.key)} looked={looked(ref)} onVerify={verify && (() => verify(ref))} />
      ),
    },
  ];
}

function NotKnown() {
  return <span title={words.page.history.items.notKnown}>–</span>;
}

type VerifyCellProps = { shownKey: string; looked: Looked | undefined; onVerify: (() => void) | null };

function VerifyCell({ shownKey, looked, onVerify }: VerifyCellProps) {
  const text = words.page.history.items;
  return (
    <span className={classes.verify}>
      {onVerify && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={text.verifyThis(shownKey)}
          loading={looked?.status === 'looking'}
          onClick={(event) => {
            event.stopPropagation();
            onVerify();
          }}
        >
          {text.verify}
        </Button>
      )}
      {looked?.status === 'seen' && <VerdictBadge verdict={looked.seen.outcome} />}
      {looked?.status === 'failed' && (
        <Badge tone="bad" title={failureLine(looked.error)}>
          {text.failed}
        </Badge>
      )}
    </span>
  );
}
