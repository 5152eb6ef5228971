import { z } from 'zod';
import { uploadTotalsSchema } from './model.ts';
import { countSchema, timeSchema } from './quantities.ts';

/** By what uploads are put together: folders of their keys, who started them, the week in which they were started. */
export const groupingSchema = z.enum(['prefix', 'initiator', 'week']);
export type Grouping = z.infer<typeof groupingSchema>;

/** Groups in one answer; `UploadGroups.count` says how many there are. */
export const mostGroups = 1000;

/** Which groups an answer has, where there are more than it holds. */
export const groupsKeptSchema = z.enum(['most uploads', 'most bytes']);
export type GroupsKept = z.infer<typeof groupsKeptSchema>;

export const groupNameSchema = z.discriminatedUnion('kind', [
  /** Keys that go on after this prefix, which ends in `/`. */
  z.object({ kind: z.literal('folder'), prefix: z.string() }),
  /** Keys in this folder itself, without another `/` after it. */
  z.object({ kind: z.literal('direct'), prefix: z.string() }),
  /** `id` null: the store named no initiator. */
  z.object({ kind: z.literal('initiator'), id: z.string().nullable(), displayName: z.string().nullable() }),
  /** Monday 00:00 UTC to the next one, which is not part of it. */
  z.object({ kind: z.literal('week'), from: timeSchema, to: timeSchema }),
]);
/** What the uploads of a group have in common. */
export type GroupName = z.infer<typeof groupNameSchema>;

export const uploadGroupSchema = z.object({ name: groupNameSchema, totals: uploadTotalsSchema });
export type UploadGroup = z.infer<typeof uploadGroupSchema>;

export const uploadGroupsSchema = z.object({
  /** Folders by name, initiators by uploads, weeks from the newest; at most {@link mostGroups}, those that were asked for. */
  groups: z.array(uploadGroupSchema),
  /** How many groups there are. */
  count: countSchema,
});
export type UploadGroups = z.infer<typeof uploadGroupsSchema>;

export const uploadFacetsSchema = z.object({
  /** Most uploads first; null: the store named none. */
  storageClasses: z.array(z.object({ value: z.string().nullable(), uploads: countSchema })),
  /** Most uploads first, at most {@link mostFacets}. */
  initiators: z.array(
    z.object({ value: z.string().nullable(), displayName: z.string().nullable(), uploads: countSchema }),
  ),
  /** How many initiators there are. */
  initiatorCount: countSchema,
});
/** The values that a bucket's uploads have, to choose from. */
export type UploadFacets = z.infer<typeof uploadFacetsSchema>;

/** Initiators in one answer: a longer list is no choice any more. */
export const mostFacets = 200;
