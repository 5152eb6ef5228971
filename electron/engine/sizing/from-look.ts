import type { Look } from '../../../shared/schema/model.ts';
import type { SizingResult } from '../index/upload-operations.ts';
import { sizingOf, traitsOf } from './part-summary.ts';

/**
 * What a look tells of an upload's size, for the index; null where it could not see the parts. Storage class and abort
 * date are not part of a look: what is on record of them stays.
 */
export function sizingFromLook({ parts }: Look): SizingResult['result'] | null {
  const rest = { storageClass: null, abortDate: null, abortRuleId: null, holding: null, shape: null, partSet: null };
  switch (parts.outcome) {
    case 'present': {
      const { outcome: _, partSet = null, ...sums } = parts;
      return undated(sizingOf({ ...rest, ...sums, partSet }));
    }
    case 'none':
    case 'gone':
      return undated(sizingOf({ ...rest, ...traitsOf([]), parts: 0, bytes: 0, newestPartAt: null }));
    case 'denied':
    case 'failed':
      return null;
  }
}

function undated(result: SizingResult['result']): SizingResult['result'] {
  if (result.status === 'failed') return result;
  const { abortDate: _, abortRuleId: __, ...seen } = result;
  return seen;
}
