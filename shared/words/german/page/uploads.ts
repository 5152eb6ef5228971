import type { PageWords } from '../../english/page.ts';
import { bucket } from './uploads/bucket.ts';
import { filter } from './uploads/filter.ts';
import { grid } from './uploads/grid.ts';
import { groups } from './uploads/groups.ts';
import { ticked } from './uploads/ticked.ts';

/** German for the page's part "uploads". */
export const uploadsPage: PageWords['uploads'] = { bucket, filter, grid, groups, ticked };
