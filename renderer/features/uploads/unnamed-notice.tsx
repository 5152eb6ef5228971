import { useState } from 'react';
import type { ScanState } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { Hanging } from '../../ui/hanging.tsx';
import { showKey } from '../../ui/safe-key.ts';
import classes from './bucket-screen.module.css';

/** Says that a scan met entries that no call can address: they are in no row and in no sum. */
export function UnnamedNotice({ scan }: { scan: ScanState }) {
  /** The scan whose entries were put away, by when it began. */
  const [putAway, setPutAway] = useState<number | null>(null);
  if (scan.status === 'never' || !scan.unnamed || scan.startedAt === putAway) return null;
  const say = words.page.uploads.bucket;
  const { title, hint } = words.unnamed(scan.unnamed);
  return (
    <Hanging place="above" away={say.away.unnamed} onAway={() => setPutAway(scan.startedAt)}>
      <div role="status" aria-label={say.unnamed} className={classes.unnamed}>
        <strong>{title}</strong>
        <p>{showKey(hint)}</p>
      </div>
    </Hanging>
  );
}
