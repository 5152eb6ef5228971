import { z } from 'zod';

/** A server's certificate, as far as a person can judge it. */
export const certificateSchema = z.object({
  /** SHA-256 over the DER form, as pairs of hex digits with colons. */
  fingerprint256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.number().int(),
  validTo: z.number().int(),
  /** Host names and addresses it is for. */
  hosts: z.array(z.string()),
  pem: z.string().max(65_536),
});
export type Certificate = z.infer<typeof certificateSchema>;
