import { formatCount } from '../../../format/numbers.ts';
import type { PageWords } from '../../english/page.ts';

const themes = { auto: 'wie das System', light: 'hell', dark: 'dunkel' };

/** The window around the screens. */
export const shellPage: PageWords['shell'] = {
  opening: 'Wird geöffnet …',
  skip: 'Zum Inhalt springen',
  reconnecting: 'Verbindung wird wiederhergestellt … Was zu sehen ist, kann veraltet sein.',
  listingBuckets: 'Buckets werden aufgelistet …',
  keyMissing:
    'Diese Seite wurde ohne ihren Schlüssel geöffnet. Nehmen Sie die Adresse, die im Terminal ausgegeben wurde.',
  putWarningAway: 'Diese Warnung ausblenden',
  places: {
    allConnections: 'Alle Verbindungen',
    history: 'Verlauf',
    production: (name) => `${name} (PRODUKTION)`,
  },
  nowhere: {
    title: 'Diese Adresse führt nirgendwohin',
    text: 'Die Verbindung, die sie nennt, gibt es auf diesem Computer nicht oder nicht mehr. Was aufgeräumt wurde, steht im Verlauf.',
    first: 'Zur ersten Verbindung',
  },
  failed: {
    title: 'Dieser Teil der Seite ist ausgefallen',
    text: 'Laufende Aufträge gehen weiter; sie hängen nicht von der Seite ab.',
    again: 'Erneut anzeigen',
  },
  commands: {
    name: 'Fenster',
    filter: 'Zum Filter',
    keys: 'Tasten anzeigen',
    back: 'Zurück',
    forward: 'Vorwärts',
  },
  theme: {
    of: (theme) => `Farbschema: ${themes[theme]}`,
    switch: ({ now, next }) => `Farbschema: ${themes[now]}. Wechseln zu: ${themes[next]}`,
  },
  language: {
    button: 'Sprache',
    of: (language) => ({ system: 'Wie das System', en: 'English', de: 'Deutsch' })[language],
    command: (name) => `Sprache: ${name}`,
    putFailureAway: 'Fehler bei der Sprache ausblenden',
  },
  palette: {
    title: 'Befehlspalette',
    find: 'Befehl, Bucket, Verbindung oder Ansicht suchen',
    found: 'Gefunden',
    screen: 'Ansicht',
    connection: 'Verbindung',
    bucketIn: (connection) => `Bucket in ${connection}`,
    first: ({ shown, of }) =>
      `Die ersten ${formatCount(shown)} von ${formatCount(of)}: Tippen Sie weiter, um andere zu finden.`,
    count: (count) => (count === 0 ? 'Nichts heißt so.' : `${formatCount(count)} gefunden.`),
  },
  keys: {
    title: 'Tasten',
    sheets: [
      {
        where: 'Überall',
        keys: [
          ['Mod+K', 'Befehl, Bucket, Verbindung oder Ansicht suchen'],
          ['F6, Shift+F6', 'zum nächsten Bereich des Fensters und zurück'],
          ['/', 'zum Filter'],
          ['Alt+1 … Alt+9', 'zu einer Verbindung'],
          ['Alt+←, Alt+→', 'zurück und vorwärts'],
          ['?', 'diese Tasten'],
          ['Esc', 'schließen, was offen ist'],
        ],
      },
      {
        where: 'In einer Liste von Uploads',
        keys: [
          ['↑, ↓, Bild auf, Bild ab, Pos1, Ende', 'bewegen'],
          ['Enter', 'Einzelheiten zeigen'],
          ['Leertaste, Shift+Leertaste', 'anhaken oder Haken entfernen; mit Shift für einen Bereich'],
          ['Shift+↑, Shift+↓', 'den Zeilen auf dem Weg den Zustand des letzten Hakens geben'],
          ['Mod+A', 'alle anhaken'],
          ['Mod+C', 'Keys und Upload-IDs kopieren'],
          ['Entf', 'den Abbruch der angehakten Uploads planen, oder dieses Uploads, wenn keiner angehakt ist'],
          ['Shift+F10, Menü', 'was mit diesem Upload möglich ist'],
        ],
      },
      {
        where: 'Anderswo',
        keys: [
          [
            '←, →',
            'in einem Baum: zu- und aufklappen; in der Altersverteilung: bewegen, mit Shift einen Bereich wählen',
          ],
          ['↑, ↓', 'am Rand der Aktivität: höher oder niedriger machen'],
        ],
      },
    ],
  },
};
