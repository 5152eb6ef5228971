import { formatCount } from '../../../../format/numbers.ts';
import { counted } from '../../../counted.ts';
import type { PageWords } from '../../../english/page.ts';

/** German for the grid of groups of uploads. */
export const groups: PageWords['uploads']['groups'] = {
  labels: {
    prefix: 'Uploads nach Präfix',
    initiator: 'Uploads nach Initiator',
    week: 'Uploads nach Woche',
  },
  heads: {
    prefix: 'Präfix',
    initiator: 'Initiator',
    week: 'Woche (UTC, ab Montag)',
  },
  addingUp: 'Wird zusammengezählt …',
  noMatch: 'Kein Upload passt zum Filter, also gibt es keine Gruppe.',
  unread: 'Diese konnten nicht gelesen werden.',
  mostUploads: ({ shown, of }) => `Die ${formatCount(shown)} mit den meisten Uploads, von ${formatCount(of)}`,
  ticked: 'Angehakt',
  select: (group) => `${group} auswählen`,
  folderTicked: 'Ihr Ordner ist angehakt.',
  columns: {
    uploads: 'Uploads',
    bytes: 'Bytes',
    sized: 'Größe bekannt',
    cost: 'Kosten/Monat',
    soFar: 'Kosten bisher',
    oldest: 'Ältester',
    active: 'Aktiv',
  },
  sizedAll: 'alle',
  sizedSome: ({ sized, of }) => `${formatCount(sized)} von ${formatCount(of)}`,
  openFolder: (name) => `${name} aufklappen`,
  closeFolder: (name) => `${name} zuklappen`,
  names: {
    noFolder: 'In keinem Ordner',
    noFolderInFull: 'Keys ohne /',
    direct: 'Direkt darin',
    directInFull: (prefix) => `Direkt in ${prefix}`,
    noInitiator: 'Nicht genannt',
    noInitiatorInFull: 'Der Server nennt keinen Initiator',
  },
  exports: 'Gruppen',
  moreInFile: (count) => counted(count, 'weitere Gruppe mit weniger Uploads', 'weitere Gruppen mit weniger Uploads'),
};
