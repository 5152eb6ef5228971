import { z } from 'zod';
import { connectionColours, defaultSettings } from '../values/connection-defaults.ts';
import { connectionSayings } from '../words/english/sayings/connections.ts';
import { certificateSchema } from './certificate.ts';
import { errorShapeSchema } from './errors.ts';
import { ownPriceSchema } from './own-price.ts';
import { countSchema } from './quantities.ts';

/** Times are ms since the epoch, UTC; durations are ms. */

export const connectionIdSchema = z.string().min(1).max(64);

/** A bucket's name, or an ARN or alias that stands for one (`shared/values/bucket-address.ts` tells which). */
export const bucketNameSchema = z.string().trim().min(1, connectionSayings.enterBucketName).max(2048);

/** A role, by a token that another system writes to a file (AssumeRoleWithWebIdentity). */
const webIdentitySchema = z.object({
  kind: z.literal('webIdentity'),
  roleArn: z.string().trim().min(1, connectionSayings.enterRoleArn).max(2048),
  tokenFile: z.string().trim().min(1, connectionSayings.enterTokenFile).max(4096),
  sessionName: z.string().trim().max(64).nullable(),
});

const otherCredentials = [
  z.object({ kind: z.literal('profile'), profile: z.string().min(1, connectionSayings.chooseProfile) }),
  /** AWS_ACCESS_KEY_ID and the like, of the environment that the app was started in. */
  z.object({ kind: z.literal('environment') }),
  /** The role of the container or of the instance that the app runs on. */
  z.object({ kind: z.literal('metadata') }),
  /** Requests are not signed: public buckets only. */
  z.object({ kind: z.literal('anonymous') }),
] as const;

/** Where a saved connection's credentials come from. Never the secret itself. */
export const credentialSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('static'), accessKeyId: z.string(), hasSessionToken: z.boolean() }),
  /** Without a token file where it came out of a file of connections: the person enters its path. */
  webIdentitySchema.extend({ tokenFile: z.string().trim().max(4096) }),
  ...otherCredentials,
]);
export type CredentialSource = z.infer<typeof credentialSourceSchema>;

const proxyUrlSchema = z.url({ protocol: /^https?$/, error: connectionSayings.proxyUrlBegins });

/** How the requests leave this computer. A manual proxy's password is a secret: it is kept in the vault. */
export const proxySchema = z.discriminatedUnion('kind', [
  /** As the system says: its proxy settings in the desktop app, HTTPS_PROXY and the like in the browser host. */
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('manual'), url: proxyUrlSchema, username: z.string().max(256).nullable() }),
]);
export type ProxySetting = z.infer<typeof proxySchema>;

export const tlsSettingsSchema = z.object({
  /** A PEM file of authorities that are trusted besides the system's; read by the engine. null: none. */
  caFile: z.string().trim().min(1).max(4096).nullable(),
  /** The one certificate that is accepted although no authority vouches for it, and no other (by its fingerprint). */
  pinned: certificateSchema.nullable(),
});
export type TlsSettings = z.infer<typeof tlsSettingsSchema>;

/** All in ms. */
const timeoutsSchema = z.object({
  /** Name lookup, TCP and TLS. */
  connectMs: z.number().int().min(500).max(300_000),
  /** From the request to the end of its answer; an abort and a complete get five times as long. */
  requestMs: z.number().int().min(1_000).max(3_600_000),
  /** How long an unused connection is kept open. */
  idleMs: z.number().int().min(1_000).max(3_600_000),
});

const accountIdSchema = z
  .string()
  .trim()
  .regex(/^\d{12}$/, connectionSayings.accountIdDigits);

/** What differs from the connection for one bucket; null: as the connection says. */
export const bucketSettingsSchema = z.object({
  requesterPays: z.boolean().nullable(),
  expectedBucketOwner: accountIdSchema.nullable(),
});
export type BucketSettings = z.infer<typeof bucketSettingsSchema>;

/** Switched on by the person: CloudWatch may be asked through this connection, which costs for every metric. */
export const cloudWatchSettingSchema = z.object({
  /** null: AWS's own, in each bucket's region. */
  endpointUrl: z.url({ protocol: /^https?$/, error: connectionSayings.endpointUrlBegins }).nullable(),
});
export type CloudWatchSetting = z.infer<typeof cloudWatchSettingSchema>;

const connectionSettingsShape = {
  name: z.string().trim().min(1, connectionSayings.nameConnection).max(100),
  /** null: AWS itself, by region. May have a path. */
  endpointUrl: z.url({ protocol: /^https?$/, error: connectionSayings.endpointUrlBegins }).nullable(),
  region: z.string().trim().min(1, connectionSayings.enterRegion).max(64),
  /** What is tried first; the engine learns where the endpoint wants the other one. */
  pathStyle: z.boolean(),
  /** AWS only. */
  dualStack: z.boolean().default(defaultSettings.dualStack),
  /** AWS only. */
  fips: z.boolean().default(defaultSettings.fips),
  proxy: proxySchema.default(defaultSettings.proxy),
  tls: tlsSettingsSchema.default(defaultSettings.tls),
  timeouts: timeoutsSchema.default(defaultSettings.timeouts),
  /** Whether we agree to pay for requests to buckets whose owner does not (x-amz-request-payer). */
  requesterPays: z.boolean().default(defaultSettings.requesterPays),
  /** The account that must own the bucket: any other is a 403 (x-amz-expected-bucket-owner). null: not asked for. */
  expectedBucketOwner: accountIdSchema.nullable().default(defaultSettings.expectedBucketOwner),
  /** The engine refuses every call that changes something at the store. */
  readOnly: z.boolean().default(defaultSettings.readOnly),
  colour: z.enum(connectionColours).default(defaultSettings.colour),
  /** Marked, so that nobody cleans up the wrong place. */
  production: z.boolean().default(defaultSettings.production),
  /** An upload whose newest part is younger than this is *active*, ms. */
  activeWindowMs: z
    .number()
    .int()
    .min(0)
    .max(365 * 86_400_000),
  /** Two clean looks at least this far apart prove `clear`, ms. */
  quietIntervalMs: z.number().int().min(0).max(86_400_000),
};

export const connectionSchema = z.object({
  id: connectionIdSchema,
  ...connectionSettingsShape,
  credentials: credentialSourceSchema,
  /** By bucket name. */
  bucketSettings: z.record(bucketNameSchema, bucketSettingsSchema).default({}),
  /** What the person pays here; left out, the lists' prices hold. */
  ownPrice: ownPriceSchema.optional(),
  /** Left out: CloudWatch is not asked. */
  cloudWatch: cloudWatchSettingSchema.optional(),
  /** The practice store's own connection: it exists while that store runs. */
  practice: z.boolean(),
});
/** A named way in: endpoint, region, addressing style, and where its credentials come from. */
export type Connection = z.infer<typeof connectionSchema>;

/** What the form sends. A secret travels page → engine only; left out when editing, the stored one is kept. */
export const connectionDraftSchema = z.object({
  id: connectionIdSchema.optional(),
  ...connectionSettingsShape,
  credentials: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('static'),
      accessKeyId: z.string().trim().min(1, connectionSayings.enterAccessKeyId).max(256),
      secretAccessKey: z.string().trim().min(1, connectionSayings.enterSecret).max(1024).optional(),
      sessionToken: z.string().trim().max(8192).optional(),
    }),
    webIdentitySchema,
    ...otherCredentials,
  ]),
  /** Of a manual proxy; left out when editing, the stored one is kept, and empty means none. */
  proxyPassword: z.string().max(1024).optional(),
});
/** As it is sent: settings that are left out get their defaults. */
export type ConnectionDraft = z.input<typeof connectionDraftSchema>;
/** As it is after the contract's check. */
export type CheckedDraft = z.output<typeof connectionDraftSchema>;

/** An AWS profile found in this computer's shared config files. */
export const awsProfileSchema = z.object({
  name: z.string(),
  region: z.string().nullable(),
  endpointUrl: z.string().nullable(),
  /** How it gets its credentials, for choosing; `unknown` where nothing in it says. */
  way: z.enum(['keys', 'role', 'sso', 'process', 'web identity', 'login', 'unknown']).default('unknown'),
});
export type AwsProfile = z.infer<typeof awsProfileSchema>;

/** What `Test connection` found to work better than what was entered. */
const connectionSuggestionSchema = z.object({
  pathStyle: z.boolean().optional(),
  region: z.string().optional(),
});

const worked = {
  latencyMs: z.number(),
  suggestion: connectionSuggestionSchema.optional(),
};

/** What `Test connection` found out. */
export const connectionTestSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('works'),
    buckets: countSchema,
    /** The store says that there are more than were counted. */
    more: z.literal(true).optional(),
    ...worked,
  }),
  /** Signed in, but ListBuckets is denied: buckets can be added by name. */
  z.object({ outcome: z.literal('works-without-listing'), ...worked }),
  /** Where `error` is TLS_FAILED, its details may carry the server's certificate. */
  z.object({ outcome: z.literal('failed'), error: errorShapeSchema }),
]);
export type ConnectionTest = z.infer<typeof connectionTestSchema>;

/**
 * What a file of connections may not set, because it would lead requests past the person or have a file of this computer
 * read: which setting, and what the file has there, for whoever sets it by hand.
 */
export const leftOutSettingSchema = z.object({
  setting: z.enum(['proxy', 'trusted certificate', 'CA file', 'token file']),
  /** The proxy's URL, the certificate's SHA-256 fingerprint, the file's path. */
  value: z.string(),
});
export type LeftOutSetting = z.infer<typeof leftOutSettingSchema>;

/** What became of a file of connections that was opened. */
export const importedConnectionsSchema = z.object({
  added: z.array(connectionSchema),
  /** Names of those that need a secret to be entered before they work. */
  needSecret: z.array(z.string()),
  /** What was left out, by the name of the added connection. */
  leftOut: z.array(z.object({ name: z.string(), settings: z.array(leftOutSettingSchema).min(1) })),
});
export type ImportedConnections = z.infer<typeof importedConnectionsSchema>;
