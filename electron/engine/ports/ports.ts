import type { LookupFunction } from 'node:net';
import type { Job } from '../../../shared/schema/model.ts';
import type { Said } from '../../../shared/schema/saying.ts';
import type { StartWarning } from '../../../shared/schema/start-warnings.ts';
import type { Notice } from '../../../shared/schema/watch.ts';
import type { LanguageChoice } from '../../../shared/values/languages.ts';

/**
 * What the engine needs from outside. Hosts pass the real ones, tests their own (design: "Time, randomness and ports to
 * the outside are passed in").
 */

/** Time. All times are ms since the epoch, UTC. */
export interface Clock {
  now(): number;
  /**
   * Calls back once at `at` or as soon after as the machine allows (a machine that slept calls back on waking).
   * @returns a function that takes the call back; harmless after it has fired
   */
  schedule(at: number, callback: () => void): () => void;
}

/** The one randomness of the engine: uniform in [0, 1). Jitter only; never used for a decision about a verdict. */
export type Random = () => number;

/** Secrets, kept as the host can: encrypted by the system, or in memory. */
export interface Vault {
  /** What becomes of secrets that are stored here. */
  readonly protection: { kind: 'system'; backend: string } | { kind: 'memory' } | { kind: 'unavailable'; reason: Said };
  /** @throws AppError VAULT_UNAVAILABLE where the system cannot keep a secret */
  store(id: string, secrets: Secrets): Promise<void>;
  /** null where nothing is kept under that ID. */
  read(id: string): Promise<Secrets | null>;
  remove(id: string): Promise<void>;
}

/** Secrets that are kept and forgotten together, by name: a connection's, under its ID. */
export type Secrets = Readonly<Record<string, string>>;

/** The secret half of static credentials. Exists in memory only as long as a call needs it. */
export interface StaticSecret {
  secretAccessKey: string;
  sessionToken: string | null;
}

/** Diagnostics. `fields` must hold no secret; errors are logged by code, never by their request. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** A running practice store, as the engine sees it: an endpoint and keys. */
export interface PracticeEndpoint {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  close(): Promise<void>;
}

/** Everything {@link ../engine.ts createEngine} is given. */
export interface EnginePorts {
  clock: Clock;
  random: Random;
  vault: Vault;
  log: Log;
  /** Folder that holds the index and the connections; exists and is writable. */
  dataDir: string;
  host: 'desktop' | 'browser';
  version: string;
  /** A text for a fault report, while so many jobs run; left out where the host shows it without the page. */
  diagnostics?: (running: number) => string;
  /** What the host found wrong at its start. */
  warnings?: readonly StartWarning[];
  /** Told of everything that a person may want to know without having asked; the page is told by itself. */
  onNotice?: (notice: Notice) => void;
  /** Told of every job that is under way, and of those finished since the start, whenever one of them changes. */
  onJobs?: (jobs: readonly Job[]) => void;
  /**
   * The person chose a language: the host keeps and speaks it.
   * @throws AppError DATA_FOLDER_UNWRITABLE where it cannot be kept: nothing changes then
   */
  chooseLanguage: (choice: LanguageChoice) => void;
  /** Starts the practice store with its sample buckets. */
  startPractice: () => Promise<PracticeEndpoint>;
  /**
   * The proxy that the system wants for a URL, as a URL, with a login where it has one; null: none. Left out: never one.
   */
  resolveProxy?: (url: string) => Promise<string | null>;
  /** How long calls to a store may take; as each connection says where left out. */
  storeTimeouts?: StoreTimeouts;
  /** How host names become addresses, for tests; the system's way where left out. */
  lookup?: LookupFunction;
  /** The environment that credentials come from: AWS_PROFILE's files, AWS_ACCESS_KEY_ID, …; the process's where left out. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** Where the services are that hand out credentials; given by tests only. */
  credentialEndpoints?: CredentialEndpoints;
}

/**
 * Stand-ins for AWS's services that hand out credentials, as URLs; each is AWS's own, by region, where it is left out. The
 * metadata services are told by the environment, as AWS has it: AWS_EC2_METADATA_SERVICE_ENDPOINT (of the process) and
 * AWS_CONTAINER_CREDENTIALS_FULL_URI.
 */
export interface CredentialEndpoints {
  sts?: string;
  /** IAM Identity Center's OIDC service: RegisterClient, StartDeviceAuthorization, CreateToken. */
  oidc?: string;
  /** IAM Identity Center's portal: GetRoleCredentials. */
  sso?: string;
}

/** All in ms. */
export interface StoreTimeouts {
  /** Name lookup, TCP and TLS. */
  connectionTimeoutMs?: number;
  /** From the request to the end of its answer. */
  requestTimeoutMs?: number;
  /** The same for an abort. */
  abortTimeoutMs?: number;
}
