import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AwsProfile } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { Failure } from '../../ui/failure.tsx';
import { ConnectionDialog } from './connection-form.tsx';
import { useConnectionsImport } from './connections-import.tsx';
import { usePractice } from './use-practice.ts';
import classes from './welcome.module.css';

/** The first screen, while there is no connection. */
export function Welcome() {
  const { client, queries } = useApi();
  const [dialog, setDialog] = useState<{ profile?: AwsProfile } | null>(null);
  const chooseFile = useConnectionsImport();
  const profiles = useQuery(queries.profiles());
  // Records outlive the connections that they were made through.
  const past = useQuery({
    queryKey: ['history', 'any'],
    queryFn: ({ signal }) => client.jobs.history({ offset: 0, limit: 1 }, { signal }),
    // Jobs have ended since this screen was shown last.
    staleTime: 0,
  });
  const practice = usePractice();

  const text = words.page.connections.welcome;
  return (
    <div className={classes.welcome}>
      <div className={classes.box}>
        <p className={classes.brand}>
          <img src="./icon.svg" alt="" width={28} height={28} />
          Loose Parts
        </p>
        <h1>{text.title}</h1>
        <p className={classes.lead}>{text.lead}</p>
        <div className={classes.actions}>
          <Button size="sm" onClick={() => setDialog({})}>
            {text.add}
          </Button>
          <Button size="sm" variant="default" loading={practice.isPending} onClick={() => practice.mutate()}>
            {text.practice}
          </Button>
          <Button size="sm" variant="subtle" color="gray" onClick={chooseFile}>
            {text.import}
          </Button>
          {past.data && past.data.total > 0 && (
            <Button
              size="sm"
              variant="subtle"
              color="gray"
              onClick={() => route.go({ screen: 'history', jobId: null })}
            >
              {text.history}
            </Button>
          )}
        </div>
        {practice.error && <Failure error={toErrorShape(practice.error)} />}
        <section className={classes.card} aria-labelledby="profiles-title">
          <h2 id="profiles-title">{text.profiles.title}</h2>
          {profiles.isPending && <p>{text.profiles.looking}</p>}
          {profiles.error && <Failure error={toErrorShape(profiles.error)} />}
          {profiles.data?.length === 0 && <p>{text.profiles.none}</p>}
          {profiles.data && profiles.data.length > 0 && (
            <>
              <p>{text.profiles.choose}</p>
              <div className={classes.profiles}>
                {profiles.data.map((profile) => (
                  <Button key={profile.name} variant="default" onClick={() => setDialog({ profile })}>
                    {profile.name}
                  </Button>
                ))}
              </div>
            </>
          )}
        </section>
        <section className={classes.card} aria-labelledby="practice-title">
          <h2 id="practice-title">{text.whatIsPractice.title}</h2>
          <p>{text.whatIsPractice.text}</p>
        </section>
      </div>
      {dialog && (
        <ConnectionDialog
          profile={dialog.profile}
          onClose={() => setDialog(null)}
          onSaved={({ id }) => route.go({ screen: 'connection', connectionId: id })}
        />
      )}
    </div>
  );
}
