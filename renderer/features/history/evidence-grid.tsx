import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatLocal, formatUtc } from '../../../shared/format/time.ts';
import type { EvidenceLine } from '../../../shared/schema/history.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import { KeyText } from '../../ui/key-text.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { type GridColumn, VirtualGrid } from '../../ui/virtual-grid.tsx';
import { useChain } from './chain-status.tsx';
import { linesPerWindow, linesQuery } from './history-queries.ts';
import { answerWords } from './history-words.ts';
import { useWindows } from './use-windows.ts';

/** Lines of a job that still runs are read again this often, ms. */
const followEveryMs = 2_000;

function evidenceColumns(): GridColumn<EvidenceLine>[] {
  const { columns, kinds, purpose: purposeWord } = words.page.history.evidence;
  return [
    { id: 'line', header: columns.line, width: '46px', align: 'end', cell: ({ sequence }) => formatCount(sequence) },
    { id: 'time', header: columns.time, width: '152px', cell: ({ at }) => <LineTime at={at} /> },
    { id: 'kind', header: columns.kind, width: '82px', cell: ({ kind }) => kinds[kind] },
    { id: 'operation', header: columns.call, width: '166px', cell: ({ operation }) => showKey(operation) },
    {
      id: 'purpose',
      header: columns.purpose,
      width: '84px',
      from: 960,
      cell: ({ purpose }) => showKey(purposeWord(purpose)),
    },
    { id: 'answer', header: columns.answer, width: '150px', cell: (line) => answerWords(line) },
    {
      id: 'key',
      header: columns.key,
      width: 'minmax(80px, 1fr)',
      cell: ({ ref }) => <KeyText value={ref.key} />,
      words: ({ ref }) => showKey(ref.key),
    },
    {
      id: 'request',
      header: columns.request,
      width: '150px',
      from: 1100,
      cell: ({ requestId }) => (requestId === null ? '' : <KeyText value={requestId} />),
    },
  ];
}

/** A line's time to the second; to the millisecond, and where the reader is, on hover. */
function LineTime({ at }: { at: number }) {
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={`${iso}\n${formatLocal(at)}`}>
      {formatUtc(at).replace(' UTC', '')}
    </time>
  );
}

/** Every line of a job's evidence, in the order in which they were written. The first that does not fit stands out. */
export function EvidenceGrid({ job }: { job: Job }) {
  const { client } = useApi();
  const { data: chain } = useChain(job.id);
  const { onRange, offsets, placeOf } = useWindows(linesPerWindow);
  const [active, setActive] = useState<number | null>(null);
  const results = useQueries({
    queries: offsets.map((offset) => ({
      ...linesQuery(client, job.id, offset),
      refetchInterval: job.state === 'finished' ? (false as const) : followEveryMs,
    })),
  });
  const text = words.page.history.evidence;
  const error = results.find((result) => result.error)?.error;
  if (error) return <Failure error={toErrorShape(error)} />;
  const count = Math.max(0, ...results.map(({ data }) => data?.total ?? 0));
  const broken = chain?.intact === false ? chain.sequence : null;
  return (
    <VirtualGrid
      label={text.label}
      columns={evidenceColumns()}
      count={count}
      rowHeight={28}
      rowAt={(index) => {
        const { window, row } = placeOf(index);
        return results[window]?.data?.lines[row];
      }}
      active={active}
      onActive={setActive}
      onRange={onRange}
      isOpen={({ sequence }) => sequence === broken}
      empty={results.some(({ isPending }) => isPending) ? text.reading : text.empty}
    />
  );
}
