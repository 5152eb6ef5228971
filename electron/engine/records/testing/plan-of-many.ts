import type { Plan } from '../../../../shared/schema/model.ts';

const ref = (number: number) => ({ connectionId: 'c', bucket: 'bucket', key: `key ${number}`, uploadId: `u${number}` });
const known = { initiatedAt: 1, activityAt: 1, parts: 3, bytes: 5, storageClass: null, active: false };

/** A plan of so many uploads, and of as many more that it leaves out, each with a key of its own. */
export const planOf = (uploads: number, leftOut = 0): Plan => ({
  id: 'p',
  connectionId: 'c',
  bucket: 'bucket',
  createdAt: 1,
  items: Array.from({ length: uploads }, (_, number) => ({ ref: ref(number), ...known })),
  leftOut: Array.from({ length: leftOut }, (_, number) => ({ ref: ref(uploads + number), reason: 'already clear' })),
});
