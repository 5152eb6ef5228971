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
      return `${it.path} ist kein Manifest, wie AWS es schreibt (${it.issue}). Was es nennt, wird nicht gelesen.`;
    case 'unknown format':
      return `${it.path} nennt Berichte im Format ${it.format}. Gelesen werden CSV und Parquet.`;
    case 'day twice':
      return `${it.day} hat ein zweites Manifest (${it.path}), das nicht gelesen wird.`;
    case 'missing file':
      return `${it.day}: Das Manifest nennt ${fileName(it.key)}, und die Datei ist nicht da.`;
    case 'bad checksum':
      return `${it.day}: ${fileName(it.key)} ist nicht die Datei, für die das Manifest bürgt: Ihre Prüfsumme ist eine andere. Sie zählt nicht.`;
    case 'missing columns':
      return `${it.day}: In ${fileName(it.key)} fehlt ${it.columns.join(', ')}. Die Datei zählt nicht.`;
    case 'unreadable':
      return `${it.day}: ${fileName(it.key)} lässt sich nicht lesen (${it.issue}).`;
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
  const count = (number: number, one: string, many: string) => `${formatCount(number)} ${number === 1 ? one : many}`;
  return [
    ...missingMetrics.map(
      (metric) => `Der Export sagt nichts über ${metricNames[metric]}: Wo es gebraucht wird, ist es unbekannt.`,
    ),
    ...(incompleteDays.length > 0
      ? [
          `${count(incompleteDays.length, 'Tag ist', 'Tage sind')} nicht vollständig: Summen ${incompleteDays.length === 1 ? 'dieses Tages' : 'dieser Tage'} sind zu niedrig.`,
        ]
      : []),
    ...(unknownColumns.length > 0 ? [`Unbekannte Spalten sind weggelassen: ${unknownColumns.join(', ')}.`] : []),
    ...(unknownMetrics.length > 0
      ? [`Metriken, die von unvollständigen Uploads sprechen und nicht bekannt sind: ${unknownMetrics.join(', ')}.`]
      : []),
    ...(rows.malformed > 0 ? [`${count(rows.malformed, 'Zeile konnte', 'Zeilen konnten')} nicht gelesen werden.`] : []),
    ...(unlisted > 0
      ? [
          `${count(unlisted, 'Berichtsdatei nennt', 'Berichtsdateien nennt')} kein Manifest, und ${unlisted === 1 ? 'sie wird' : 'sie werden'} nicht gelesen: Nichts bürgt für sie.`,
        ]
      : []),
  ];
}

function explained(known: LensBucketView['known']): string {
  if (known === null) return 'In keiner Verbindung.';
  if (known.scan === 'never') return 'Nicht gescannt.';
  if (known.scan === 'under way') return 'Wird gescannt …';
  const half = known.scan === 'incomplete' ? 'Der unvollständige Scan' : 'Der Scan';
  const { explained: it } = known;
  if (it === null) return `${half}: Es ist nichts bekannt.`;
  if (it.known) return `${half} erklärt ${percent(it.share)} davon.`;
  switch (it.why) {
    case 'not told':
      return 'Der Export nennt seine Bytes nicht.';
    case 'nothing to explain':
      return 'Der Export sagt, dass er nichts enthält.';
    case 'not all sized':
      return `${half} hat noch nicht von allen Uploads die Größe gelesen.`;
  }
}

/** To a tenth, and never 100 % for less. */
function percent(share: number): string {
  const tenths = Math.round(share * 1000);
  if (tenths === 1000 && share < 1) return `mehr als ${formatFixed(99.9, 1)} %`;
  return `${formatFixed(tenths / 10, 1)} %`;
}

export const lensWords: LensWords = { problem, doubts, explained };
