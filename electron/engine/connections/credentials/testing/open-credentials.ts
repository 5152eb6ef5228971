import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { LiveEvent } from '../../../../../shared/schema/live.ts';
import type { Connection } from '../../../../../shared/schema/model.ts';
import type { CredentialState, Prompt } from '../../../../../shared/schema/sign-in.ts';
import { systemClock } from '../../../ports/clock.ts';
import type { Clock, Secrets, Vault } from '../../../ports/ports.ts';
import { exampleConnection } from '../../../store/s3/testing/recording-server.ts';
import { type CredentialPorts, Credentials } from '../credentials.ts';
import { type CredentialServices, startCredentialServices } from './credential-services.ts';

/** For tests: credentials of connections with real files in a home folder of their own, and services on loopback. */
export class CredentialStand {
  readonly home: string;
  readonly services: CredentialServices;
  readonly environment: Record<string, string | undefined>;
  readonly events: LiveEvent[] = [];
  readonly woken: string[] = [];
  readonly secrets = new Map<string, Secrets>();
  readonly warnings: string[] = [];
  clock: Clock = systemClock;
  #open: Credentials | null = null;

  private constructor(home: string, services: CredentialServices) {
    this.home = home;
    this.services = services;
    this.environment = { HOME: home, PATH: process.env.PATH };
  }

  static async start(): Promise<CredentialStand> {
    return new CredentialStand(await mkdtemp(join(tmpdir(), 'loose-parts-aws-')), await startCredentialServices());
  }

  async close(): Promise<void> {
    this.#open?.close();
    await this.services.close();
    await rm(this.home, { recursive: true, force: true });
  }

  /** `~/.aws/config`. */
  get configFile(): string {
    return join(this.home, '.aws', 'config');
  }

  /** Writes `~/.aws/config` and, where given, `~/.aws/credentials`. */
  async write(config: string, credentials?: string): Promise<void> {
    await this.file('.aws/config', config);
    if (credentials !== undefined) await this.file('.aws/credentials', credentials);
  }

  /** Writes a file below the home folder. @returns its path */
  async file(name: string, text: string): Promise<string> {
    const path = join(this.home, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
    return path;
  }

  get vault(): Vault {
    const { secrets } = this;
    return {
      protection: { kind: 'memory' },
      store: async (id, given) => void secrets.set(id, given),
      read: async (id) => secrets.get(id) ?? null,
      remove: async (id) => void secrets.delete(id),
    };
  }

  /** The credentials, as one run of the app has them; another run where it is asked for. */
  credentials(changes: Partial<CredentialPorts> = {}, anew = false): Credentials {
    if (anew) {
      this.#open?.close();
      this.#open = null;
    }
    const { services } = this;
    this.#open ??= new Credentials({
      clock: this.clock,
      vault: this.vault,
      log: { info() {}, warn: (message) => void this.warnings.push(message), error() {} },
      publish: (event) => void this.events.push(event),
      environment: this.environment,
      readSecret: async () => null,
      wake: (id) => void this.woken.push(id),
      endpoints: { sts: services.url, oidc: services.url, sso: services.url },
      ...changes,
    });
    return this.#open;
  }

  /** A connection by a profile. */
  byProfile(profile: string, changes: Partial<Connection> = {}): Connection {
    return exampleConnection(null, { credentials: { kind: 'profile', profile }, ...changes });
  }

  /** The prompts on screen. */
  get prompts(): Prompt[] {
    return this.events.flatMap((event) => (event.type === 'prompts' ? [event.prompts] : [])).at(-1) ?? [];
  }

  /** The prompt that comes up. */
  async prompt(): Promise<Prompt> {
    return vi.waitUntil(() => this.prompts[0], { timeout: 5_000, interval: 5 });
  }

  /** What was told of a connection's credentials last. */
  state(connectionId = 'c1'): CredentialState | undefined {
    return this.events
      .flatMap((event) => (event.type === 'credentials' ? [event.credentials] : []))
      .findLast((state) => state.connectionId === connectionId);
  }

  /** What the services were asked, by action. */
  calls(action: string) {
    return this.services.calls.filter((call) => call.action === action);
  }
}

/** A clock that jumps to whatever is waited for, and keeps how long that was, ms. */
export function jumpingClock(): Clock & { waits: number[] } {
  let now = Date.now();
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    schedule(at, callback) {
      waits.push(at - now);
      const timer = setImmediate(() => {
        now = Math.max(now, at);
        callback();
      });
      return () => clearImmediate(timer);
    },
  };
}
