import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

const buckets = (count: number) => counted(count, 'Bucket', 'Buckets');
const notRead = ({ unread, open }: { unread: number; open: number }) =>
  [
    ...(unread > 0 ? [` ${buckets(unread)} noch nicht gelesen.`] : []),
    ...(open > 0 ? [` ${buckets(open)} nicht zu Ende gelesen.`] : []),
  ].join('');

/** German for the page's part "overview". */
export const overviewPage: PageWords['overview'] = {
  thisConnection: 'Diese Verbindung',
  theseBuckets: 'Diese Buckets',
  allConnections: 'Alle Verbindungen',
  summary: (of) =>
    [
      `${buckets(of.buckets)} in ${counted(of.connections, 'Verbindung', 'Verbindungen')}`,
      ...(of.unasked > 0 ? [`${formatCount(of.unasked)} noch nicht gelistet`] : []),
      ...(of.failed > 0 ? [`${formatCount(of.failed)} nicht zu listen`] : []),
    ].join(' · '),
  practice: 'Übungsspeicher auf diesem Computer',
  sameAccount: (names) => `dasselbe Konto wie ${names.join(', ')}`,
  refresh: 'Neu listen',
  refreshBuckets: 'Buckets neu listen',
  refreshing: 'Das läuft gerade.',
  lifecycle: 'Lifecycle …',
  costs: 'Kosten …',
  edit: 'Bearbeiten',
  cleanUpTicked: 'Angehakte aufräumen …',
  cleanUp: (count) => `${buckets(count)} aufräumen …`,
  noneTicked: 'Kein Bucket ist angehakt.',
  noBuckets: 'Es gibt keine Buckets.',
  noBucketsHere: 'Hier gibt es keine Buckets.',
  cannotList:
    'Die Buckets lassen sich nicht auflisten. Wenn Sie den Namen eines Buckets kennen, fügen Sie ihn in der Seitenleiste hinzu.',
  neverListed: 'Die Buckets wurden noch nicht gelistet. „Neu listen“ holt das nach.',
  listing: 'Buckets werden gelistet …',
  exported: 'Buckets',
  scanAll: 'Alle scannen',
  stopAll: 'Alle stoppen',
  allScanning: 'Jeder Bucket wird gerade gescannt.',
  noneScanning: 'Kein Bucket wird gerade gescannt.',
  filter: 'Buckets filtern',
  filterByName: 'Nach Namen filtern',
  filterByConnection: 'Nach Bucket oder Verbindung filtern',
  tickAll: 'Alle gezeigten anhaken',
  tickOf: ({ bucket, connection }) => `${bucket} der Verbindung ${connection} anhaken`,
  tick: (bucket) => `${bucket} anhaken`,
  table: 'Buckets',
  columns: {
    bucket: 'Bucket',
    connection: 'Verbindung',
    uploads: 'Uploads',
    bytes: 'Bytes',
    cost: 'Kosten/Monat',
    oldest: 'Ältester',
    active: 'Aktiv',
    lifecycle: 'Lifecycle',
    trend: 'Trend',
    scan: 'Scan',
  },
  noRoom: (columns) => `Kein Platz für: ${columns.join(', ')}`,
  withoutRoom: 'Spalten ohne Platz: ',
  costSoFar: 'bisher {cost}',
  countSoFar: 'bisher',
  rules: (brief) => `Regeln: ${brief}`,
  rulesChanged: 'Regeln: {brief}, geändert {when}',
  dates: {
    none: 'ohne Datum',
    all: 'alle mit Datum',
    some: (percent) => `${percent} % mit Datum`,
    meaning: ({ dated, sized }) =>
      `Für ${formatCount(dated)} von ${formatCount(sized)} Uploads hat der Speicher gesagt, wann Lifecycle sie abbricht. Viele Speicher sagen es nie.`,
  },
  trend: {
    twoScans: 'Dafür braucht es zwei Scans, die bis ans Ende kamen.',
    scan: ({ day, bytes, uploads }) => `${day}: ${bytes} in ${counted(uploads, 'Upload', 'Uploads')}`,
    moreUploads: (count) => `+${counted(count, 'Upload', 'Uploads')}`,
    fewerUploads: (count) => `−${counted(count, 'Upload', 'Uploads')}`,
    noChange: 'unverändert',
  },
  total: {
    buckets,
    bucketsOf: ({ shown, all }) => `${formatCount(shown)} von ${buckets(all)}`,
    notRead: (count) => `${formatCount(count)} noch nicht gelesen`,
    notReadToTheEnd: (count) => `${formatCount(count)} nicht zu Ende gelesen`,
  },
  leftovers: {
    nothingScanned: 'Noch wurde nichts gescannt. Ein Scan verändert nichts.',
    none: ({ read, ...rest }) =>
      `${read > 0 ? `Keine Überreste in ${buckets(read)}.` : 'Bisher keine Überreste gefunden.'}${notRead(rest)}`,
    some: ({ uploads, sized, bytes, cost, isExample, buckets: holding, ...rest }) => {
      const isPart = sized < uploads;
      const atLeast = rest.open > 0 ? 'Mindestens ' : '';
      const of = isPart ? ` (Größen: ${formatCount(sized)} von ${formatCount(uploads)})` : '';
      const what =
        bytes === null
          ? `${atLeast}${counted(uploads, 'übrig gebliebener Upload', 'übrig gebliebene Uploads')}`
          : `${isPart ? 'Mindestens ' : atLeast}${bytes} Überreste${of}`;
      const money = cost === null ? [] : [`${cost} im Monat${isExample ? ' zu Beispielpreisen' : ''}`];
      return `${[what, ...money, `in ${buckets(holding)}`].join(', ')}.${notRead(rest)}`;
    },
    biggest: (bucket) => `Mit dem größten anfangen: ${bucket}`,
  },
};
