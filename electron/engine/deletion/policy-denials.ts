import { z } from 'zod';

/** A statement that denies deleting. */
export interface PolicyDenial {
  /** Its ID; '' where it has none. */
  statement: string;
  /** Of the actions that were asked about, those that it denies. */
  actions: string[];
  /** It has a condition, or is not for everybody. */
  isConditional: boolean;
}

/** What it takes to empty and delete a bucket. */
const deleting = ['s3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'] as const;

const textsSchema = z.union([z.string(), z.array(z.string())]).transform((texts) => [texts].flat());
const statementSchema = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.string(),
  Action: textsSchema.optional(),
  NotAction: textsSchema.optional(),
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.unknown()).optional(),
});
const policySchema = z.looseObject({
  Statement: z.union([statementSchema, z.array(statementSchema)]).transform((statements) => [statements].flat()),
});

/**
 * The statements of a bucket's policy that deny deleting the bucket or what is in it.
 * @returns null where it cannot be read as a policy
 */
export function policyDenials(text: string): PolicyDenial[] | null {
  const read = policySchema.safeParse(parsed(text));
  if (!read.success) return null;
  return read.data.Statement.flatMap((statement): PolicyDenial[] => {
    if (statement.Effect !== 'Deny') return [];
    const { Sid = '', Action, NotAction, Principal, Condition } = statement;
    const actions = deleting.filter((action) =>
      Action ? Action.some(matches(action)) : NotAction !== undefined && !NotAction.some(matches(action)),
    );
    if (actions.length === 0) return [];
    const isForAll = Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}';
    return [{ statement: Sid, actions, isConditional: !isForAll || Object.keys(Condition ?? {}).length > 0 }];
  });
}

/** Whether a pattern of a policy (`*`, `?`, in any letters) stands for an action. Walks, so that no pattern takes long. */
function matches(action: string): (pattern: string) => boolean {
  const text = action.toLowerCase();
  return (written) => {
    const pattern = written.toLowerCase();
    let [at, place, star, mark] = [0, 0, -1, 0];
    while (at < text.length) {
      if (
        place < pattern.length &&
        (pattern[place] === '?' || (pattern[place] === text[at] && pattern[place] !== '*'))
      ) {
        at++;
        place++;
      } else if (pattern[place] === '*') {
        star = place++;
        mark = at;
      } else if (star >= 0) {
        place = star + 1;
        at = ++mark;
      } else {
        return false;
      }
    }
    while (pattern[place] === '*') place++;
    return place === pattern.length;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
