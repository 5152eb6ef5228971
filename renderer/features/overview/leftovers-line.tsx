import { Button } from '@mantine/core';
import type { CostJson } from '../../../shared/schema/costs.ts';
import type { Bucket } from '../../../shared/schema/model.ts';
import { route } from '../../route.ts';
import { showName } from '../../ui/safe-key.ts';
import classes from './leftovers-line.module.css';
import { leftoversOf } from './leftovers-words.ts';

export type LeftoversLineProps = {
  connectionId: string;
  buckets: readonly Bucket[];
  month: CostJson | null | undefined;
};

/** One line over the table of buckets: what is left over in all, and where to begin. It is there before anything is known. */
export function LeftoversLine({ connectionId, buckets, month }: LeftoversLineProps) {
  const { sentence, biggest } = leftoversOf(buckets, month);
  return (
    <p className={classes.line}>
      <strong>{sentence}</strong>
      {biggest !== null && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.biggest ?? ''}
          title={showName(biggest)}
          onClick={() => route.go({ screen: 'bucket', connectionId, bucket: biggest, upload: null })}
        >
          Start with the biggest: {showName(biggest)}
        </Button>
      )}
    </p>
  );
}
