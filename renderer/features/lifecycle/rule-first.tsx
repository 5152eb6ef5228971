import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../../shared/schema/model.ts';
import { formatNoun } from '../../ui/amounts.ts';
import classes from './lifecycle.module.css';
import { LifecycleDialog } from './lifecycle-dialog.tsx';
import { manyUploads } from './many-uploads.ts';

export type RuleFirstProps = { connection: Connection; bucket: string; uploads: number };

/** Offers the store itself as the engine that scales, before so many uploads are aborted one by one. */
export function RuleFirst({ connection, bucket, uploads }: RuleFirstProps) {
  const [isOpen, setOpen] = useState(false);
  if (uploads < manyUploads) return null;
  return (
    <section className={classes.good} aria-label="Let the store do it">
      <p>
        {formatNoun(uploads, 'upload')}: for so many the store itself is the engine that scales. A lifecycle rule costs
        no requests and goes on working; aborting them here proves each one, and takes its time.
      </p>
      <Button variant="default" onClick={() => setOpen(true)}>
        Let a rule do it…
      </Button>
      {isOpen && <LifecycleDialog connection={connection} bucket={bucket} onClose={() => setOpen(false)} />}
    </section>
  );
}
