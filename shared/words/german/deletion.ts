import { formatCount } from '../../format/numbers.ts';
import { showKey } from '../../format/shown-key.ts';
import { formatDay } from '../../format/time.ts';
import type { BucketDeletion, DeletionBlocker } from '../../schema/deletion.ts';
import type { DeletionQuestion } from '../../values/deletion-kinds.ts';
import type { DeletionWords } from '../language.ts';

const questions: Readonly<Record<DeletionQuestion, string>> = {
  uploads: 'Unvollständige Uploads',
  'hidden uploads': 'Uploads, die die Liste verbirgt',
  objects: 'Objekte',
  'old versions': 'Ältere Versionen',
  'delete markers': 'Löschmarkierungen',
  'MFA delete': 'MFA-Delete',
  'object lock': 'Aufbewahrung jeder neuen Version',
  retention: 'Aufbewahrung und Legal Hold von Versionen',
  policy: 'Bucket-Policy',
  'right to delete': 'Das Recht, den Bucket zu löschen',
  'access points': 'Access Points',
};

function blocker(it: DeletionBlocker): { title: string; text: string } {
  switch (it.what) {
    case 'uploads':
      return {
        title: counted(it, 'unvollständiger Upload', 'unvollständige Uploads'),
        text: `${keeping[it.keeps]} ${keysOf(it.keys)}`.trim(),
      };
    case 'hidden uploads':
      return {
        title: plural(it.count, 'Upload, den die Liste verbirgt', 'Uploads, die die Liste verbirgt'),
        text: `Jeder wurde über seine ID gefunden und hat Teile. ${keysOf(it.keys)}`.trim(),
      };
    case 'unreachable uploads':
      return {
        title: plural(it.count, 'Upload, den kein Aufruf findet', 'Uploads, die kein Aufruf findet'),
        text: `Die Liste zeigt ihn, und unter diesem Key findet ihn kein Aufruf: Das müssen die eigenen Werkzeuge des Speichers tun. ${keysOf(it.keys)}`.trim(),
      };
    case 'objects':
      return {
        title: counted(it, 'Objekt', 'Objekte'),
        text: `Ein Bucket wird nur gelöscht, wenn er keine enthält. ${keysOf(it.keys)}`.trim(),
      };
    case 'old versions':
      return {
        title: counted(it, 'ältere Version', 'ältere Versionen'),
        text: `Keine Liste der Objekte zeigt sie, und das Löschen eines Objekts lässt sie zurück. ${keysOf(it.keys)}`.trim(),
      };
    case 'delete markers':
      return {
        title: counted(it, 'Löschmarkierung', 'Löschmarkierungen'),
        text: `Was bleibt, wenn ein Objekt gelöscht wird und Versionen aufbewahrt werden. Ein Bucket, der leer aussieht, kann viele enthalten. ${keysOf(it.keys)}`.trim(),
      };
    case 'MFA delete':
      return {
        title: 'MFA-Delete ist eingeschaltet',
        text: 'Endgültig löscht Versionen nur der Root-Benutzer des Kontos, mit seinem MFA-Gerät.',
      };
    case 'default retention':
      return {
        title: 'Jede neue Version ist gesperrt',
        text: `Object Lock gibt jeder ${span(it)} ${mode(it.mode)}. Auch was ab jetzt geschrieben wird, ist gesperrt.`,
      };
    case 'retention':
      return {
        title: `${formatCount(it.count)} der ${formatCount(it.asked)} geprüften Versionen ${it.count === 1 ? 'unterliegt' : 'unterliegen'} einer Aufbewahrung`,
        text: `${sentenceStart(mode(it.mode))}, ${it.until === null ? 'bis wann, sagt der Speicher nicht' : `die letzte bis ${formatDay(it.until, 'UTC')}`}. ${keysOf(it.keys)}`.trim(),
      };
    case 'legal hold':
      return {
        title: `${formatCount(it.count)} der ${formatCount(it.asked)} geprüften Versionen ${it.count === 1 ? 'unterliegt' : 'unterliegen'} einem Legal Hold`,
        text: `Er endet, wenn jemand mit s3:PutObjectLegalHold ihn aufhebt. ${keysOf(it.keys)}`.trim(),
      };
    case 'policy': {
      const statement = it.statement === '' ? 'Ein Statement ohne Namen' : `Das Statement „${showKey(it.statement)}“`;
      const limits = it.isConditional
        ? ' Es hat Bedingungen oder gilt nicht für alle: Ob es für Sie gilt, ist nicht bekannt.'
        : '';
      return {
        title: 'Die Policy des Buckets verbietet es',
        text: `${statement} verbietet ${it.actions.join(', ')}.${limits}`,
      };
    }
  }
}

/** A verdict on all of it, in one sentence. */
function summary({ blockers, unknown }: Pick<BucketDeletion, 'blockers' | 'unknown'>): string {
  const keeps = blockers.filter((it) => it.what !== 'uploads' || it.keeps !== 'no').length;
  // What no call can ever tell is no gap of this look.
  const gaps = unknown.filter(({ because }) =>
    ['failed', 'listing goes on', 'some asked'].includes(because.why),
  ).length;
  const unseen = gaps > 0 ? ` ${plural(gaps, 'Frage blieb', 'Fragen blieben')} ohne Antwort.` : '';
  if (keeps > 0) return `${plural(keeps, 'Ursache', 'Ursachen')} gefunden.${unseen}`;
  return gaps > 0
    ? `Keine Ursache gefunden.${unseen}`
    : 'Unter dem, was sich erfragen lässt, wurde keine Ursache gefunden.';
}

const keeping: Readonly<Record<'yes' | 'no' | 'not known', string>> = {
  yes: 'Ein Directory-Bucket wird nur gelöscht, wenn er keine hat.',
  no: 'AWS löscht einen Bucket, in dem Uploads sind. Bis dahin werden ihre Teile berechnet.',
  'not known': 'Manche Speicher weigern sich, einen Bucket mit Uploads zu löschen; bei diesem wurde es nicht versucht.',
};

function counted({ count, more }: { count: number; more: boolean }, one: string, many: string): string {
  return more ? `${formatCount(count)} oder mehr ${many}` : plural(count, one, many);
}

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function keysOf(keys: readonly string[]): string {
  return keys.length === 0 ? '' : `Zum Beispiel ${keys.map((key) => `„${showKey(key)}“`).join(', ')}.`;
}

function mode(name: string): string {
  switch (name) {
    case 'COMPLIANCE':
      return 'im Compliance-Modus, den niemand früher beenden kann';
    case 'GOVERNANCE':
      return 'im Governance-Modus, den s3:BypassGovernanceRetention übergehen kann';
    default:
      return `in einem Modus namens ${showKey(name)}`;
  }
}

function span({ days, years }: { days: number | null; years: number | null }): string {
  if (days !== null) return plural(days, 'Tag', 'Tage');
  return years === null ? 'eine Zeit, die nicht gelesen werden konnte,' : plural(years, 'Jahr', 'Jahre');
}

const sentenceStart = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const deletionWords: DeletionWords = { blocker, question: (question) => questions[question], summary };
