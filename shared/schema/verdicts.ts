import { z } from 'zod';
import { verdicts } from '../values/verdict-kinds.ts';

export const verdictSchema = z.enum(verdicts);

/** What looks say of an upload that nobody has aborted: a verdict, or `present` where it is simply there. */
export const verificationOutcomeSchema = z.enum([...verdicts, 'present']);
export type VerificationOutcome = z.infer<typeof verificationOutcomeSchema>;
