import { formatCount } from '../../../../format/numbers.ts';
import { counted } from '../../../counted.ts';
import type { PageWords } from '../../../english/page.ts';
import { verdictNames } from '../../verdict-names.ts';

/** German for the bar that narrows uploads down, and what opens from it. */
export const filter: PageWords['uploads']['filter'] = {
  bar: {
    label: 'Filter',
    placeholder: 'Nach Key filtern',
    clear: 'Filter löschen',
    notSet: 'Kein Filter gesetzt.',
    remove: (condition) => `Filter entfernen: ${condition}`,
    which: 'Welche Uploads',
    all: 'Alle',
    stale: 'Verwaist',
    active: 'Aktiv',
    age: 'Alter',
    anyAge: 'Jedes Alter',
    olderThan: (days) => (days === 1 ? 'Älter als ein Tag' : `Älter als ${days} Tage`),
    asChosen: 'Wie gewählt',
    groupBy: 'Gruppieren',
    groupings: { none: 'Ohne Gruppen', prefix: 'Nach Präfix', initiator: 'Nach Initiator', week: 'Nach Woche' },
    groupCommands: {
      none: 'Uploads nicht gruppieren',
      prefix: 'Uploads nach Präfix gruppieren',
      initiator: 'Uploads nach Initiator gruppieren',
      week: 'Uploads nach Woche gruppieren',
    },
  },
  more: {
    label: 'Weitere Filter',
    button: (count) => (count > 0 ? `Weitere Filter (${count})` : 'Weitere Filter'),
    not: 'Nicht',
    notThis: {
      text: 'Nicht dieser Text im Key',
      prefix: 'Nicht dieses Key-Präfix',
      size: 'Nicht diese Größe',
      class: 'Nicht diese Speicherklasse',
      initiator: 'Nicht dieser Initiator',
      state: 'Nicht dieser Zustand',
      initiated: 'Nicht diese Zeit des Beginns',
      lifecycle: 'Nicht dieses Lifecycle-Datum',
      abort: 'Nicht diese Zeit des Lifecycle-Abbruchs',
    },
    contains: 'Key enthält',
    containsExample: '.tmp',
    prefix: 'Key-Präfix',
    prefixExample: 'renders/2026/',
    sizeFrom: 'Größe ab',
    sizeFromExample: '100 MiB',
    sizeUpTo: 'Größe bis',
    sizeUpToExample: '5 GiB',
    noSize: (example) => `Geben Sie eine Größe ein, etwa ${example}`,
    storageClass: 'Speicherklasse',
    initiator: 'Initiator',
    mostUploads: ({ shown, of }) => `Die ${formatCount(shown)} mit den meisten Uploads von ${formatCount(of)}`,
    state: 'Zustand',
    stateChoice: (state) => {
      switch (state) {
        case 'active':
          return 'aktiv';
        case 'stale':
          return 'verwaist';
        case 'not sized':
          return 'Größe nicht ermittelt';
        case 'sizing failed':
          return 'Größe nicht zu ermitteln';
        default:
          return verdictNames[state];
      }
    },
    initiatedFrom: 'Begonnen ab (UTC)',
    initiatedUntil: 'Begonnen bis (UTC)',
    abortDate: 'Lifecycle-Abbruchdatum',
    hasDate: 'Vorhanden',
    hasNoDate: 'Keines',
    abortedUntil: 'Abgebrochen bis (UTC)',
    dayExample: '2026-11-23',
    noDay: (example) => `Geben Sie einen Tag ein, etwa ${example}`,
    any: 'Beliebig',
    notNamed: 'Nicht genannt',
    withCount: ({ name, uploads }) => `${name} (${formatCount(uploads)})`,
  },
  saved: {
    button: 'Gespeicherte Filter',
    none: 'Noch keine: Setzen Sie einen Filter, und speichern Sie ihn unter einem Namen.',
    use: (name) => `${name} verwenden`,
    forget: (name) => `${name} vergessen`,
    saveThis: 'Diesen Filter speichern…',
    title: 'Filter speichern',
    name: 'Name',
    close: 'Schließen',
    olderThan: (days) => `Älter als ${counted(days, 'Tag', 'Tage')}`,
  },
};
