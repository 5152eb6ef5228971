import { formatBytes } from '../../../../format/bytes.ts';
import { formatCount } from '../../../../format/numbers.ts';
import { counted } from '../../../counted.ts';
import type { PageWords } from '../../../english/page.ts';

const uploads = (count: number) => counted(count, 'Upload', 'Uploads');
const ticks = (count: number) => `${formatCount(count)} angehakt`;

/** German for what is ticked, and what can be done with it. */
export const ticked: PageWords['uploads']['ticked'] = {
  label: 'Angehakte Uploads',
  groupsLabel: 'Angehakte Gruppen',
  nothing: 'Nichts angehakt',
  noGroup: 'Keine angehakt',
  nothingOff: 'Es ist nichts angehakt.',
  noGroupOff: 'Es ist keine Gruppe angehakt.',
  all: ({ count, bytes }) => `${ticks(count)}, ${formatBytes(bytes)}`,
  atLeast: ({ count, bytes }) => `${ticks(count)}, ${formatBytes(bytes)} oder mehr`,
  sizeUnknown: (count) => `${ticks(count)}, Größe nicht bekannt`,
  groups: (of) =>
    `${counted(of.groups, 'Gruppe', 'Gruppen')}: ${uploads(of.uploads)}, ${of.bytes}${of.isWhole ? '' : ' oder mehr'}`,
  abort: (count) =>
    count === 0 ? 'Angehakte abbrechen …' : counted(count, 'angehakten abbrechen …', 'angehakte abbrechen …'),
  untickAll: 'Alle abwählen',
  leaveOut: 'Auslassen',
  tooManyNamed: (most) =>
    `Höchstens ${uploads(most)} lassen sich einzeln anhaken oder ausnehmen. Filtern Sie, und wählen Sie alle aus.`,
  copy: 'Kopieren',
  copies: {
    keys: 'Keys kopieren',
    'upload IDs': 'Upload-IDs kopieren',
    'keys and upload IDs': 'Keys und Upload-IDs kopieren',
  },
  copying: 'Wird kopiert …',
  copied: (count) => `${uploads(count)} kopiert`,
  tooManyToCopy: (most) => `Zu viele zum Kopieren: höchstens ${formatCount(most)}`,
  notCopied: 'Kopieren nicht möglich',
  notes: {
    rangeTooLong: (most) => `Ein Bereich fasst höchstens ${uploads(most)}. Filtern Sie, und wählen Sie alle aus.`,
    rowsMoved: 'Die Zeilen haben sich inzwischen verschoben, daher wurde nichts angehakt oder abgewählt.',
    rowsUnread: 'Die Zeilen dazwischen waren nicht zu lesen, daher wurde nichts angehakt oder abgewählt.',
    folderTicked: 'Ihr Ordner ist angehakt. Wählen Sie erst den Ordner ab.',
    mostGroups: (most) => `Höchstens ${most} Gruppen lassen sich anhaken.`,
  },
};
