import { formatCount, formatFixed } from '../../format/numbers.ts';
import type { LensBucketView, LensProblem, LensReport } from '../../schema/lens.ts';
import type { LensWords } from '../language.ts';

const metricNames: Readonly<Record<LensReport['missingMetrics'][number], string>> = {
  bytes: 'IncompleteMultipartUploadStorageBytes',
  uploads: 'IncompleteMultipartUploadObjectCount',
  olderBytes: 'IncompleteMPUStorageBytesOlderThan7Days',
  olderUploads: 'IncompleteMPUObjectCountOlderThan7Days',
};

/** The end of a path: the rest says where an export lies, and is long. */
const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

function problem(it: LensProblem): string {
  switch (it.kind) {
    case 'bad manifest':
      return `${it.path} is no manifest as AWS writes it (${it.issue}). What it names is not read.`;
    case 'unknown format':
      return `${it.path} names reports in ${it.format}. CSV and Parquet are read.`;
    case 'day twice':
      return `${it.day} has a second manifest (${it.path}), which is not read.`;
    case 'missing file':
      return `${it.day}: the manifest names ${fileName(it.key)}, which is not there.`;
    case 'bad checksum':
      return `${it.day}: ${fileName(it.key)} is not the file that the manifest vouches for: its checksum is another. It counts for nothing.`;
    case 'missing columns':
      return `${it.day}: ${fileName(it.key)} lacks ${it.columns.join(', ')}. It counts for nothing.`;
    case 'unreadable':
      return `${it.day}: ${fileName(it.key)} cannot be read (${it.issue}).`;
  }
}

function doubts({
  missingMetrics,
  unknownColumns,
  unknownMetrics,
  incompleteDays,
  unlisted,
  rows,
}: LensReport): string[] {
  const count = (number: number, noun: string) => `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`;
  return [
    ...missingMetrics.map(
      (metric) => `The export does not tell ${metricNames[metric]}: where it is wanted, it is unknown.`,
    ),
    ...(incompleteDays.length > 0
      ? [
          `${count(incompleteDays.length, 'day')} ${incompleteDays.length === 1 ? 'is' : 'are'} not whole: sums of ${incompleteDays.length === 1 ? 'it' : 'them'} are too low.`,
        ]
      : []),
    ...(unknownColumns.length > 0 ? [`Columns that are not known were left out: ${unknownColumns.join(', ')}.`] : []),
    ...(unknownMetrics.length > 0
      ? [`Metrics that speak of incomplete uploads and are not known: ${unknownMetrics.join(', ')}.`]
      : []),
    ...(rows.malformed > 0 ? [`${count(rows.malformed, 'row')} could not be read.`] : []),
    ...(unlisted > 0
      ? [
          `${count(unlisted, 'report file')} ${unlisted === 1 ? 'is' : 'are'} named by no manifest and not read: nothing vouches for ${unlisted === 1 ? 'it' : 'them'}.`,
        ]
      : []),
  ];
}

function explained(known: LensBucketView['known']): string {
  if (known === null) return 'In no connection.';
  if (known.scan === 'never') return 'Not scanned.';
  if (known.scan === 'under way') return 'Being scanned…';
  const half = known.scan === 'incomplete' ? 'Scanned in part' : 'The scan';
  const { explained: it } = known;
  if (it === null) return `${half}: nothing is known.`;
  if (it.known) return `${half} explains ${percent(it.share)} of it.`;
  switch (it.why) {
    case 'not told':
      return 'The export does not tell its bytes.';
    case 'nothing to explain':
      return 'The export says that it holds nothing.';
    case 'not all sized':
      return `${half} has not sized all uploads yet.`;
  }
}

/** To a tenth, and never 100 % for less. */
function percent(share: number): string {
  const tenths = Math.round(share * 1000);
  if (tenths === 1000 && share < 1) return `more than ${formatFixed(99.9, 1)} %`;
  return `${formatFixed(tenths / 10, 1)} %`;
}

export const lensWords: LensWords = { problem, doubts, explained };
