import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

const uploads = (count: number) => counted(count, 'Upload', 'Uploads');
const activeUploads = (count: number) => counted(count, 'aktiver Upload', 'aktive Uploads');

const exclusions = {
  'not found': 'nicht gefunden',
  'already clear': 'schon frei',
  'in a running job': 'in einem laufenden Auftrag',
};

/** German for the page's part "cleanup". */
export const cleanupPage: PageWords['cleanup'] = {
  title: 'Aufräumplan',
  making: 'Der Plan wird erstellt …',
  makingSeveral: 'Die Pläne werden erstellt …',
  asked: {
    uploads: (count) => (count === 1 ? 'Ein Upload.' : `${formatCount(count)} angehakte Uploads.`),
    filter: ({ filter, except }) =>
      except > 0
        ? `Alle, die passen: ${filter}, ohne ${counted(except, 'abgewählten Upload', 'abgewählte Uploads')}.`
        : `Alle, die passen: ${filter}.`,
    gaveUp: 'Was der Auftrag aufgegeben hat.',
    exported: 'Ein Plan, der früher exportiert wurde.',
  },
  where: {
    bucket: 'Im Bucket {bucket} der Verbindung {connection}',
    several: 'In {buckets} der Verbindung {connection}',
    bucketCount: (count) => counted(count, 'Bucket', 'Buckets'),
  },
  sums: {
    savesAMonth: 'Spart im Monat',
    soFar: 'Kosten bisher',
    willBeAborted: 'Wird abgebrochen',
    uploads,
    parts: 'Teile',
    bytes: 'Bytes',
  },
  notes: {
    sized: ({ sized, of }) => `Größe von ${formatCount(sized)} der ${formatCount(of)} bekannt.`,
    activeLeftOut: (active) =>
      `${activeUploads(active)} ausgelassen: Um einen aufzunehmen, öffnen Sie seinen Bucket und planen Sie dort.`,
    lookedAtAgain:
      'Jeder Upload wird unmittelbar vor seinem Abbruch noch einmal angesehen; hat er sich inzwischen geändert, bleibt er unberührt.',
    noActiveWindow:
      'Das Aktivitätsfenster dieser Verbindung beträgt 0 h: Uploads, die gerade geschrieben werden, sind nicht zu unterscheiden.',
  },
  list: {
    label: 'Abzubrechende Uploads',
    activeLabel: 'Aktive Uploads zum Aufnehmen',
    include: 'Aufnehmen',
    abort: (key) => `${key} abbrechen`,
    key: 'Key',
    parts: 'Teile',
    size: 'Größe',
    lastActivity: 'Letzte Aktivität',
    notSized: 'Größe nicht gelesen',
  },
  active: {
    label: 'Aktive Uploads',
    title: ({ active, ticked }) => {
      const left = active - ticked;
      if (left === 0) {
        return active === 1
          ? '1 aktiver Upload wird ebenfalls abgebrochen'
          : `${activeUploads(active)} werden ebenfalls abgebrochen`;
      }
      return `${activeUploads(left)} ausgelassen${ticked > 0 ? `, ${formatCount(ticked)} aufgenommen` : ''}`;
    },
    warning:
      'Innerhalb des Aktivitätsfensters begonnen oder um einen Teil gewachsen, oder von unbekanntem Alter: Vielleicht lädt noch jemand hoch. Haken Sie nur an, was sicher tot ist.',
  },
  leftOut: {
    summary: (reasons) =>
      `Ausgelassen: ${reasons.map(({ reason, count }) => `${formatCount(count)} ${exclusions[reason]}`).join(', ')}`,
    reason: (reason) => exclusions[reason],
    more: (count) => `und ${formatCount(count)} weitere`,
  },
  nameField: {
    label: 'Name des Buckets',
    forActive: ({ bucket, active }) =>
      `Geben Sie ${bucket} ein, um auch ${counted(active, 'aktiven Upload', 'aktive Uploads')} abzubrechen.`,
    forProduction: (bucket) =>
      `Diese Verbindung ist als Produktion gekennzeichnet. Geben Sie ${bucket} ein, um zu starten.`,
  },
  foot: {
    nothing: 'Mit diesem Plan würde nichts abgebrochen.',
    nothingInSeveral: 'In diesen Buckets würde nichts abgebrochen.',
    typeName: 'Zum Starten oben den Namen des Buckets eingeben.',
    typeNames:
      'Diese Verbindung ist als Produktion gekennzeichnet. Geben Sie den Namen jedes Buckets ein, um zu starten.',
    noUndo: 'Ein Abbruch lässt sich nicht rückgängig machen. Fertige Objekte werden nie angerührt.',
    asCsv: 'Plan als CSV',
    asJson: 'Plan als JSON, zum Wiederöffnen',
    tooLargeToOpen: ({ bytes, most }) =>
      `Diese Datei ist zu groß, um sie wieder zu öffnen: Sie hat ${formatBytes(bytes)}, und ${formatBytes(most)} lassen sich öffnen. Ein Plan mit weniger Uploads lässt sich wieder öffnen.`,
    close: 'Schließen',
    start: 'Aufräumen starten',
  },
  plansByBucket: {
    label: 'Pläne nach Bucket',
    bucket: 'Bucket',
    willBeAborted: 'Wird abgebrochen',
    bytes: 'Bytes',
    activeLeftOut: 'Aktiv, ausgelassen',
    typeName: 'Name eingeben',
    connection: 'Verbindung',
    typeToStartOf: ({ bucket, connection }) => `${bucket} der Verbindung ${connection} eingeben, um zu starten`,
    typeToStart: (bucket) => `${bucket} eingeben, um zu starten`,
  },
};
