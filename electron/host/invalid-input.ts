import { z } from 'zod';
import type { Said } from '../../shared/schema/saying.ts';
import { knownSentence, says } from '../../shared/words/says.ts';

/** What of an issue can be told: of zod's own ones what was wrong, and by how much. */
const issueSchema = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).catch([]),
  code: z.string().optional(),
  minimum: z.union([z.number(), z.bigint()]).optional(),
  maximum: z.union([z.number(), z.bigint()]).optional(),
});

/**
 * What is wrong with input that does not fit the contract, in a sentence: the schema's own where it has one, else the field and
 * what is wrong with it.
 *
 * @param issues of a schema (Standard Schema); the first counts
 */
export function invalidInput(issues: readonly unknown[]): Said {
  const parsed = issueSchema.safeParse(issues[0]);
  if (!parsed.success) return says('inputInvalid');
  const { message, path, code, minimum, maximum } = parsed.data;
  const known = knownSentence(message);
  if (known) return known;
  if (path.length === 0) return says('inputInvalid');
  const field = path.join('.');
  if (code === 'too_small' && minimum !== undefined) return says('fieldTooSmall', { field, least: Number(minimum) });
  if (code === 'too_big' && maximum !== undefined) return says('fieldTooBig', { field, most: Number(maximum) });
  return says('fieldInvalid', { field });
}
