import { Checkbox } from '@mantine/core';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatDay } from '../../../shared/format/time.ts';
import type { Upload, UploadSort } from '../../../shared/schema/model.ts';
import type { ErrorCode } from '../../../shared/values/error-codes.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { Badge, VerdictBadge } from '../../ui/badge.tsx';
import type { ClickGuard } from '../../ui/click-guard.ts';
import { failureLine } from '../../ui/failure.tsx';
import { KeyText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import tick from '../../ui/tick.module.css';
import { TimeText } from '../../ui/time-text.tsx';
import { verdictColumnWidth } from '../../ui/verdict-width.ts';
import type { GridColumn } from '../../ui/virtual-grid.tsx';
import { uploadIdentity } from './selection.ts';

export type UploadColumnsOptions = {
  sort: UploadSort;
  onSort: (sort: UploadSort) => void;
  isTicked: (upload: Upload) => boolean;
  guard: ClickGuard;
  onTick: (index: number, how: { shift: boolean }) => void;
  ticks: 'none' | 'some' | 'all';
  onTickAll: () => void;
};

/** What {@link ClickGuard} knows the box in the head by; uploads go by their identity, which is never so short. */
const everything = 'all';

/** The columns of the grid `Incomplete uploads`. */
export function uploadColumns(options: UploadColumnsOptions): GridColumn<Upload>[] {
  const say = words.page.uploads.grid;
  const { sort, onSort, guard } = options;
  const by = (id: UploadSort['by'], first: UploadSort['direction'] = 'asc') => ({
    direction: sort.by === id ? sort.direction : null,
    toggle: () => onSort({ by: id, direction: sort.by === id ? (sort.direction === 'asc' ? 'desc' : 'asc') : first }),
  });
  return [
    {
      id: 'tick',
      width: '20px',
      header: (
        <Checkbox
          size="xs"
          aria-label={say.selectAll}
          checked={options.ticks === 'all'}
          indeterminate={options.ticks === 'some'}
          readOnly
          onPointerDown={() => guard.pressed(everything)}
          onClick={(event) => {
            if (guard.isMeant(event, everything)) options.onTickAll();
          }}
        />
      ),
      cell: (upload, index) => (
        <input
          type="checkbox"
          className={tick.tick}
          tabIndex={-1}
          aria-label={say.select(showKey(upload.ref.key))}
          checked={options.isTicked(upload)}
          readOnly
          onPointerDown={() => guard.pressed(uploadIdentity(upload.ref))}
          onMouseDown={(event) => {
            // The keys go on from here: they are the grid's.
            event.preventDefault();
            event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
          }}
          onClick={(event) => {
            event.stopPropagation();
            if (guard.isMeant(event, uploadIdentity(upload.ref))) options.onTick(index, { shift: event.shiftKey });
          }}
        />
      ),
      // The row says whether it is selected; the box would say it twice.
      words: () => undefined,
    },
    {
      id: 'key',
      header: say.columns.key,
      width: 'minmax(118px, 1fr)',
      sort: by('key'),
      cell: ({ ref }) => <KeyText value={ref.key} />,
      words: ({ ref }) => showKey(ref.key),
    },
    {
      id: 'parts',
      header: say.columns.parts,
      width: '56px',
      from: 590,
      align: 'end',
      sort: by('parts', 'desc'),
      cell: (upload) => <SizedValue upload={upload} value="parts" />,
    },
    {
      id: 'size',
      header: say.columns.size,
      width: '78px',
      align: 'end',
      sort: by('size', 'desc'),
      cell: (upload) => <SizedValue upload={upload} value="bytes" />,
    },
    {
      id: 'initiated',
      header: say.columns.initiated,
      // "13 minutes ago" whole.
      width: 'minmax(112px, 126px)',
      from: 520,
      sort: by('initiated'),
      cell: ({ initiatedAt }) => <TimeText value={initiatedAt} />,
    },
    {
      id: 'activity',
      header: say.columns.lastActivity,
      width: 'minmax(108px, 126px)',
      from: 710,
      sort: by('activity', 'desc'),
      cell: ({ activityAt }) => <TimeText value={activityAt} />,
    },
    {
      id: 'storageClass',
      header: say.columns.storageClass,
      width: '112px',
      from: 840,
      sort: by('storageClass'),
      cell: ({ storageClass }) => <span title={storageClass ?? undefined}>{storageClass ?? '–'}</span>,
    },
    {
      id: 'initiator',
      header: say.columns.initiator,
      width: 'minmax(92px, 0.35fr)',
      from: 960,
      sort: by('initiator'),
      cell: ({ initiator }) => {
        const name = initiator && showKey(initiator.displayName || initiator.id);
        return <span title={initiator ? showKey(initiator.id) : undefined}>{name ?? '–'}</span>;
      },
    },
    {
      id: 'abortDate',
      header: say.columns.abortDate,
      width: '136px',
      from: 1080,
      sort: by('abortDate'),
      cell: (upload) => <AbortDate upload={upload} />,
    },
    {
      id: 'state',
      header: say.columns.state,
      // What is to the left of a badge in its cell, and the longest badge of the language.
      width: `max(104px, calc(${verdictColumnWidth()} + 10px))`,
      sort: by('state'),
      cell: (upload) => <StateCell upload={upload} />,
    },
  ];
}

/** The store's word on when lifecycle aborts it; where that holds no longer, why. */
function AbortDate({ upload }: { upload: Pick<Upload, 'abortDate' | 'abortRuleId' | 'abortLapse'> }) {
  const { abortDate, abortRuleId, abortLapse } = upload;
  if (abortDate === null) return '–';
  if (abortLapse === undefined) return <TimeText value={abortDate} />;
  const { lapsed, lapsedMeaning } = words.page.uploads.grid;
  const told = { lapse: abortLapse, date: formatDay(abortDate, 'UTC'), rule: abortRuleId ?? '' };
  return <span title={lapsedMeaning(told)}>{lapsed[abortLapse]}</span>;
}

function SizedValue({ upload: { sizing }, value }: { upload: Upload; value: 'parts' | 'bytes' }) {
  switch (sizing.status) {
    case 'pending':
      return <span title={words.page.uploads.grid.notSizedYet}>…</span>;
    case 'sized':
      return value === 'parts' ? formatCount(sizing.parts) : formatColumnBytes(sizing.bytes);
    case 'failed':
      if (value === 'parts') return <span title={failureLine(sizing.error)}>–</span>;
      return <span title={failureLine(sizing.error)}>{unsizedWord(sizing.error.code)}</span>;
    default:
      return assertNever(sizing);
  }
}

function unsizedWord(code: ErrorCode): string {
  const say = words.page.uploads.grid.unsized;
  if (code === 'ACCESS_DENIED') return say.noAccess;
  return code === 'NO_SUCH_UPLOAD' ? say.notFound : say.failed;
}

/** What is known of an upload in one word: the newest verdict, else whether somebody still seems to write to it. */
function StateCell({ upload: { verdict, active } }: { upload: Pick<Upload, 'verdict' | 'active'> }) {
  if (verdict) return <VerdictBadge verdict={verdict} />;
  const say = words.page.uploads.grid;
  return active ? (
    <Badge tone="busy" title={say.activeMeaning}>
      {words.stateNames.active}
    </Badge>
  ) : (
    <Badge tone="neutral" title={say.staleMeaning}>
      {words.stateNames.stale}
    </Badge>
  );
}
