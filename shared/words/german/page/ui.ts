import { formatBytes, formatColumnBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/numbers.ts';
import type { PageWords } from '../../english/page.ts';

/** Pieces that more than one screen uses. */
export const uiPage: PageWords['ui'] = {
  close: 'Schließen',
  export: 'Exportieren …',
  asCsv: (what) => `${what} als CSV`,
  asJson: (what) => `${what} als JSON`,
  copy: (what) => `${what} kopieren`,
  copied: (what) => `${what} kopiert`,
  copiedBy: (label) => `${label.replace(/ kopieren$/, '')} kopiert`,
  notCopied: 'Kopieren nicht möglich',
  readOnlyReason: 'Diese Verbindung ist nur zum Lesen: Über sie wird nichts abgebrochen oder abgeschlossen.',
  readOnly: 'Nur lesen',
  production: 'PRODUKTION',
  productionMeaning: 'Diese Verbindung ist als Produktion gekennzeichnet.',
  presentMeaning: 'Er ist da, mit dem, was seine Teile enthalten.',
  request: (id) => `Anfrage ${id}`,
  outage: {
    line: (connection) => `${connection} antwortet nicht`,
    since: 'Seit: {when}.',
    tryNow: 'Jetzt versuchen',
    tryOfNow: (connection) => `${connection} jetzt versuchen`,
    trying: 'Wird gerade versucht …',
    nextTry: (countdown) => `Nächster Versuch in ${countdown}.`,
    waitLine: (connection) => `${connection} bekommt Zeit`,
    goingOn: (countdown) => `Weiter in ${countdown}.`,
  },
  scan: {
    waitingForServer: 'Wartet auf den Server',
    waitingUntil: (clock) => `Wartet bis ${clock}`,
    never: 'Ohne Scan',
    listing: (uploads) => `Listet, bisher ${formatCount(uploads)}`,
    sizing: 'Liest Größen',
    complete: 'Gescannt',
    finished: (time) => `Beendet ${time}`,
    stopped: 'Früh gestoppt',
    stoppedMeaning: 'Vor dem Ende gestoppt: Gezählt ist, was gelesen wurde.',
    noAccess: 'Kein Zugriff',
    failed: 'Gescheitert',
  },
  noRoomFor: (columns) => `Kein Platz für: ${columns.join(', ')}`,
  withoutRoom: 'Spalten ohne Platz:',
  unknownTime: 'Der Server sagt nicht, wann.',
  now: 'jetzt',
  inTime: (countdown) => `in ${countdown}`,
  costUnknown: 'Noch nicht bekannt.',
  pricesOf: ({ name, date }) => `Preise: ${name}${date === null ? '' : `, ${date}`}.`,
  sized: ({ sized, uploads }) => `Größen: ${formatCount(sized)} von ${formatCount(uploads)}`,
  leftFigure: ({ bytes, exactness }) =>
    exactness === 'unknown'
      ? 'nicht bekannt'
      : exactness === 'exact'
        ? formatColumnBytes(bytes)
        : `mindestens ${formatColumnBytes(bytes)}`,
  left: ({ bytes, exactness }) =>
    exactness === 'unknown'
      ? 'was übrig ist, ist nicht bekannt'
      : exactness === 'exact'
        ? `${formatBytes(bytes)} übrig`
        : `mindestens ${formatBytes(bytes)} übrig`,
};
