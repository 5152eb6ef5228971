import { formatBytes, formatKnownBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

const parts = (count: number) => counted(count, 'Teil', 'Teile');

/** German for the page's part "parts". */
export const partsPage: PageWords['parts'] = {
  inspector: {
    label: 'Einzelheiten des Uploads',
    commands: 'Der geöffnete Upload',
    close: 'Einzelheiten schließen',
    verify: 'Nachprüfen',
    abort: 'Upload abbrechen …',
    complete: 'Abschließen …',
    nothingToAbort: 'Es ist nichts mehr abzubrechen.',
    noObject: 'Aus seinen Teilen wird kein Objekt.',
    readOnly: 'Diese Verbindung ist schreibgeschützt.',
    looked: 'Angesehen {ago} · {at}',
    lookedAndLookAgain: 'Angesehen {ago} · {at}; ein Blick {next} würde mehr nachweisen',
  },
  list: {
    label: 'Teile dieses Uploads',
    title: ({ count, bytes }) => `${parts(count)}, ${formatKnownBytes(bytes)}`,
    titleGone: 'Keine Teile mehr',
    titleUnread: 'Teile',
    readAgain: 'Teile neu lesen',
    reading: 'Die Teile werden gelesen …',
    unnumbered: (count) =>
      `Nicht gezeigt: ${counted(count, 'Teil, für den', 'Teile, für die')} der Server keine mögliche Nummer nannte.`,
    goneAsProved: (meaning) => `Der Server kennt diesen Upload nicht mehr, wie das Ergebnis besagt: ${meaning}`,
    gone: 'Der Server kennt diesen Upload nicht mehr: Er wurde abgebrochen oder abgeschlossen. „Nachprüfen“ zeigt, welches von beiden.',
  },
  facts: {
    label: 'Identität',
    key: 'Key',
    bucket: 'Bucket',
    uploadId: 'Upload-ID',
    copied: { key: 'Key', uploadId: 'Upload-ID' },
    state: 'Stand',
    initiated: 'Begonnen',
    lastActivity: 'Letzte Aktivität',
    initiator: 'Initiator',
    initiatorNotProved: (why) => `Nicht nachgewiesen. ${why}`,
    storageClass: 'Speicherklasse',
    checksums: 'Prüfsummen',
    likelyClient: 'Wahrscheinlicher Client',
    accessLogs: 'Zugriffsprotokolle',
    arrived: 'Angekommen',
    cost: 'Kosten',
    costs: '{month} im Monat, {soFar} bisher',
    lifecycle: 'Lifecycle bricht ihn ab',
    noDate: 'kein Datum genannt',
    dateByRule: '{date} durch die Regel „{rule}“',
    notRead: 'war nicht zu lesen',
    notTold: 'vom Server nicht genannt',
    notListed: 'nicht mehr in der Liste',
    active: 'aktiv: innerhalb des Aktivitätsfensters begonnen oder um einen Teil gewachsen',
    activeAgeUnknown: 'aktiv, soweit zu erkennen: Der Server sagt nicht, wie alt er ist',
  },
  grid: {
    label: 'Teile',
    empty: 'Es sind keine Teile da.',
    number: 'Teil',
    size: 'Größe',
    sizeInFull: 'Größe des Teils',
    lastModified: 'Geändert',
    etag: 'ETag',
    unknownSize: 'unbekannt',
  },
  map: {
    label: (words) => `Karte der Teile. ${words}`,
    empty: 'Es sind keine Teile da.',
    all: ({ count, upTo, sizes }) => {
      const numbers = `${parts(count)}, Nummern bis ${formatCount(upTo)}`;
      if (sizes === null) return `${numbers}, von unbekannter Größe.`;
      const [smallest, largest] = sizes;
      if (smallest === largest) return `${numbers}, ${count === 1 ? '' : 'jeder '}${formatBytes(largest)} groß.`;
      const [least, most] = [formatBytes(smallest), formatBytes(largest)];
      return least === most ? `${numbers}, jeder etwa ${most} groß.` : `${numbers}, von ${least} bis ${most}.`;
    },
    unsized: (numbers) => `Ohne mögliche Größenangabe: ${numbers}.`,
    missing: ({ count, numbers }) => `${count === 1 ? 'Fehlende Nummer' : 'Fehlende Nummern'}: ${numbers}.`,
    tooSmall: (numbers) => `Zu klein zum Abschließen: ${numbers}.`,
    twice: (numbers) => `Doppelt aufgeführt: ${numbers}.`,
    numbers: ({ named, more }) => (more > 0 ? `${named} und ${formatCount(more)} weitere` : named),
    cellMissing: (partNumber) => `Teil ${partNumber}: fehlt`,
    cell: ({ partNumber, bytes, tooSmall, twice }) =>
      [
        `Teil ${partNumber}: ${formatKnownBytes(bytes)}`,
        ...(tooSmall ? ['zu klein zum Abschließen'] : []),
        ...(twice ? ['doppelt aufgeführt'] : []),
      ].join(', '),
  },
  evidence: {
    label: 'Belege',
    title: 'Bisherige Belege',
    empty: 'Noch nichts. „Nachprüfen“ hält seine Aufrufe hier fest.',
    calls: 'Festgehaltene Aufrufe',
    subjects: {
      ListParts: 'ListParts',
      ListMultipartUploads: 'Liste',
      HeadObject: 'Objekt',
      ListObjectsV2: 'Objekt (ListObjectsV2)',
      AbortMultipartUpload: 'AbortMultipartUpload',
      CompleteMultipartUpload: 'CompleteMultipartUpload',
    },
    purposes: {
      'look before': 'Blick davor',
      abort: 'Abbruch',
      complete: 'Abschluss',
      'look after': 'Blick danach',
      verify: 'Nachprüfung',
      watch: 'Beobachtung',
    },
    sights: {
      listed: 'darin',
      'not listed': 'nicht darin',
      object: 'vorhanden',
      'no object': 'keines',
    },
    cleanLook: (nth) => (nth <= 2 ? `sauberer Blick ${nth} von 2` : 'sauberer Blick'),
    request: (id) => `Anfrage ${id}`,
    noAnswerYet: 'noch keine Antwort',
    noAnswer: 'keine Antwort',
    noSuchUpload: 'kein solcher Upload',
    seen: ({ count, bytes }) => (bytes === null ? parts(count) : `${parts(count)}, ${formatBytes(bytes)}`),
    charged: 'berechnet',
  },
};
