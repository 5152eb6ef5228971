import { formatBytes } from '../../../format/bytes.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

export const costsPage: PageWords['costs'] = {
  title: 'Kosten',
  ofBucket: {
    label: (bucket) => `Kosten von ${bucket}`,
    month: 'Kosten im Monat',
    soFar: 'Kosten bisher',
  },
  forecast: {
    label: 'Vorausschau',
    heading: 'Die nächsten zwölf Monate',
    days: 'Tage, nach denen die Regel abbricht',
    growth: (bytesADay) => {
      if (bytesADay === null) return 'Noch ist keine Größe bekannt, daher auch nicht, was jeden Tag dazukommt.';
      if (bytesADay === 0) return 'In den letzten vier Wochen blieb nichts zurück, daher wird nichts dazugerechnet.';
      return `In den letzten vier Wochen blieben ${formatBytes(bytesADay)} am Tag zurück; angenommen wird, dass es so weitergeht.`;
    },
    unknown: 'Was es kosten wird, ist nicht bekannt: Es fehlt ein Preis oder eine Größe.',
    nothing: 'Es gibt nichts vorherzusagen: Ab dem nächsten Monat fallen hier keine Kosten an.',
    byMonth: {
      label: 'Vorausschau nach Monaten',
      month: 'Monat (UTC)',
      asItIs: 'Wie es ist',
      cleanedUp: 'Nach dem Aufräumen verwaister Uploads',
      withRule: (days) => `Mit einer Regel von ${counted(days, 'Tag', 'Tagen')}`,
    },
  },
  prices: {
    label: 'Preise',
    heading: (place) => (place === null ? 'Preise' : `Preise: ${place}`),
    billed: 'Was berechnet wird',
    price: 'Preis',
    unit: 'Für',
    source: 'Quelle',
    unitAndMonth: (unit) => `${unit} und Monat`,
    lists: 'Anfragen, die auflisten',
    thousandRequests: '1.000 Anfragen',
  },
  own: {
    heading: 'Ihr Preis',
    about: (connection) =>
      `Was Sie in allen Buckets der Verbindung ${connection} zahlen, in Ihrer Währung. Er geht jedem Listenpreis vor, und es wird nichts umgerechnet.`,
    currency: 'Währung',
    perGiBMonth: { label: 'Pro GiB und Monat', placeholder: '0.023' },
    perThousandLists: { label: 'Für 1.000 Anfragen, die auflisten', placeholder: 'nicht bekannt' },
    byClass: {
      label: 'Andere Speicherklassen',
      description: 'Eine je Zeile: ihr Name und ihr Preis, mit Punkt.',
      placeholder: 'STANDARD_IA 0.0125',
    },
    useLists: 'Listenpreise verwenden',
    save: 'Ihren Preis speichern',
    problems: {
      currency: 'Geben Sie die drei Buchstaben einer Währung ein, etwa EUR',
      perGiBMonth: 'Geben Sie einen Betrag mit Punkt ein, etwa 0.023, für ein GiB und einen Monat',
      perThousandLists: 'Geben Sie einen Betrag mit Punkt ein, etwa 0.005, für die Anfragen',
      byClass: (line) =>
        `Geben Sie in jeder Zeile eine Speicherklasse und einen Betrag mit Punkt ein, etwa STANDARD_IA 0.0125, nicht „${line}“`,
    },
  },
  scan: {
    title: 'Was dieser Scan kostet',
    otherwise: 'Abbrechen kostet nichts. Eine Lifecycle-Regel des Speichers braucht gar keinen Scan.',
    notNow: 'Jetzt nicht',
    begin: 'Zu diesem Preis scannen',
  },
};
