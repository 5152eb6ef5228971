import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import { useConnections } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { showKey } from '../../ui/safe-key.ts';
import classes from './history.module.css';
import { JobsTable } from './jobs-table.tsx';
import { useJobsHistory } from './use-jobs-history.ts';

/** One request per pause in typing, not per letter. */
const typingPauseMs = 200;

/** Every job, newest first, with a search over buckets, keys and verdicts. */
export function JobsOverview() {
  const connections = useConnections();
  const [text, setText] = useState('');
  const [connectionId, setConnectionId] = useState('');
  const [searched] = useDebouncedValue(text.trim(), typingPauseMs);
  const isNarrowed = searched !== '' || connectionId !== '';
  const { jobs, total, error, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } = useJobsHistory({
    ...(searched && { text: searched }),
    ...(connectionId && { connectionId }),
  });
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>History</h1>
        <TextInput
          aria-label="Search"
          className={classes.search ?? ''}
          placeholder="Bucket, key or verdict"
          leftSection={<Icon name="search" size={14} />}
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="Connection"
          value={connectionId}
          onChange={(event) => setConnectionId(event.currentTarget.value)}
          data={[
            { value: '', label: 'All connections' },
            ...connections.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.body} tabIndex={0} aria-busy={isPlaceholderData || undefined}>
        <p role="status" className={classes.muted}>
          {jobs && jobs.length > 0 && `${formatNoun(total, 'job')}${isNarrowed ? ' found' : ''}, newest first`}
          {!jobs && !error && 'Reading the history…'}
        </p>
        {error && <Failure error={toErrorShape(error)} />}
        {jobs && jobs.length > 0 && <JobsTable jobs={jobs} />}
        {jobs?.length === 0 && (
          <div className={classes.empty}>
            {isNarrowed ? (
              <p>{searched ? `No job matches “${showKey(searched)}”.` : 'No job of this connection yet.'}</p>
            ) : (
              <>
                <strong>Nothing has been cleaned up yet</strong>
                <p>Every clean-up stays here with all its evidence: what was asked, done and proved.</p>
              </>
            )}
          </div>
        )}
        {hasNextPage && jobs && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more ({formatCount(total - jobs.length)} left)
          </Button>
        )}
      </div>
    </div>
  );
}
