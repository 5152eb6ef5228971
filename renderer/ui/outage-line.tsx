import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { formatCountdown } from '../../shared/format/time.ts';
import type { Outage, StoreWait } from '../../shared/schema/outages.ts';
import { words } from '../../shared/words/words.ts';
import { useApi } from '../api/api.tsx';
import { Filled } from './filled.tsx';
import { useSeconds } from './now.ts';
import classes from './outage-line.module.css';
import { showKey } from './safe-key.ts';
import { TimeText } from './time-text.tsx';

/**
 * Whether a connection's store answers, in the same words wherever it is said. There is one line for as long as it does
 * not; it goes by itself.
 */
export function OutageLine({ connectionId, name, outage }: { connectionId: string; name: string; outage: Outage }) {
  const { client } = useApi();
  const tryNow = useMutation({ mutationFn: () => client.connections.tryNow({ connectionId }) });
  return (
    <div role="status" aria-label={words.page.ui.outage.line(name)} className={classes.line}>
      <span className={classes.words}>
        <strong>{words.outage(outage)}</strong>{' '}
        <Filled text={words.page.ui.outage.since} parts={{ when: <TimeText value={outage.since} /> }} />{' '}
        <NextTry outage={outage} />
      </span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={words.page.ui.outage.tryOfNow(name)}
        loading={tryNow.isPending || outage.nextTryAt === null}
        onClick={() => tryNow.mutate()}
      >
        {words.page.ui.outage.tryNow}
      </Button>
    </div>
  );
}

/** When the store is asked next: "Next try in 0:40." */
export function NextTry({ outage: { nextTryAt } }: { outage: Outage }) {
  const now = useSeconds();
  return (
    <>
      {nextTryAt === null
        ? words.page.ui.outage.trying
        : words.page.ui.outage.nextTry(formatCountdown(nextTryAt - now))}
    </>
  );
}

/** That a connection's store is given time, in the same words wherever it is said. It goes by itself. */
export function StoreWaitLine({ name, wait }: { name: string; wait: StoreWait }) {
  return (
    <div role="status" aria-label={words.page.ui.outage.waitLine(name)} className={classes.line}>
      <span className={classes.words}>
        <StoreWaitText wait={wait} />
      </span>
    </div>
  );
}

/** "The store asks to wait until 14:03:20 (503 SlowDown). Going on in 0:40." */
export function StoreWaitText({ wait }: { wait: StoreWait }) {
  const now = useSeconds();
  return (
    <>
      {showKey(words.storeWait(wait))} {words.page.ui.outage.goingOn(formatCountdown(wait.until - now))}
    </>
  );
}
