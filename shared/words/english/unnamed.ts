import { formatCount } from '../../format/numbers.ts';
import type { UnnamedEntries } from '../../schema/model.ts';
import type { ErrorWords } from '../language.ts';

/** Entries of a listing that no call can address, as what was seen and what follows from it. */
export function unnamedWords({ entries, some }: UnnamedEntries): ErrorWords {
  const many = entries === 1 ? 'One entry of the listing' : `${formatCount(entries)} entries of the listing`;
  const named = some.map(({ key, uploadId }) => {
    const of = [key && `key “${key}”`, uploadId && `upload ID “${uploadId}”`].filter(Boolean);
    return of.length > 0 ? of.join(', ') : 'neither of the two';
  });
  const rest = entries - some.length;
  const list = `${named.join('; ')}${rest > 0 ? `; and ${formatCount(rest)} more` : ''}`;
  return {
    title: `${many} cannot be used`,
    hint: `A key or an upload ID is missing, or longer than any call can carry, so that nothing can be measured or aborted there. What is told: ${list}. The rest of the listing is used; an upload that it no longer shows does not count as gone by that alone.`,
  };
}
