import { formatBytes } from '../../../format/bytes.ts';
import { formatDay } from '../../../format/time.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';
import { spanOf } from '../spans.ts';

type Span = { from: number; to: number };

export const picturesPage: PageWords['pictures'] = {
  title: 'Bilder',
  picture: {
    saveAsPng: (title) => `${title} als PNG speichern`,
    saveAsSvg: (title) => `${title} als SVG speichern`,
    asTable: (title) => `${title} als Tabelle`,
    cannotDraw: 'Dieser Browser kann kein PNG zeichnen',
    cannotMake: 'Dieser Browser kann kein PNG erzeugen',
  },
  columns: { uploads: 'Uploads', bytes: 'Bytes' },
  byPrefix: {
    title: 'Bytes nach Präfix',
    summary: ({ bytes, areas, prefix }) =>
      `${formatBytes(bytes)} in ${counted(areas, 'Fläche', 'Flächen')}${prefix === null ? '' : ` von ${prefix}`}`,
    noneSummary: 'Hier sind keine Bytes bekannt',
    none: 'Hier sind keine Bytes bekannt.',
    adding: 'Es wird zusammengezählt …',
    prefix: 'Präfix',
    share: 'Anteil',
    area: ({ name, bytes, uploads }) => `${name}: ${formatBytes(bytes)} in ${counted(uploads, 'Upload', 'Uploads')}`,
    smaller: (folders) => counted(folders, 'kleinerer', 'kleinere'),
    stretch: ({ groups, first, last }) => `${first} bis ${last}: ${counted(groups, 'kleinerer', 'kleinere')}`,
    upTo: (last) => `bis ${last}`,
    untold: ({ told, untold }) =>
      `Das sind die ${counted(told, 'Ordner', 'Ordner')} mit den meisten Bytes; ${counted(untold, 'weiterer ist', 'weitere sind')} nicht gezeichnet.`,
    nameless: 'Zu klein für einen Namen:',
    direct: 'direkt darin',
    path: 'Ordner im Bild',
    wholeBucket: 'ganzer Bucket',
  },
  begun: {
    title: 'Uploads nach ihrem Beginn',
    summary: (uploads, span) =>
      `${counted(uploads, 'Upload', 'Uploads')}, begonnen ${isOneDay(span) ? `am ${formatDay(span.from)}` : `vom ${formatDay(span.from)} bis zum ${formatDay(span.to)}`}`,
    noneSummary: 'Kein Upload steht in der Liste',
    none: 'Kein Upload steht in der Liste.',
    adding: 'Es wird zusammengezählt …',
    from: 'Von',
    to: 'Bis',
    bar: (uploads, span) => `${spanOf(span.from, span.to)}: ${counted(uploads, 'Upload', 'Uploads')}`,
  },
  scans: {
    title: 'Bytes bei jedem Scan',
    summary: ({ scans, first, last }) =>
      `${counted(scans, 'Scan', 'Scans')}: ${formatBytes(first) === formatBytes(last) ? formatBytes(first) : `von ${formatBytes(first)} auf ${formatBytes(last)}`}`,
    noneSummary: 'Noch kein Scan ist zu Ende gekommen',
    none: 'Noch kein Scan ist zu Ende gekommen.',
    reading: 'Die Scans werden gelesen …',
    one: ({ at, bytes }) =>
      `${formatBytes(bytes)} beim bisher einzigen Scan, am ${formatDay(at)}. Der nächste zeigt, wie es weitergeht.`,
    scan: 'Scan',
    sized: 'Mit Größe',
    dot: ({ at, bytes, uploads }) =>
      `${formatDay(at)}: ${formatBytes(bytes)} in ${counted(uploads, 'Upload', 'Uploads')}`,
  },
  forecast: {
    title: 'Die nächsten zwölf Monate',
    month: 'Monat (UTC)',
    about: (bucket) => `${bucket} · Kosten je Monat`,
    asItIs: 'Wie es ist',
    cleanedUp: 'Nach dem Aufräumen',
    withRule: (days) => `Mit einer Regel von ${counted(days, 'Tag', 'Tagen')}`,
    summary: (courses) => `Kosten im zwölften Monat. ${courses.map(({ name, cost }) => `${name}: ${cost}`).join('; ')}`,
    working: 'Es wird ausgerechnet, was kommt …',
    nothingSummary: 'Es gibt nichts vorherzusagen',
  },
};

function isOneDay({ from, to }: Span): boolean {
  return formatDay(from) === formatDay(to);
}
