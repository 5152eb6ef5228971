import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import classes from './lifecycle.module.css';
import { LifecycleDialog } from './lifecycle-dialog.tsx';
import { manyUploads } from './many-uploads.ts';

export type RuleFirstProps = { connection: Connection; bucket: string; uploads: number };

/** Offers the store itself as the engine that scales, before so many uploads are aborted one by one. */
export function RuleFirst({ connection, bucket, uploads }: RuleFirstProps) {
  const [isOpen, setOpen] = useState(false);
  if (uploads < manyUploads) return null;
  const said = words.page.lifecycle.first;
  return (
    <section className={classes.good} aria-label={said.label}>
      <p>{said.storeScales(uploads)}</p>
      <Button variant="default" onClick={() => setOpen(true)}>
        {said.open}
      </Button>
      {isOpen && <LifecycleDialog connection={connection} bucket={bucket} onClose={() => setOpen(false)} />}
    </section>
  );
}
