import type { AbortLapse } from '../../../../values/lifecycle-kinds.ts';

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
  /** In the place of an abort date that holds no longer; what the store told is said on hover. */
  lapsed: {
    'rule gone': 'Rule gone',
    'rule changed': 'Rule changed',
  } satisfies Record<AbortLapse, string>,
  lapsedMeaning: ({ lapse, date, rule }: { lapse: AbortLapse; date: string; rule: string }) =>
    lapse === 'rule gone'
      ? `The store told ${date}, by rule “${rule}”. That rule was gone when the rules were last read.`
      : `The store told ${date}, by rule “${rule}”. When the rules were last read, that rule said otherwise.`,
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
