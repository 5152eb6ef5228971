import { formatCount } from '../../format/numbers.ts';
import { formatUtc } from '../../format/time.ts';
import type { BrokenRowWarning, StartWarning } from '../../schema/start-warnings.ts';
import { isOfBrokenRow } from '../../values/broken-rows.ts';

type PastMissing = Extract<StartWarning, { what: 'past missing' }>;

const mostJobs = 5;
const mostRows = 10;

/** German for what went wrong while the app started. */
export function startWarningWords(warnings: readonly StartWarning[]): string[] {
  const isPastTold = warnings.some(({ what }) => what === 'set aside' || what === 'past missing');
  const rows = [...new Set(warnings.filter(isOfBrokenRow).map(rowSentence))];
  const more = rows.length - mostRows;
  return [
    ...warnings.flatMap((warning) => (isOfBrokenRow(warning) ? [] : sentencesOf(warning, isPastTold))),
    ...(more > 1
      ? [
          ...rows.slice(0, mostRows),
          `Der Index enthält ${formatCount(more)} weitere Dinge, die nicht zu lesen sind. Das Log nennt sie.`,
        ]
      : rows),
  ];
}

function sentencesOf(warning: Exclude<StartWarning, BrokenRowWarning>, isPastTold: boolean): string[] {
  switch (warning.what) {
    case 'window forgotten':
      return [
        `Die Datei mit Platz und Farbschema des Fensters konnte nicht gelesen werden: Beide sind wie beim ersten Start. ${
          warning.aside === null
            ? 'Sie konnte auch nicht beiseitegelegt werden, deshalb werden sie nicht behalten.'
            : `Die Datei liegt jetzt unter ${warning.aside}.`
        }`,
      ];
    case 'profile forgotten':
      return [
        `Was das Fenster für sich behält, etwa das Farbschema, konnte nicht gelesen werden und ist wie beim ersten Start. Es liegt jetzt unter ${warning.aside}.`,
      ];
    case 'connections unreadable': {
      const became =
        warning.aside === null
          ? 'Die Datei mit den gespeicherten Verbindungen war weg.'
          : `Die gespeicherten Verbindungen konnten nicht gelesen werden. Die Datei liegt jetzt unter ${warning.aside}; darin wurde nichts geändert.`;
      return [
        `${became} ${warning.hasCopy ? 'Stattdessen wurde ihre Kopie gelesen: Es ist nichts verloren.' : 'Auch ihre Kopie konnte nicht gelesen werden: Fügen Sie sie noch einmal hinzu.'}`,
      ];
    }
    case 'set aside':
      return [
        `Der Index war beschädigt (${warning.why}). ${readOf(warning.unread)} Die beschädigte Datei liegt jetzt unter ${warning.as}.`,
      ];
    case 'log damaged':
      return [
        `Der neueste Teil des Index, sein Log, war beschädigt, und was darin auf den Schaden folgte, ist verloren. ${scanAgain} Eine Kopie des Logs liegt unter ${warning.as}.`,
      ];
    case 'log cut':
      return [
        `Der neueste Teil des Index, sein Log, war kürzer als zuvor oder weg. ${isPastTold ? '' : 'Kein Aufräumen und keiner seiner Belege fehlt. '}${scanAgain}`,
      ];
    case 'past missing':
      return pastSentences(warning);
    case 'tally unreadable':
      return [
        'Die Datei neben dem Index, die zählt, was er enthält, konnte nicht gelesen werden. Ob im Verlauf etwas fehlt, ist nicht bekannt.',
      ];
    case 'no copy kept':
      return [
        `Der Index wurde auf den neuen Stand gebracht, ohne dass eine Kopie des alten behalten wurde (${warning.why}).`,
      ];
  }
}

const scanAgain = 'Was Scans zuletzt gefunden hatten, fehlt vielleicht auch: Starten Sie einen Scan.';

function readOf(unread: readonly string[] | null): string {
  if (unread === null)
    return 'Nichts davon war zu lesen, und ein neuer wurde begonnen: Fügen Sie Ihre Buckets noch einmal hinzu, und starten Sie einen Scan.';
  if (unread.length === 0) return 'Alles darin war zu lesen und steht in einem neuen.';
  const parts = [...new Set(unread.map(contentOf))];
  return `Aus dem, was zu lesen war, wurde ein neuer gemacht. Davon ist vielleicht nicht alles da: ${parts.join(', ')}.`;
}

function contentOf(table: string): string {
  switch (table) {
    case 'evidence':
    case 'verification_look':
      return 'Belege';
    case 'job':
    case 'job_item':
    case 'attempt':
    case 'plan':
    case 'plan_item':
    case 'plan_left_out':
    case 'completion_plan':
    case 'completion_part':
      return 'Pläne und Aufräumaufträge';
    case 'watch':
      return 'beobachtete Uploads';
    default:
      return 'Buckets und die Uploads, die darin gefunden wurden (starten Sie einen Scan)';
  }
}

function pastSentences({ buckets, jobs, lines, gone, cut }: PastMissing): string[] {
  const share = ({ found, of }: PastMissing['jobs'], things: string) =>
    found < of ? [`${formatCount(found)} von ${formatCount(of)} ${things}`] : [];
  const counts = [
    ...share(jobs, 'Aufräumaufträgen'),
    ...share(lines, 'Zeilen der Belege'),
    ...share(buckets, 'Buckets'),
  ];
  return [
    ...(counts.length > 0
      ? [`Im Index fehlt etwas, das verzeichnet worden war: Er enthält ${counts.join(', ')}.`]
      : []),
    ...(gone.length > 0
      ? [`Aufräumaufträge, die weg sind: ${named(gone)}. Was darin abgebrochen wurde, bleibt abgebrochen.`]
      : []),
    ...(cut.length > 0
      ? [
          `Aufräumaufträge, deren letzte Belege fehlen oder geändert sind: ${named(cut)}. Prüfen Sie nach, was dort als frei gilt.`,
        ]
      : []),
  ];
}

function named(jobs: PastMissing['gone']): string {
  const names = jobs
    .slice(0, mostJobs)
    .map(({ bucket, createdAt }) =>
      isDate(createdAt)
        ? `Bucket „${bucket}“ vom ${formatUtc(createdAt)}`
        : `Bucket „${bucket}“ von einem unbekannten Tag`,
    );
  const more = jobs.length - names.length;
  return [...names, ...(more > 0 ? [`${formatCount(more)} weitere`] : [])].join(', ');
}

const isDate = (time: number) => !Number.isNaN(new Date(time).getTime());

function rowSentence(row: BrokenRowWarning): string {
  switch (row.what) {
    case 'bucket':
      return `Was der Index über ${placeOf(row)} enthielt, kann nicht sein. Was andere Einträge sagen, wurde daraus neu gemacht; für den Rest starten Sie dort einen Scan.`;
    case 'job':
      return `Ein Aufräumen von Bucket „${row.bucket ?? 'unbekannt'}“ (Auftrag ${row.id}) ist im Index nicht zu lesen. Es wurde beiseitegelegt: Nichts davon wurde geändert, und es geht nicht weiter.`;
    case 'figures of a job':
      return `Einige Zahlen eines Aufräumens von Bucket „${row.bucket ?? 'unbekannt'}“ (Auftrag ${row.id}) können nicht sein und gelten als unbekannt.`;
    case 'watched upload':
      return `Was der Index über beobachtete Uploads in ${placeOf(row)} enthält, kann nicht sein. Sie werden noch einmal angesehen und dann in Ruhe gelassen.`;
  }
}

function placeOf({ connection, bucket }: { connection: string | null; bucket: string }): string {
  return connection === null ? `Bucket „${bucket}“` : `Bucket „${bucket}“ von „${connection}“`;
}
