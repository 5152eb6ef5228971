import { z } from 'zod';

/** Ms since the epoch, UTC. */
export const timeSchema = z.number().int();
/** Bytes. */
export const bytesSchema = z.number().nonnegative();
/** How many of something there are. */
export const countSchema = z.number().int().nonnegative();
