import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ChainCheck } from '../../../shared/schema/history.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Badge } from '../../ui/badge.tsx';
import { Failure } from '../../ui/failure.tsx';
import classes from './history.module.css';
import { chainQuery } from './history-queries.ts';
import { chainWords } from './history-words.ts';

/** A job's check of its chain, renewed when the screen is opened. */
export function useChain(jobId: string) {
  const { client } = useApi();
  return useQuery(chainQuery(client, jobId));
}

const meaning =
  'Each line carries the SHA-256 of the line before it: one that is changed, taken out or put in shows. Checked on this computer, just now.';

/** Whether the evidence is what was written, in plain words, and the button that checks again. */
export function ChainStatus({ jobId }: { jobId: string }) {
  const { data, error, isFetching, refetch } = useChain(jobId);
  return (
    <div className={classes.chain}>
      <span role="status" aria-label="Evidence">
        {data ? <ChainBadge chain={data} /> : !error && <Badge tone="neutral">Checking the evidence…</Badge>}
      </span>
      {error && <Failure error={toErrorShape(error)} />}
      <Button variant="subtle" color="gray" size="compact-xs" loading={isFetching} onClick={() => void refetch()}>
        Check again
      </Button>
    </div>
  );
}

function ChainBadge({ chain }: { chain: ChainCheck }) {
  return (
    <Badge tone={chain.intact ? 'ok' : 'bad'} title={meaning}>
      {chainWords(chain)}
    </Badge>
  );
}
