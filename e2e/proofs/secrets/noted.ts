import { z } from 'zod';

// What a run notes for the sweep, one a line. Apart from collection.ts, which every test loads: only the sweep checks it.

/** A secret that a test made. */
export const notedSecretSchema = z.object({
  /** What it is: all that anybody is told of it. */
  name: z.string(),
  value: z.string(),
});
export type NotedSecret = z.infer<typeof notedSecretSchema>;

/**
 * What crosses between page and engine (its answers, live events and errors among it), what a host prints, and what the
 * page says on its console.
 */
export const messageKinds = ['page to engine', 'engine to page', 'host output', 'page console'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** A message, or a piece of one. */
export const notedMessageSchema = z.object({
  kind: z.enum(messageKinds),
  /** The call, the event, the stream: where to look when a secret is found in it. */
  of: z.string(),
  /** The same for all pieces of one stream. */
  stream: z.string(),
  base64: z.string(),
});
export type NotedMessage = z.infer<typeof notedMessageSchema>;
