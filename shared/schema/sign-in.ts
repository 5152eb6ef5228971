import { z } from 'zod';
import { connectionIdSchema } from './connection.ts';
import { errorShapeSchema } from './errors.ts';

/** Times are ms since the epoch, UTC. */

const ofPrompt = { id: z.string(), connectionId: connectionIdSchema, profile: z.string() };

export const promptSchema = z.discriminatedUnion('kind', [
  /** A one-time code of the MFA device; answered with `prompts.answer`. */
  z.object({
    ...ofPrompt,
    kind: z.literal('mfa'),
    /** Serial number or ARN of the device, as the profile names it. */
    serial: z.string(),
  }),
  /** IAM Identity Center's sign-in: the person opens the page and confirms the code; nothing is typed here. */
  z.object({
    ...ofPrompt,
    kind: z.literal('sso'),
    /** Opens with the code filled in. */
    verificationUrl: z.url({ protocol: /^https?$/ }),
    userCode: z.string(),
    expiresAt: z.number().int(),
  }),
]);
/** Something a credential source needs from the person. It waits; nothing else does. */
export type Prompt = z.infer<typeof promptSchema>;

export const credentialStateSchema = z.object({
  connectionId: connectionIdSchema,
  /** When the credentials in use end; null where they do not, or are not known yet. */
  expiresAt: z.number().int().nullable(),
  /** Where they came from, in the field's words: `AssumeRole`, `SSO`, `environment`, … */
  source: z.string().nullable(),
  /** Why there are none now; null where there are, or nobody has asked. */
  error: errorShapeSchema.nullable(),
  /** The account's owner ID, where ListBuckets told; null elsewhere. */
  ownerId: z.string().nullable(),
});
/** What is known of the credentials that a connection uses now. Never a secret. */
export type CredentialState = z.infer<typeof credentialStateSchema>;
