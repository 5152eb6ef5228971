import { formatCount } from '../../format/numbers.ts';
import type { ErrorShape } from '../../schema/errors.ts';
import type { Unknown } from '../../schema/unknowns.ts';
import { describeError } from './error-words.ts';

/** Why something is not known of an endpoint: a sentence or two. */
export function unknownWords(unknown: Unknown): string {
  switch (unknown.why) {
    case 'told':
      return unknown.sentence;
    case 'not asked':
      return 'Es wurde nicht danach gefragt.';
    case 'failed':
      return failure(unknown.error);
    case 'no telling key':
      return 'Kein gelisteter Key liest sich kodiert anders, deshalb zeigt nichts, wie Keys geschrieben werden.';
    case 'no telling marker': {
      const way = unknown.keys === 'encoded' ? 'kodiert' : 'wie sie sind';
      return `Keys kommen ${way}, aber keine Seite endete auf einem Key, der zeigt, wie Marker geschrieben werden.`;
    }
    case 'plain keys, encoded markers':
      return 'Keys kommen, wie sie sind, und Marker kodiert; das tut kein bekannter Speicher.';
    case 'too few keys': {
      const few = `Der Bucket hat Uploads zu weniger als ${inWords(unknown.fewest)} Keys`;
      return unknown.for === 'order'
        ? `${few}, deshalb zeigt nichts, in welcher Reihenfolge sie kommen.`
        : `${few}, deshalb zeigt nichts, wo eine Liste nach einem weitergeht.`;
    }
    case 'too few uploads':
      return `Der Bucket hat weniger als ${inWords(unknown.fewest)} Uploads, deshalb zeigt nichts, ob eine Seite so kurz bleibt wie verlangt.`;
    case 'no uploads':
      return 'Der Bucket hat keine unvollständigen Uploads, deshalb zeigt nichts, was von einem gesagt wird.';
    case 'all by the asker':
      return 'Jeder Upload ist angeblich von Ihnen begonnen. Manche Speicher nennen, wer auch immer fragt; das weist also nichts nach.';
    case 'no telling prefix':
      return 'Kein gelisteter Upload hat einen Key, der zeigen könnte, was ein Präfix bewirkt.';
    case 'empty page':
      return 'Die Seite, die nach einem Key verlangt wurde, war leer, obwohl die Liste weiterging.';
    case 'listing changed':
      return `Die Liste änderte sich, während sie ${whileWords[unknown.while]} wurde.`;
    case 'no upload to look at':
      return 'Es gibt keinen Upload, nach dem man sehen könnte, und dieser Speicher sagt das allen, ob sie nachsehen dürfen oder nicht.';
    case 'read-only':
      return 'Diese Verbindung ist nur zum Lesen: Es wird kein Abbruch geschickt, auch nicht für einen Upload, den es nicht gibt.';
    case 'other upload IDs refused':
      return 'Der Speicher lehnt fremde Upload-IDs ab, bevor er sagt, ob ein Abbruch erlaubt ist.';
    case 'not tried, listing failed':
      return `Es wurde kein Abbruch versucht. ${failure(unknown.error)}`;
    case 'not tried, something listed':
      return 'Es wurde kein Abbruch versucht: Die Liste zeigt nicht, dass unter einem eben erfundenen Key nichts ist.';
    case 'not tried, nothing shown':
      return 'Es wurde kein Abbruch versucht: Ohne das Recht, zu listen oder nachzusehen, zeigt nichts, dass es den dafür erfundenen Upload nicht gibt.';
    case 'not listed by the store':
      return 'Der Index kennt keine. Ein Upload, den eine Liste verbirgt, ist nur über seine ID zu finden.';
    case 'listing goes on':
      return `Unter den ersten ${formatCount(unknown.listed)} Einträgen war keiner, und die Liste geht weiter.`;
    case 'some asked':
      return `Die ersten ${formatCount(unknown.asked)} Versionen, die gefragt wurden, sind nicht gesperrt, und es gibt mehr.`;
    case 'not readable':
      return 'Was der Speicher antwortete, ist nicht so geschrieben, wie S3 es schreibt.';
    case 'only by deleting':
      return 'Ob diese Zugangsdaten ihn löschen dürfen, zeigt sich nur beim Löschen, und das tut diese App nie.';
    case 'asked elsewhere':
      return 'AWS weigert sich, einen Bucket zu löschen, der welche hat. Sie stehen in S3 Control, das diese App nicht fragt.';
  }
}

/** A failure as one sentence or two. */
function failure(error: ErrorShape): string {
  const { title, hint } = describeError(error);
  return [title, hint]
    .filter((words) => words !== '')
    .map((words) => (/[.!?]$/.test(words) ? words : `${words}.`))
    .join(' ');
}

const numbers = ['null', 'einem', 'zwei', 'drei', 'vier', 'fünf'];
const inWords = (number: number) => numbers[number] ?? formatCount(number);
const whileWords = { compared: 'verglichen', 'asked for': 'abgefragt' } as const;
