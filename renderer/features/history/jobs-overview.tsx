import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { words } from '../../../shared/words/words.ts';
import { useConnections } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { showKey } from '../../ui/safe-key.ts';
import classes from './history.module.css';
import { statesNamed } from './history-words.ts';
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
    ...(searched && { text: searched, states: statesNamed(searched) }),
    ...(connectionId && { connectionId }),
  });
  const page = words.page.history;
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>{page.title}</h1>
        <TextInput
          aria-label={page.search}
          className={classes.search ?? ''}
          placeholder={page.searchHint}
          leftSection={<Icon name="search" size={14} />}
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={page.connection}
          value={connectionId}
          onChange={(event) => setConnectionId(event.currentTarget.value)}
          data={[
            { value: '', label: page.allConnections },
            ...connections.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.body} tabIndex={0} aria-busy={isPlaceholderData || undefined}>
        <p role="status" className={classes.muted}>
          {jobs && jobs.length > 0 && (isNarrowed ? page.jobsFound(total) : page.jobs(total))}
          {!jobs && !error && page.reading}
        </p>
        {error && <Failure error={toErrorShape(error)} />}
        {jobs && jobs.length > 0 && <JobsTable jobs={jobs} />}
        {jobs?.length === 0 && (
          <div className={classes.empty}>
            {isNarrowed ? (
              <p>{searched ? page.noMatch(showKey(searched)) : page.noneOfConnection}</p>
            ) : (
              <>
                <strong>{page.nothingYet}</strong>
                <p>{page.whatStays}</p>
              </>
            )}
          </div>
        )}
        {hasNextPage && jobs && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {page.more(total - jobs.length)}
          </Button>
        )}
      </div>
    </div>
  );
}
