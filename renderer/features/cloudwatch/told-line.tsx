import { useQuery } from '@tanstack/react-query';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import classes from './cloudwatch.module.css';

/** One line over a table of buckets: what CloudWatch told of them in all, with its day. Nothing where it was never asked. */
export function ToldLine({ connection }: { connection: Connection }) {
  const { queries } = useApi();
  const { data = [] } = useQuery(queries.toldSizes(connection.id));
  const sentences = words.page.cloudWatch.told(data);
  return sentences.length === 0 ? null : <p className={classes.line}>{sentences.join(' ')}</p>;
}
