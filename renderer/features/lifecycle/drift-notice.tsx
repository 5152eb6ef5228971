import { useMutation } from '@tanstack/react-query';
import type { BucketLifecycle } from '../../../shared/schema/lifecycle.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import { Filled } from '../../ui/filled.tsx';
import { Hanging } from '../../ui/hanging.tsx';
import { ExactTime } from '../../ui/time-text.tsx';
import classes from './lifecycle.module.css';

export type DriftNoticeProps = { at: BucketPlace; lifecycle: BucketLifecycle | undefined };

/** Says that a bucket's rules are no longer what they were, and between when. */
export function DriftNotice({ at, lifecycle }: DriftNoticeProps) {
  const { client } = useApi();
  const away = useMutation({ mutationFn: () => client.lifecycle.acknowledge(at) });
  const drift = lifecycle?.drift;
  if (!drift) return null;
  const said = words.page.lifecycle.drift;
  return (
    <Hanging place="above" away={said.away} onAway={() => away.mutate()}>
      <div role="alert" className={classes.drift}>
        <strong>{said.heading}</strong>
        <p className={classes.muted}>
          <Filled
            text={said.between}
            parts={{ since: <ExactTime value={drift.since} />, found: <ExactTime value={drift.foundAt} /> }}
          />
        </p>
        <ul>
          {words.lifecycle.difference(drift.difference).map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      </div>
    </Hanging>
  );
}
