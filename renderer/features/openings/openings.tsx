import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefusedOpening } from '../../../shared/schema/openings.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useWaitingOpenings } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { route } from '../../route.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { showJob } from '../activity/index.ts';
import { CleanUpDialog, openPlanText, readPlanText } from '../cleanup/index.ts';
import { useIsDialogOpen } from './dialog-open.ts';
import { useDrop } from './drop.ts';
import classes from './openings.module.css';

type Shown = { kind: 'plan'; planId: string; at: BucketPlace } | { kind: 'refused'; refusal: RefusedOpening };

/**
 * Shows what was asked from outside the page: by a link, by a plan file that was opened with the app, or dropped on the
 * window. It shows a place or a plan of which nothing is started, or says why not. What comes while a dialog is open waits
 * for its end: the dialog is about what lies beneath it.
 */
export function Openings() {
  const { client } = useApi();
  const [next] = useWaitingOpenings();
  const isDialogOpen = useIsDialogOpen(next !== undefined);
  const [shown, setShown] = useState<Shown | null>(null);
  /** What was taken here: until the engine says so, it is still among what waits. */
  const taken = useRef(new Set<string>());

  const showPlan = useCallback((planId: string, at: BucketPlace) => {
    goToBucket(at);
    setShown({ kind: 'plan', planId, at });
  }, []);
  useEffect(() => {
    if (!next || isDialogOpen || shown || taken.current.has(next.id)) return;
    taken.current.add(next.id);
    // Where the engine cannot be told, it is shown once more after a reload, and nothing worse.
    client.app.takeOpening({ openingId: next.id }).catch(() => {});
    switch (next.kind) {
      case 'bucket':
        return goToBucket(next);
      case 'plan':
        return showPlan(next.planId, next);
      case 'refused':
        return setShown({ kind: 'refused', refusal: next.refusal });
      default:
        return assertNever(next);
    }
  }, [next, isDialogOpen, shown, client, showPlan]);

  const refuse = useCallback((refusal: RefusedOpening) => setShown({ kind: 'refused', refusal }), []);
  const openFile = useCallback(
    async (file: File) => {
      const read = await readPlanText(file);
      if (!read.ok) return refuse(read.refusal);
      try {
        const { id, connectionId, bucket } = await openPlanText(client, read.text);
        showPlan(id, { connectionId, bucket });
      } catch (error) {
        refuse({ why: 'bad plan', name: file.name, error: toErrorShape(error) });
      }
    },
    [client, showPlan, refuse],
  );
  useDrop(openFile, refuse);

  if (shown === null) return null;
  const close = () => setShown(null);
  if (shown.kind === 'refused') return <Refused refusal={shown.refusal} onClose={close} />;
  return (
    <CleanUpDialog
      at={shown.at}
      selection={{ kind: 'opened', planId: shown.planId }}
      onClose={close}
      onStarted={({ id }) => {
        close();
        showJob(id);
      }}
    />
  );
}

function Refused({ refusal, onClose }: { refusal: RefusedOpening; onClose: () => void }) {
  return (
    <Dialog title={words.opening.title} size={460} onClose={onClose} closeLabel={words.page.openings.putAway}>
      <div className={classes.refused}>
        <p role="alert">{words.opening.refusal(refusal)}</p>
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.page.openings.close}
        </Button>
      </div>
    </Dialog>
  );
}

/** Shows a bucket, and puts the focus there: where it was may be gone with the screen before. */
function goToBucket({ connectionId, bucket }: BucketPlace): void {
  route.go({ screen: 'bucket', connectionId, bucket, upload: null });
  document.getElementById('main')?.focus();
}
