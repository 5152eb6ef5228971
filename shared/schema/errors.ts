import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../values/error-codes.ts';
import { certificateSchema } from './certificate.ts';
import { countSchema } from './quantities.ts';
import { inTheirWords, type Said, sayingSchema } from './saying.ts';

export const errorCodeSchema = z.enum(errorCodes);

/** What is known beyond the code. Never holds a secret (design, rule 5). */
export const errorDetailsSchema = z.object({
  /** S3 operation that failed, for example `ListParts`. */
  operation: z.string().optional(),
  bucket: z.string().optional(),
  /** Host and port that was spoken to; never with user info or a query. */
  endpoint: z.string().optional(),
  /** The store's own `<Code>`, for example `AccessDenied`. */
  storeCode: z.string().optional(),
  /** The store's own `<Message>`; some stores send none. */
  storeMessage: z.string().optional(),
  requestId: z.string().optional(),
  /** The store said that we were charged for the request all the same (x-amz-request-charged). */
  requestCharged: z.literal(true).optional(),
  httpStatus: z.number().int().optional(),
  /** IAM action that is missing, for example `s3:ListMultipartUploadParts`. */
  permission: z.string().optional(),
  /** How long the store asked us to wait, ms. */
  retryAfterMs: z.number().nonnegative().optional(),
  /** The region the store says the bucket is in. */
  region: z.string().optional(),
  /** The endpoint URL that the answer speaks for, where it is not the connection's. */
  mendedEndpoint: z.string().optional(),
  /** The bucket that the connection's endpoint URL holds. */
  heldBucket: z.string().optional(),
  /** For NOT_S3: S3 answered, or something that writes like it, and the answer cannot be used. */
  unusable: z.literal(true).optional(),
  /** For SIGNATURE_MISMATCH: the store answered other calls of this connection, so that the keys may well be right. */
  othersAccepted: z.literal(true).optional(),
  /** Entries that were read before the rest was given up. */
  listed: countSchema.optional(),
  /** Server clock minus local clock, ms, where the store's Date header told. */
  clockSkewMs: z.number().optional(),
  /** AWS profile the credentials were to come from. */
  profile: z.string().optional(),
  /** The file that cannot be used: a shared config file, a CA file, a token file. */
  file: z.string().optional(),
  /** The certificate that was not trusted, for TLS_FAILED. */
  certificate: certificateSchema.optional(),
  /** For TLS_FAILED: a file of authorities that this computer's environment names, and that this host does not read by itself. */
  offeredCaFile: z.string().optional(),
  /** What `message` says, as data: the page says it in its own language. Absent where it is somebody else's words. */
  saying: sayingSchema.optional(),
  /** Fields that did not pass, for INVALID_INPUT. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ErrorDetails = z.infer<typeof errorDetailsSchema>;

export const errorShapeSchema = z.object({ code: errorCodeSchema, message: z.string(), details: errorDetailsSchema });
/** An error as it crosses the contract and as the index keeps it. */
export type ErrorShape = z.infer<typeof errorShapeSchema>;

/** Their words on screen come from the code and the store's words alone: `message` is for the log, or the store's own. */
type WithoutSaying =
  | 'PLAN_USED'
  | 'ENDPOINT_NOT_FOUND'
  | 'CONNECTION_REFUSED'
  | 'CONNECTION_LOST'
  | 'TIMEOUT'
  | 'SIGNATURE_MISMATCH'
  | 'ACCESS_KEY_UNKNOWN'
  | 'ACCESS_DENIED'
  | 'CLOCK_SKEW'
  | 'WRONG_REGION'
  | 'TOKEN_EXPIRED'
  | 'KEYS_REFUSED'
  | 'ACCOUNT_BLOCKED'
  | 'NO_SUCH_BUCKET'
  | 'NO_SUCH_UPLOAD'
  | 'SLOW_DOWN'
  | 'STORE_REFUSED'
  | 'PAGING_MARKER_MISSING'
  | 'PAGING_MARKER_REPEATED'
  | 'PAGING_BROKEN_OFF'
  | 'DISK_FULL'
  | 'APP_GONE';

/** The one error class that the engine throws on purpose; both hosts carry it to the page as an {@link ErrorShape}. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  /** @param said a sentence of the catalogue (`says`); a text alone only for codes whose words on screen do without it */
  constructor(code: WithoutSaying, said: string | Said, details?: ErrorDetails, options?: ErrorOptions);
  constructor(code: ErrorCode, said: Said, details?: ErrorDetails, options?: ErrorOptions);
  constructor(code: ErrorCode, said: string | Said, details: ErrorDetails = {}, options?: ErrorOptions) {
    const { english, saying } = typeof said === 'string' ? inTheirWords(said) : said;
    super(english, options);
    this.code = code;
    this.details = saying ? { ...details, saying } : details;
  }

  /** What it says, for another sentence or another code. */
  get said(): Said {
    return { english: this.message, saying: this.details.saying ?? null };
  }

  /** The plain object that survives structured clone, JSON and SQLite. */
  toShape(): ErrorShape {
    return { code: this.code, message: this.message, details: this.details };
  }

  /** The error again, from what crossed a boundary. */
  static fromShape(shape: ErrorShape): AppError {
    return new AppError(shape.code, inTheirWords(shape.message), shape.details);
  }
}

/** Whatever was thrown, as it crosses the contract: an {@link AppError} as it is, anything else as INTERNAL in its own words. */
export function errorShapeOf(error: unknown): ErrorShape {
  if (error instanceof AppError) return error.toShape();
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error), details: {} };
}
