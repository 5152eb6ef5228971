import { z } from 'zod';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Log, Secrets, Vault } from '../../ports/ports.ts';
import type { SsoPlan } from './credential-plan.ts';

/** A sign-in to IAM Identity Center that was made here, and the client that it was registered for. */
export interface SsoSession {
  startUrl: string;
  ssoRegion: string;
  clientId: string;
  clientSecret: string;
  /** When the registration ends, ms UTC. */
  clientExpiresAt: number;
  accessToken: string;
  /** ms UTC. */
  expiresAt: number;
  /** null: the person has to sign in again when the access token ends. */
  refreshToken: string | null;
}

const keptTime = z.coerce.number().int();
const keptSchema = z.object({
  startUrl: z.string(),
  ssoRegion: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  clientExpiresAt: keptTime,
  accessToken: z.string(),
  expiresAt: keptTime,
  refreshToken: z.string().optional(),
});

/**
 * Sign-ins to IAM Identity Center: in memory, and in the vault under `sso/<session>`, so that they outlive the app where
 * the vault does. Never in a file of ours or of the AWS CLI (design, rule 5).
 */
export class SsoTokens {
  readonly #vault: Vault;
  readonly #log: Log;
  readonly #known = new Map<string, SsoSession | null>();

  constructor(vault: Vault, log: Log) {
    this.#vault = vault;
    this.#log = log;
  }

  /** What is kept for the plan's session; null where there is nothing, or it is of another start URL. */
  async find(plan: SsoPlan): Promise<SsoSession | null> {
    const id = vaultId(plan);
    let session = this.#known.get(id);
    if (session === undefined) {
      session = await this.#read(id);
      this.#known.set(id, session);
    }
    return session?.startUrl === plan.startUrl && session.ssoRegion === plan.ssoRegion ? session : null;
  }

  async keep(plan: SsoPlan, session: SsoSession): Promise<void> {
    const id = vaultId(plan);
    this.#known.set(id, session);
    const { refreshToken, clientExpiresAt, expiresAt, ...rest } = session;
    const secrets: Secrets = {
      ...rest,
      clientExpiresAt: String(clientExpiresAt),
      expiresAt: String(expiresAt),
      ...(refreshToken === null ? {} : { refreshToken }),
    };
    await this.#vault.store(id, secrets).catch((error: unknown) => {
      // It works as long as the app runs; the next start asks again.
      this.#log.warn('A sign-in could not be kept in the vault', { code: codeOf(error) });
    });
  }

  async forget(plan: SsoPlan): Promise<void> {
    const id = vaultId(plan);
    this.#known.set(id, null);
    await this.#vault.remove(id).catch((error: unknown) => {
      this.#log.warn('A sign-in that has ended could not be taken from the vault', { code: codeOf(error) });
    });
  }

  async #read(id: string): Promise<SsoSession | null> {
    try {
      const kept = keptSchema.safeParse(await this.#vault.read(id));
      return kept.success ? { ...kept.data, refreshToken: kept.data.refreshToken ?? null } : null;
    } catch (error) {
      // A vault that cannot be read costs a sign-in, no more.
      this.#log.warn('The vault did not say whether there is a sign-in', { code: codeOf(error) });
      return null;
    }
  }
}

function vaultId({ session, startUrl }: SsoPlan): string {
  return `sso/${session ?? startUrl}`;
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'INTERNAL';
}
