import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import dialog from '../../ui/dialog.module.css';
import { Failure } from '../../ui/failure.tsx';
import classes from './cloudwatch.module.css';
import { useAsking } from './use-asking.ts';

/** What CloudWatch tells of one bucket; nothing where it may not be asked and never was. */
export function BucketSizes({ connection, bucket }: { connection: Connection; bucket: string }) {
  const { queries } = useApi();
  const { data = [] } = useQuery(queries.toldSizes(connection.id));
  const ask = useAsking(connection);
  const { cloudWatch } = words.page;
  const told = data.find((one) => one.bucket === bucket);
  if (!connection.cloudWatch && !told) return null;
  const error = ask.error ? toErrorShape(ask.error) : ask.data?.failures[0]?.error;
  const sentences = told ? cloudWatch.told([told]) : [];
  return (
    <section className={classes.section} aria-label={cloudWatch.ofBucket(bucket)}>
      <h3>{cloudWatch.title}</h3>
      {told && <p>{sentences.length === 0 ? cloudWatch.nothingTold : sentences.join(' ')}</p>}
      {error && <Failure error={error} />}
      {connection.cloudWatch && (
        <div className={classes.asking}>
          <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate([bucket])}>
            {cloudWatch.ask(1)}
          </Button>
          <span className={dialog.note}>
            {cloudWatch.price({ count: 1, isAws: connection.cloudWatch.endpointUrl === null })}
          </span>
        </div>
      )}
    </section>
  );
}
