import { Button } from '@mantine/core';
import type { CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { route } from '../../route.ts';
import { showName } from '../../ui/safe-key.ts';
import classes from './leftovers-line.module.css';
import { leftoversOf } from './leftovers-words.ts';

export type LeftoversLineProps = {
  buckets: readonly Bucket[];
  month: CostJson | null | undefined;
};

/** One line over a table of buckets: what is left over in all, and where to begin. It is there before anything is known. */
export function LeftoversLine({ buckets, month }: LeftoversLineProps) {
  const { sentence, biggest } = leftoversOf(buckets, month);
  return (
    <p className={classes.line}>
      <strong>{sentence}</strong>
      {biggest !== null && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.biggest ?? ''}
          title={showName(biggest.name)}
          onClick={() =>
            route.go({ screen: 'bucket', connectionId: biggest.connectionId, bucket: biggest.name, upload: null })
          }
        >
          {words.page.overview.leftovers.biggest(showName(biggest.name))}
        </Button>
      )}
    </p>
  );
}
