import { z } from 'zod';
import { connectionSayings } from '../words/english/sayings/connections.ts';

const amountSchema = z
  .string()
  .trim()
  .regex(/^\d{1,9}(\.\d{1,12})?$/, 'Enter an amount such as 0.023');

/** What the person pays, entered for a connection: in any currency, never converted. */
export const ownPriceSchema = z.object({
  /** ISO 4217. */
  currency: z.string().refine((code) => Intl.supportedValuesOf('currency').includes(code), {
    error: connectionSayings.currencyLetters,
  }),
  /** For each GiB (2^30 bytes) and calendar month. A decimal number as text: it is never a float. */
  perGiBMonth: amountSchema,
  /** For storage classes that cost something else. */
  byClass: z.record(z.string().min(1), amountSchema).default({}),
  /** For 1,000 requests that list; null: not known. */
  perThousandLists: z
    .string()
    .trim()
    .regex(/^\d{1,9}(\.\d{1,9})?$/, 'Enter an amount such as 0.005')
    .nullable()
    .default(null),
});
export type OwnPrice = z.infer<typeof ownPriceSchema>;
