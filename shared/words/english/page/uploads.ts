import { bucket } from './uploads/bucket.ts';
import { filter } from './uploads/filter.ts';
import { grid } from './uploads/grid.ts';
import { groups } from './uploads/groups.ts';
import { ticked } from './uploads/ticked.ts';

/** What the page says of one bucket and its uploads. */
export const uploadsPage = { bucket, filter, grid, groups, ticked };
