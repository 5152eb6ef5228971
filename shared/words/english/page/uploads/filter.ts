import { formatCount } from '../../../../format/numbers.ts';
import { counted } from '../../../counted.ts';

/** The bar that narrows uploads down, and what opens from it. */
export const filter = {
  bar: {
    /** What the command palette calls these commands' place; also the text field's name. */
    label: 'Filter',
    placeholder: 'Filter by key',
    clear: 'Clear filters',
    notSet: 'No filter is set.',
    remove: (condition: string) => `Remove the filter: ${condition}`,
    which: 'Which uploads',
    all: 'All',
    stale: 'Stale',
    active: 'Active',
    age: 'Age',
    anyAge: 'Any age',
    olderThan: (days: number) => (days === 1 ? 'Older than a day' : `Older than ${days} days`),
    /** The age is that of a range in the histogram. */
    asChosen: 'As chosen',
    groupBy: 'Group by',
    groupings: { none: 'No groups', prefix: 'By prefix', initiator: 'By initiator', week: 'By week' },
    /** The same in the command palette. */
    groupCommands: {
      none: 'Group uploads: no groups',
      prefix: 'Group uploads: by prefix',
      initiator: 'Group uploads: by initiator',
      week: 'Group uploads: by week',
    },
  },
  more: {
    /** The panel's name. */
    label: 'More filters',
    /** The button: with how many conditions hold that are set there. */
    button: (count: number) => (count > 0 ? `More filters (${count})` : 'More filters'),
    not: 'Not',
    /** Names of the buttons `Not`, by what they turn around. */
    notThis: {
      text: 'Not this text in the key',
      prefix: 'Not this key prefix',
      size: 'Not this size',
      class: 'Not this storage class',
      initiator: 'Not this initiator',
      state: 'Not this state',
      initiated: 'Not this time of initiation',
      lifecycle: 'Not this lifecycle date',
      abort: 'Not this lifecycle abort time',
    },
    contains: 'Key contains',
    containsExample: '.tmp',
    prefix: 'Key prefix',
    prefixExample: 'renders/2026/',
    sizeFrom: 'Size from',
    sizeFromExample: '100 MiB',
    sizeUpTo: 'Size up to',
    sizeUpToExample: '5 GiB',
    noSize: (example: string) => `Enter a size such as ${example}`,
    storageClass: 'Storage class',
    initiator: 'Initiator',
    mostUploads: ({ shown, of }: { shown: number; of: number }) =>
      `The ${formatCount(shown)} with most uploads of ${formatCount(of)}`,
    state: 'State',
    initiatedFrom: 'Initiated from (UTC)',
    initiatedUntil: 'Initiated until (UTC)',
    abortDate: 'Lifecycle abort date',
    hasDate: 'Has one',
    hasNoDate: 'Has none',
    hasLapsed: 'Its rule is gone or changed',
    abortedUntil: 'Aborted until (UTC)',
    dayExample: '2026-11-23',
    noDay: (example: string) => `Enter a day such as ${example}`,
    any: 'Any',
    notNamed: 'Not named',
    withCount: ({ name, uploads }: { name: string; uploads: number }) => `${name} (${formatCount(uploads)})`,
  },
  /** Filters that a person keeps by name. */
  saved: {
    button: 'Saved clean-ups',
    none: 'None yet: set a filter, and save it by a name.',
    use: (name: string) => `Use ${name}`,
    forget: (name: string) => `Forget ${name}`,
    saveThis: 'Save this filter…',
    /** The dialog, and the button that saves. */
    title: 'Save clean-up',
    name: 'Name',
    close: 'Close',
    olderThan: (days: number) => `Older than ${counted(days, 'day', 'days')}`,
  },
};
