import { formatBytes } from '../../../format/bytes.ts';
import { formatDay } from '../../../format/time.ts';
import { counted } from '../../counted.ts';
import { spanOf } from '../spans.ts';

type Span = { from: number; to: number };

/** What the page says in the dialog `Pictures`. Each picture has a summary in a sentence without an end: it is its name. */
export const picturesPage = {
  title: 'Pictures',
  /** Beside each picture, of which `title` is the name. */
  picture: {
    saveAsPng: (title: string) => `Save ${title} as PNG`,
    saveAsSvg: (title: string) => `Save ${title} as SVG`,
    asTable: (title: string) => `${title} as a table`,
    cannotDraw: 'This browser cannot draw a PNG',
    cannotMake: 'This browser cannot make a PNG',
  },
  columns: { uploads: 'Uploads', bytes: 'Bytes' },
  byPrefix: {
    title: 'Bytes by prefix',
    /** @param prefix as it is shown; null: the whole bucket */
    summary: ({ bytes, areas, prefix }: { bytes: number; areas: number; prefix: string | null }) =>
      `${formatBytes(bytes)} in ${counted(areas, 'area', 'areas')}${prefix === null ? '' : ` of ${prefix}`}`,
    noneSummary: 'No bytes are known here',
    none: 'No bytes are known here.',
    adding: 'Adding up…',
    prefix: 'Prefix',
    share: 'Share',
    area: ({ name, bytes, uploads }: { name: string; bytes: number; uploads: number }) =>
      `${name}: ${formatBytes(bytes)} in ${counted(uploads, 'upload', 'uploads')}`,
    /** Folders that are too small to be drawn, together. */
    smaller: (folders: number) => counted(folders, 'smaller one', 'smaller ones'),
    /** Those of them whose names follow each other, where there are several areas of such. */
    stretch: ({ groups, first, last }: { groups: number; first: string; last: string }) =>
      `${first} to ${last}: ${counted(groups, 'smaller one', 'smaller ones')}`,
    /** The second line of an area, under the first of its names. */
    upTo: (last: string) => `to ${last}`,
    /** Where there are more folders than an answer has. */
    untold: ({ told, untold }: { told: number; untold: number }) =>
      `These are the ${counted(told, 'folder', 'folders')} with the most bytes; ${counted(untold, 'more is', 'more are')} not drawn.`,
    /** Before areas whose names are not in the picture. */
    nameless: 'Too small for a name:',
    direct: 'directly in it',
    path: 'Folder in the picture',
    wholeBucket: 'whole bucket',
  },
  begun: {
    title: 'Uploads by when they were begun',
    summary: (uploads: number, span: Span) =>
      `${counted(uploads, 'upload', 'uploads')} begun ${isOneDay(span) ? `on ${formatDay(span.from)}` : `from ${formatDay(span.from)} to ${formatDay(span.to)}`}`,
    noneSummary: 'No upload is listed',
    none: 'No upload is listed.',
    adding: 'Adding up…',
    from: 'From',
    to: 'To',
    bar: (uploads: number, span: Span) => `${spanOf(span.from, span.to)}: ${counted(uploads, 'upload', 'uploads')}`,
  },
  scans: {
    title: 'Bytes at each scan',
    /** @param first bytes at the first scan, and at the last */
    summary: ({ scans, first, last }: { scans: number; first: number; last: number }) =>
      `${counted(scans, 'scan', 'scans')}: ${formatBytes(first) === formatBytes(last) ? formatBytes(first) : `from ${formatBytes(first)} to ${formatBytes(last)}`}`,
    noneSummary: 'No scan has come to its end yet',
    none: 'No scan has come to its end yet.',
    reading: 'Reading the scans…',
    /** Where there is no more to draw than one scan. */
    one: ({ at, bytes }: { at: number; bytes: number }) =>
      `${formatBytes(bytes)} at the one scan so far, on ${formatDay(at)}. The next one shows how it goes on.`,
    scan: 'Scan',
    sized: 'Sized',
    dot: ({ at, bytes, uploads }: { at: number; bytes: number; uploads: number }) =>
      `${formatDay(at)}: ${formatBytes(bytes)} in ${counted(uploads, 'upload', 'uploads')}`,
  },
  forecast: {
    title: 'The next twelve months',
    month: 'Month (UTC)',
    /** Of what a saved picture is. */
    about: (bucket: string) => `${bucket} · cost a month`,
    asItIs: 'As it is',
    cleanedUp: 'After a clean-up',
    withRule: (days: number) => `With a rule of ${counted(days, 'day', 'days')}`,
    /** @param courses each by its name, with its cost */
    summary: (courses: readonly { name: string; cost: string }[]) =>
      `Cost in the twelfth month: ${courses.map(({ name, cost }) => `${name.toLowerCase()} ${cost}`).join(', ')}`,
    working: 'Working out what is to come…',
    /** Where every one of the twelve months costs nothing, by whatever course: the name of the picture. */
    nothingSummary: 'There is nothing to forecast',
  },
};

function isOneDay({ from, to }: Span): boolean {
  return formatDay(from) === formatDay(to);
}
