import { useMutation } from '@tanstack/react-query';
import { memo, useState } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { JobItem, UploadRef } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { Badge, VerdictBadge } from '../../ui/badge.tsx';
import { Failure, failureLine } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { KeyText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { Countdown } from '../../ui/time-text.tsx';
import { useSpoken } from '../../ui/use-language.ts';
import { verdictColumnWidth } from '../../ui/verdict-width.ts';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';
import classes from './activity.module.css';
import { AttemptDots } from './attempt-dots.tsx';
import { GoOnButton } from './go-on.tsx';
import { useJobItems } from './job-items.ts';
import { PartsLeftLine } from './parts-left-line.tsx';

function itemColumns(): GridColumn<JobItem>[] {
  const say = words.page.activity.items;
  return [
    {
      id: 'state',
      header: say.state,
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
      header: say.key,
      width: 'minmax(120px, 1fr)',
      cell: ({ planned, reason }) => {
        const why = reason === null ? undefined : showKey(words.reason(reason));
        return (
          <span className={classes.item}>
            {/* The space parts the two for those who hear them in one. */}
            <KeyText value={planned.ref.key} />{' '}
            <span className={classes.reason} title={why}>
              {why}
            </span>
          </span>
        );
      },
    },
    {
      id: 'attempts',
      header: say.attempts,
      width: '112px',
      cell: ({ attempts }) => <AttemptDots attempts={attempts} />,
    },
    {
      id: 'parts',
      header: say.partsLeft,
      width: '96px',
      align: 'end',
      cell: (item) => (
        <span className={classes.left}>
          <PartsLeftLine item={item} />
          {item.partsLeft === null ? '–' : formatCount(item.partsLeft)}
        </span>
      ),
    },
    {
      id: 'bytes',
      header: say.bytesLeft,
      width: '80px',
      align: 'end',
      cell: ({ bytesLeft }) => (bytesLeft === null ? '–' : formatColumnBytes(bytesLeft)),
    },
    {
      id: 'next',
      header: say.next,
      width: '188px',
      cell: (item) => <NextStep item={item} />,
    },
  ];
}

/** Everything of one job, what needs eyes first. Drawn again where its items change, and not with each of the job's sums. */
export const JobItemsGrid = memo(function JobItemsGrid({ jobId, count }: { jobId: string; count: number }) {
  const say = words.page.activity.items;
  const columns = useSpoken(itemColumns, []);
  const { rowAt, onRange, error } = useJobItems(jobId);
  const [active, setActive] = useState<number | null>(null);
  const { client } = useApi();
  const tryNow = useMutation({ mutationFn: (ref: UploadRef) => client.jobs.tryNow({ jobId, ref }) });
  if (error) return <Failure error={toErrorShape(error)} />;
  return (
    <VirtualGrid
      label={say.label}
      columns={columns}
      count={count}
      rowHeight={56}
      rowAt={rowAt}
      active={active}
      onActive={setActive}
      onOpen={(index) => {
        const item = rowAt(index);
        if (item) showUpload(item.planned.ref);
      }}
      menuOf={({ planned: { ref }, next, state }) => ({
        name: say.menu(showKey(ref.key)),
        actions: [
          { label: say.showDetails, keys: say.showDetailsKey, run: () => showUpload(ref) },
          {
            label: say.tryNow,
            off: !next || state === 'done' ? say.nothingToTry : null,
            run: () => tryNow.mutate(ref),
          },
          { label: say.copyKey, parted: true, copy: ref.key },
          { label: say.copyUploadId, copy: ref.uploadId },
        ],
      })}
      onRange={onRange}
    />
  );
});

function showUpload(ref: UploadRef): void {
  route.go({ screen: 'bucket', connectionId: ref.connectionId, bucket: ref.bucket, upload: ref });
}

/** What comes next for an item and when, with the button that does it now; for one that gave up, a button to go on. */
function NextStep({ item: { jobId, planned, next, state, verdict } }: { item: JobItem }) {
  const { client } = useApi();
  const say = words.page.activity.items;
  const tryNow = useMutation({ mutationFn: () => client.jobs.tryNow({ jobId, ref: planned.ref }) });
  if (verdict === 'gave up') {
    return (
      // Rows are reused: another upload has a dialog of its own.
      <GoOnButton
        key={planned.ref.uploadId}
        at={planned.ref}
        selection={{ kind: 'uploads', refs: [planned.ref] }}
        label={say.goOnWith(showKey(planned.ref.key))}
      >
        {say.goOn}
      </GoOnButton>
    );
  }
  if (!next || state === 'done') return null;
  const failure = tryNow.error ? failureLine(toErrorShape(tryNow.error)) : undefined;
  return (
    <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 8 }}>
      <span title={failure}>
        <Filled text={say.steps[next.action]} parts={{ when: <Countdown at={next.at} /> }} />
      </span>
      {/* A plain button: rows come and go many times a second, and the library's own costs as much as the rest of a row. */}
      <button
        type="button"
        className={classes.rowButton}
        aria-label={say.tryNowOf(showKey(planned.ref.key))}
        disabled={tryNow.isPending}
        onClick={(event) => {
          event.stopPropagation();
          tryNow.mutate();
        }}
      >
        {say.tryNowInRow}
      </button>
    </span>
  );
}
