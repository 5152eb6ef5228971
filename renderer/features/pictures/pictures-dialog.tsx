import type { UploadFilter } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import type { BucketPlace } from '../../api/queries.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { ForecastLines } from './forecast-lines.tsx';
import { PrefixTreemap } from './prefix-treemap.tsx';
import { ScanTrendLine } from './scan-trend-line.tsx';
import { StartTimeline } from './start-timeline.tsx';

export type PicturesDialogProps = { at: BucketPlace; filter: UploadFilter; onClose: () => void };

/** The dialog `Pictures`: what the filter matches as pictures, each with the same data as a table. */
export function PicturesDialog({ at, filter, onClose }: PicturesDialogProps) {
  return (
    <Dialog onClose={onClose} title={words.page.pictures.title} size={820}>
      <div className={dialog.body}>
        <PrefixTreemap at={at} filter={filter} />
        <StartTimeline at={at} filter={filter} />
        <ScanTrendLine at={at} />
        <ForecastLines at={at} />
      </div>
    </Dialog>
  );
}
