import { formatBytes, formatKnownBytes } from '../../../format/bytes.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

export const rescuePage: PageWords['rescue'] = {
  asObject: {
    label: 'Wenn abgeschlossen',
    made: ({ bytes, parts }) =>
      `Abgeschlossen wäre es ein Objekt von ${formatBytes(bytes)} aus ${counted(parts, 'Teil', 'Teilen')}.`,
    impossible: 'So, wie er ist, kann der Upload nicht abgeschlossen werden.',
  },
  completion: {
    title: 'Upload abschließen',
    close: 'Schließen',
    looking: 'Die Teile werden angesehen …',
    object: 'Objekt',
    parts: 'Teile',
    missingNumbers: 'Fehlende Nummern',
    key: 'Key',
    bucket: 'Bucket',
    bucketOfConnection: '{bucket} der Verbindung {connection} {marks}',
    bucketName: 'Name des Buckets',
    typeForActive: (bucket) => `Geben Sie ${bucket} ein, um ihn im jetzigen Stand abzuschließen.`,
    typeForProduction: (bucket) =>
      `Diese Verbindung ist als Produktion gekennzeichnet. Geben Sie ${bucket} ein, um zu starten.`,
    activeLabel: 'Aktiver Upload',
    active:
      'Er wurde innerhalb des Aktivitätsfensters begonnen oder bekam darin einen Teil, oder sein Alter ist nicht bekannt: Vielleicht lädt noch jemand hoch. Was danach noch gesendet wird, ist verloren.',
    toStart: ({ tick, name }) => {
      if (tick && name) return 'Zum Starten oben das Kästchen anhaken und den Namen des Buckets eingeben.';
      return tick ? 'Zum Starten oben das Kästchen anhaken.' : 'Zum Starten oben den Namen des Buckets eingeben.';
    },
    whatHappens:
      'Genau diese Teile werden gesendet, und nur, wenn sich bis dahin nichts geändert hat. Der Upload endet, und die Teile werden zum Objekt.',
  },
  underTheKey: {
    label: 'Objekt unter dem Key',
    absent: 'Unter diesem Key liegt kein Objekt.',
    present: (bytes) =>
      `Unter diesem Key liegt ein Objekt (${formatKnownBytes(bytes)}), geschrieben {time}. Das Abschließen ersetzt es, endgültig, wenn der Bucket keine Versionen behält.`,
    replace: 'Das Objekt ersetzen',
    unseen: (permission) =>
      permission === null
        ? 'Ob unter diesem Key ein Objekt liegt, ist nicht zu sehen. Wenn ja, wird es ersetzt. Auch das Ergebnis lässt sich nicht nachweisen.'
        : `Ob unter diesem Key ein Objekt liegt, ist nicht zu sehen: Diesen Zugangsdaten fehlt ${permission}. Wenn ja, wird es ersetzt. Auch das Ergebnis lässt sich nicht nachweisen.`,
    allTheSame: 'Trotzdem abschließen',
  },
  plannedParts: {
    label: 'Teile, mit denen abgeschlossen wird',
    part: 'Teil',
    size: 'Größe',
    etag: 'ETag',
    noEtag: 'nicht genannt',
  },
};
