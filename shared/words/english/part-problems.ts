import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/numbers.ts';
import type { PartProblem } from '../../values/completable.ts';

/** What stands in the way of completing an upload, or should be known before: a sentence or two. */
export function partProblemWords(problem: PartProblem): string {
  switch (problem.why) {
    case 'no parts':
      return 'It has no parts: there is nothing to make an object of.';
    case 'numbers too high':
      return `It has part numbers above ${formatCount(problem.most)}, and S3 completes none beyond that.`;
    case 'number listed twice':
      return 'A part number is listed twice: which of them counts is not known.';
    case 'no ETag':
      return 'The server tells no ETag for some parts, and without it a part cannot be named.';
    case 'no size':
      return 'The server tells no size that can be for some parts: what they would make is not known.';
    case 'parts too small': {
      const { parts, least, isKnownLimit } = problem;
      const small = `${parts} ${parts === 1 ? 'part is' : 'parts are'} smaller than ${formatBytes(least)}`;
      return isKnownLimit
        ? `${small}. S3 accepts that of the last part only.`
        : `${small}. Most servers accept that of the last part only, and refuse the others.`;
    }
    case 'numbers missing': {
      const { numbers } = problem;
      return `${numbers} part ${numbers === 1 ? 'number is' : 'numbers are'} missing. S3 allows that, but if a part is missing, so is its data.`;
    }
  }
}
