import { formatBytes } from '../format/bytes.ts';
import type { Said } from '../schema/saying.ts';
import type { PartProblem } from '../values/completable.ts';
import { says } from './says.ts';

/**
 * What stands in the way of completing an upload, or should be known before: for a failure and, by `saidIn`, for the screen.
 */
export function partProblemSaid(problem: PartProblem): Said {
  switch (problem.why) {
    case 'no parts':
      return says('nothingToComplete');
    case 'numbers too high':
      return says('partNumbersTooHigh', { most: problem.most });
    case 'number listed twice':
      return says('partNumberTwice');
    case 'no ETag':
      return says('partsWithoutETag');
    case 'no size':
      return says('partsWithoutSize');
    case 'parts too small': {
      const { parts, isKnownLimit } = problem;
      const least = formatBytes(problem.least);
      if (parts === 1) return says(isKnownLimit ? 'onePartTooSmall' : 'onePartSmall', { least });
      return says(isKnownLimit ? 'partsTooSmall' : 'partsSmall', { parts, least });
    }
    case 'numbers missing': {
      const { numbers } = problem;
      return numbers === 1 ? says('onePartNumberMissing') : says('partNumbersMissing', { numbers });
    }
  }
}
