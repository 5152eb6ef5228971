import type { PageWords } from '../../../english/page.ts';

/** German for the grid of uploads. */
export const grid: PageWords['uploads']['grid'] = {
  label: 'Unvollständige Uploads',
  reading: 'Der Index wird gelesen …',
  selectAll: 'Alle Uploads auswählen',
  select: (key) => `${key} auswählen`,
  columns: {
    key: 'Key',
    parts: 'Teile',
    size: 'Größe',
    initiated: 'Begonnen',
    lastActivity: 'Letzte Aktivität',
    storageClass: 'Speicherklasse',
    initiator: 'Initiator',
    abortDate: 'Lifecycle-Abbruch',
    state: 'Stand',
  },
  lapsed: { 'rule gone': 'Regel weg', 'rule changed': 'Regel geändert' },
  lapsedMeaning: ({ lapse, date, rule }) =>
    lapse === 'rule gone'
      ? `Der Store nannte ${date}, durch die Regel „${rule}“. Als die Regeln zuletzt gelesen wurden, war sie weg.`
      : `Der Store nannte ${date}, durch die Regel „${rule}“. Als die Regeln zuletzt gelesen wurden, besagte sie anderes.`,
  notSizedYet: 'Größe noch nicht gelesen',
  unsized: { noAccess: 'Kein Zugriff', notFound: 'Nicht da', failed: 'Fehler' },
  activeMeaning:
    'Er wurde innerhalb des Aktivitätsfensters der Verbindung begonnen oder bekam darin einen Teil, oder sein Alter ist nicht bekannt. Vielleicht ist er noch in Gebrauch.',
  staleMeaning: 'Innerhalb des Aktivitätsfensters der Verbindung kam kein Teil an.',
  menu: {
    label: (key) => `Was mit ${key} getan werden kann`,
    details: 'Einzelheiten zeigen',
    verify: 'Nachprüfen',
    tick: 'Anhaken oder abwählen',
    keys: { enter: 'Eingabe', space: 'Leertaste' },
    copyKey: 'Key kopieren',
    copyUploadId: 'Upload-ID kopieren',
    abort: 'Abbrechen …',
    nothingToAbort: 'Es ist nichts mehr abzubrechen.',
  },
};
