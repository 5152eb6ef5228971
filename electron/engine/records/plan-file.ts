import { z } from 'zod';
import { AppError } from '../../../shared/schema/errors.ts';
import {
  bucketNameSchema,
  connectionIdSchema,
  type Plan,
  planExclusionSchema,
  planItemSchema,
  type UploadRef,
  uploadRefSchema,
} from '../../../shared/schema/model.ts';
import { isActive } from '../../../shared/values/activity.ts';
import { knownSentence, says } from '../../../shared/words/says.ts';

/** What a plan file says it is. */
export const planFormat = 'loose-parts/plan';

const identity = uploadRefSchema.pick({ key: true, uploadId: true });
const itemSchema = planItemSchema.omit({ ref: true }).extend(identity.shape);
const leftOutSchema = planExclusionSchema.omit({ ref: true }).extend(identity.shape);
/** All but its long lists. */
const outlineSchema = z.object({
  format: z.literal(planFormat),
  version: z.literal(1),
  plan: z.object({
    id: z.string(),
    createdAt: z.number().int().nonnegative(),
    connection: z.object({
      id: connectionIdSchema,
      name: z.string().nullable(),
      endpoint: z.string().nullable(),
      region: z.string().nullable(),
    }),
    bucket: bucketNameSchema,
    items: z.array(z.unknown()),
    leftOut: z.array(z.unknown()),
  }),
});
type Outline = z.infer<typeof outlineSchema>['plan'];
/** A plan file: the plan, and where its connection led. Every upload is of its one connection and bucket. */
export interface PlanFile {
  plan: Omit<Outline, 'items' | 'leftOut'> & {
    items: z.infer<typeof itemSchema>[];
    leftOut: z.infer<typeof leftOutSchema>[];
  };
}

/** Entries that are read in one go, which takes some ten milliseconds. */
export const entriesAtOnce = 2_000;

/**
 * Reads a plan file, by and by: one of a few hundred thousand uploads takes a second.
 *
 * @param breathe lets others have their turn
 * @throws AppError INVALID_INPUT, which says what is wrong with it
 */
export async function readPlanFile(text: string, breathe: () => Promise<void>): Promise<PlanFile['plan']> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', says('planNotJson'), {}, { cause });
  }
  const kind = z.object({ format: z.literal(planFormat) }).safeParse(json);
  if (!kind.success) throw new AppError('INVALID_INPUT', says('noPlanFile'));
  const version = z.object({ version: z.number() }).safeParse(json);
  if (version.data && version.data.version > 1) {
    throw new AppError('INVALID_INPUT', says('planOfNewerVersion'));
  }
  const parsed = outlineSchema.safeParse(json);
  if (!parsed.success) throw damaged(parsed.error.issues, (path) => path);
  const { plan } = parsed.data;
  const seen = new Set<string>();
  async function entries<T extends z.infer<typeof identity>>(list: 'items' | 'leftOut', schema: z.ZodType<T>) {
    const read: T[] = [];
    for (let from = 0; from < plan[list].length; from += entriesAtOnce) {
      await breathe();
      const some = z.array(schema).safeParse(plan[list].slice(from, from + entriesAtOnce));
      if (!some.success) {
        throw damaged(some.error.issues, ([at, ...path]) => ['plan', list, from + Number(at), ...path]);
      }
      for (const entry of some.data) {
        const name = nameOf(entry);
        if (seen.has(name)) throw new AppError('INVALID_INPUT', says('planNamesTwice'));
        seen.add(name);
        read.push(entry);
      }
    }
    return read;
  }
  return { ...plan, items: await entries('items', itemSchema), leftOut: await entries('leftOut', leftOutSchema) };
}

type Path = readonly PropertyKey[];

function damaged(found: readonly { path: Path; message: string }[], placed: (path: Path) => Path): AppError {
  const issues = found.slice(0, 20).map(({ path, message }) => ({ path: placed(path).join('.'), message }));
  const [first] = issues;
  const why = first && knownSentence(first.message);
  const said = why
    ? says('planDamagedBecause', { path: first.path, why })
    : first?.path
      ? says('planDamagedAt', { path: first.path })
      : says('planDamaged');
  return new AppError('INVALID_INPUT', said, { issues });
}

/** What {@link planFromFile} is given: a piece of a file, and what the index knows of it now. */
export interface PlanPiece {
  connectionId: string;
  bucket: string;
  items: PlanFile['plan']['items'];
  leftOut: PlanFile['plan']['leftOut'];
  /** An upload whose activity is at or after this time, or not known, is active. */
  activeSince: number;
  /** Names ({@link nameOf}) of the bucket's uploads that an unfinished job works on. */
  inJobs: ReadonlySet<string>;
  /** Uploads that are proved gone, or were finished. */
  settled: readonly UploadRef[];
  /** Uploads that are active by what the index knows now. */
  activeNow: readonly UploadRef[];
}

/**
 * A fresh plan's entries of a file's. What was known of them, and when, stays as the file has it: the look before each
 * abort compares with that, so whatever changed since then is left alone. Activity is judged anew, and a file can only
 * ever make an upload more active than it is. Pure.
 */
export function planFromFile(piece: PlanPiece): Pick<Plan, 'items' | 'leftOut'> {
  const { connectionId, bucket, activeSince, inJobs, settled, activeNow } = piece;
  const gone = new Set(settled.map(nameOf));
  const inUse = new Set(activeNow.map(nameOf));
  const plan: Pick<Plan, 'items' | 'leftOut'> = { items: [], leftOut: [] };
  const refOf = ({ key, uploadId }: { key: string; uploadId: string }): UploadRef => ({
    connectionId,
    bucket,
    key,
    uploadId,
  });
  for (const item of piece.items) {
    const { key, uploadId, ...known } = item;
    const ref = refOf(item);
    if (inJobs.has(nameOf(item))) plan.leftOut.push({ ref, reason: 'in a running job' });
    else if (gone.has(nameOf(item))) plan.leftOut.push({ ref, reason: 'already clear' });
    else {
      const active = known.active || inUse.has(nameOf(item)) || isActive(known.activityAt, activeSince);
      plan.items.push({ ...known, ref, active });
    }
  }
  for (const item of piece.leftOut) plan.leftOut.push({ ref: refOf(item), reason: item.reason });
  return plan;
}

/** An upload's identity within a bucket, as a text. */
export function nameOf({ key, uploadId }: Pick<UploadRef, 'key' | 'uploadId'>): string {
  return JSON.stringify([key, uploadId]);
}
