import { counted } from '../../counted.ts';
import { connectionForm } from './connections/form.ts';
import { connectionSettings } from './connections/settings.ts';

/** What the page says in its part "connections". */
export const connectionsPage = {
  form: connectionForm,
  settings: connectionSettings,
  welcome: {
    title: 'Find what unfinished uploads leave behind',
    lead: 'Parts of incomplete multipart uploads are stored and billed, yet no object listing shows them. Loose Parts finds them, aborts the ones you choose, and proves that nothing is left.',
    add: 'Add connection',
    practice: 'Try practice storage',
    import: 'Import connections…',
    history: 'History',
    profiles: {
      title: 'AWS profiles on this computer',
      looking: 'Looking…',
      none: 'None were found. You can enter an access key instead.',
      choose: 'Choose one to begin with. Its keys stay where they are.',
    },
    whatIsPractice: {
      title: 'What is practice storage?',
      text: 'A small S3 server inside Loose Parts, with sample buckets to try things on. One of them holds an upload that does not want to go. Nothing leaves this computer.',
    },
  },
  /** What concerns connections as a whole. */
  all: {
    /** The name of these commands, and of the dialogs that they open. */
    title: 'Connections',
    more: 'More for connections',
    import: 'Import connections…',
    export: 'Export connections…',
    noneToExport: 'There is none to export.',
    practice: 'Try practice storage',
    about: 'About Loose Parts…',
    close: 'Close',
  },
  /** What concerns one of them. */
  one: {
    title: 'This connection',
    more: 'More for this connection',
    edit: 'Edit…',
    exportAll: 'Export all connections…',
    importLens: 'Import a Storage Lens export…',
    remove: 'Remove…',
    practiceOff: 'Practice storage is nobody’s to edit or to export.',
  },
  removal: {
    title: 'Remove connection',
    question: 'Remove {name} and its secret from this computer?',
    consequence: 'Nothing changes at the store. What was cleaned up stays in History, with its evidence.',
    remove: 'Remove it and its secret',
    keep: 'Keep',
  },
  about: {
    title: 'About Loose Parts',
    /** The cross at the corner, which may not have the button's name. */
    putAway: 'Put About away',
    diagnostics: 'Diagnostics',
    copied: 'Copied',
  },
  import: {
    file: 'Connections file',
    tooLarge: 'This file is too large to hold connections.',
    none: 'The file holds no connection.',
    added: (count: number) => `${counted(count, 'connection', 'connections')} added.`,
    needSecret: 'Such a file never holds a secret. Edit these to enter theirs:',
    leftOut:
      'A file may not say whom to trust, how requests travel or which file to read. These were left out; set by hand what you have checked:',
    leftOutLabel: 'Left out',
    setting: '{setting}: {value}',
    /** Settings that a file may not set, as the form calls them. */
    settings: {
      proxy: 'Proxy',
      'trusted certificate': 'Trusted certificate, SHA-256',
      'CA file': 'CA file',
      'token file': 'Token file',
    },
  },
};
