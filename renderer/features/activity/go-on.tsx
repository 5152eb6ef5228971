import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BucketPlace } from '../../api/queries.ts';
import { CleanUpDialog, type PlanRequest } from '../cleanup/index.ts';
import { showJob } from './panel.ts';

export type GoOnButtonProps = {
  at: BucketPlace;
  selection: PlanRequest;
  /** The button's name, where its words alone would not say which upload it is about. */
  label?: string;
  children: ReactNode;
};

/**
 * Goes on with what a job gave up on: by a new plan, through the same dialog. What has happened to the uploads since is
 * seen there, and what is active by now needs the same confirmation.
 */
export function GoOnButton({ at, selection, label, children }: GoOnButtonProps) {
  const [planning, setPlanning] = useState(false);
  const { connectionId, bucket } = at;
  return (
    // Clicks in the dialog are none on the row that the button stands in, though React would hand them up to it.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps clicks to itself
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span onClick={(event) => event.stopPropagation()}>
      <Button size="compact-sm" variant="default" aria-label={label} onClick={() => setPlanning(true)}>
        {children}
      </Button>
      {planning && (
        <CleanUpDialog
          at={{ connectionId, bucket }}
          selection={selection}
          onClose={() => setPlanning(false)}
          onStarted={({ id }) => {
            setPlanning(false);
            showJob(id);
          }}
        />
      )}
    </span>
  );
}
