import { formatCount } from '../../../../format/numbers.ts';

/** The grid of groups of uploads. */
export const groups = {
  /** The grid's name, by what it groups by. */
  labels: {
    prefix: 'Uploads by prefix',
    initiator: 'Uploads by initiator',
    week: 'Uploads by week',
  },
  /** Above the names of the groups. */
  heads: {
    prefix: 'Prefix',
    initiator: 'Initiator',
    week: 'Week (UTC, from Monday)',
  },
  addingUp: 'Adding up…',
  noMatch: 'No upload matches the filter, so there is no group.',
  unread: 'These could not be read.',
  mostUploads: ({ shown, of }: { shown: number; of: number }) =>
    `The ${formatCount(shown)} with most uploads, of ${formatCount(of)}`,
  /** Above the ticks. */
  ticked: 'Ticked',
  select: (group: string) => `Select ${group}`,
  folderTicked: 'Its folder is ticked.',
  columns: {
    uploads: 'Uploads',
    bytes: 'Bytes',
    sized: 'Sized',
    cost: 'Cost a month',
    soFar: 'Cost so far',
    oldest: 'Oldest',
    active: 'Active',
  },
  /** In the column `sized`. */
  sizedAll: 'all',
  sizedSome: ({ sized, of }: { sized: number; of: number }) => `${formatCount(sized)} of ${formatCount(of)}`,
  openFolder: (name: string) => `Open ${name}`,
  closeFolder: (name: string) => `Close ${name}`,
  /** Names of groups that no key or initiator gives; each with its name in full. */
  names: {
    noFolder: 'In no folder',
    noFolderInFull: 'Keys without a /',
    direct: 'Directly in it',
    directInFull: (prefix: string) => `Directly in ${prefix}`,
    noInitiator: 'Not named',
    noInitiatorInFull: 'The server names no initiator',
  },
  /** What the files of groups are called, before "as CSV". */
  exports: 'Groups',
  /** In the last row of such a file. */
  moreInFile: (count: number) => `${count} more groups, with fewer uploads`,
};
