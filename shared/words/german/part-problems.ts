import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/numbers.ts';
import type { PartProblem } from '../../values/completable.ts';

/** What stands in the way of completing an upload, or should be known before: a sentence or two. */
export function partProblemWords(problem: PartProblem): string {
  switch (problem.why) {
    case 'no parts':
      return 'Er hat keine Teile: Es gibt nichts, woraus ein Objekt werden könnte.';
    case 'numbers too high':
      return `Er hat Teilnummern über ${formatCount(problem.most)}, und darüber schließt S3 keine ab.`;
    case 'number listed twice':
      return 'Eine Teilnummer ist zweimal gelistet: Welche davon zählt, ist nicht bekannt.';
    case 'no ETag':
      return 'Der Server nennt für einige Teile kein ETag, und ohne es lässt sich ein Teil nicht benennen.';
    case 'no size':
      return 'Der Server nennt für einige Teile keine Größe, die sein kann: Was daraus würde, ist nicht bekannt.';
    case 'parts too small': {
      const { parts, least, isKnownLimit } = problem;
      const small = `${formatCount(parts)} ${parts === 1 ? 'Teil ist' : 'Teile sind'} kleiner als ${formatBytes(least)}`;
      return isKnownLimit
        ? `${small}. S3 nimmt das nur vom letzten Teil an.`
        : `${small}. Die meisten Server nehmen das nur vom letzten Teil an und lehnen die anderen ab.`;
    }
    case 'numbers missing': {
      const { numbers } = problem;
      return `${formatCount(numbers)} ${numbers === 1 ? 'Teilnummer fehlt' : 'Teilnummern fehlen'}. S3 erlaubt das, aber wenn ein Teil fehlt, fehlen auch seine Daten.`;
    }
  }
}
