import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ChainCheck } from '../../../shared/schema/history.ts';
import { words } from '../../../shared/words/words.ts';
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

/** Whether the evidence is what was written, in plain words, and the button that checks again. */
export function ChainStatus({ jobId }: { jobId: string }) {
  const { data, error, isFetching, refetch } = useChain(jobId);
  return (
    <div className={classes.chain}>
      <span role="status" aria-label={words.page.history.chain.label}>
        {data ? (
          <ChainBadge chain={data} />
        ) : (
          !error && <Badge tone="neutral">{words.page.history.chain.checking}</Badge>
        )}
      </span>
      {error && <Failure error={toErrorShape(error)} />}
      <Button variant="subtle" color="gray" size="compact-xs" loading={isFetching} onClick={() => void refetch()}>
        {words.page.history.chain.checkAgain}
      </Button>
    </div>
  );
}

function ChainBadge({ chain }: { chain: ChainCheck }) {
  return (
    <Badge tone={chain.intact ? 'ok' : 'bad'} title={words.page.history.chain.meaning}>
      {chainWords(chain)}
    </Badge>
  );
}
