/** The grid of uploads. */
export const grid = {
  label: 'Incomplete uploads',
  reading: 'Reading the index…',
  selectAll: 'Select all uploads',
  select: (key: string) => `Select ${key}`,
  columns: {
    key: 'Key',
    parts: 'Parts',
    size: 'Size',
    initiated: 'Initiated',
    lastActivity: 'Last activity',
    storageClass: 'Storage class',
    initiator: 'Initiator',
    abortDate: 'Lifecycle abort date',
    state: 'State',
  },
  notSizedYet: 'Not sized yet',
  /** In the place of a size that could not be read; why is said on hover. */
  unsized: { noAccess: 'No access', notFound: 'Not found', failed: 'Failed' },
  /** What the state of an upload that has no verdict means. */
  activeMeaning:
    'It was begun, or got a part, within the connection’s active window, or its age is not known. It may still be in use.',
  staleMeaning: 'No part arrived within the connection’s active window.',
  /** The menu of a row. */
  menu: {
    label: (key: string) => `What can be done with ${key}`,
    details: 'Show details',
    verify: 'Verify',
    tick: 'Tick or untick',
    /** Keys of the keyboard that do the same. */
    keys: { enter: 'Enter', space: 'Space' },
    copyKey: 'Copy key',
    copyUploadId: 'Copy upload ID',
    abort: 'Abort…',
    nothingToAbort: 'There is nothing left to abort.',
  },
};
