import { z } from 'zod';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { assertNever } from '../../../../shared/values/exhaustive.ts';
import { says } from '../../../../shared/words/says.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import type { CredentialPlan } from './credential-plan.ts';
import { type Ran, runCommand } from './run-command.ts';
import type { ProfileEnvironment } from './shared-config.ts';

/** What a credential_process prints (SDK reference guide, "Process credential provider"). */
const printedSchema = z.object({
  Version: z.literal(1),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().nullish(),
  Expiration: z.string().nullish(),
});

/** Time enough for a password manager that asks to be unlocked, ms. */
const longestRunMs = 120_000;
/** Most that it may print, in characters. */
const longestOutput = 1024 * 1024;

/**
 * Runs the command of a profile and reads the credentials that it prints.
 *
 * Not by the SDK's `fromProcess`: that waits for ever for a command that hangs, and its errors repeat the command line
 * and what was printed, either of which may hold a secret.
 *
 * @throws AppError CREDENTIALS_MISSING, TOKEN_EXPIRED; never with anything of the command or of its output
 */
export async function processCredentials(
  plan: Extract<CredentialPlan, { kind: 'process' }>,
  {
    environment,
    now,
    limitMs = longestRunMs,
  }: { environment: ProfileEnvironment; now: () => number; limitMs?: number },
): Promise<StoreCredentials> {
  const { profile, file } = plan;
  const details = { profile, file };
  const fail = (what: Said) =>
    new AppError('CREDENTIALS_MISSING', says('processFailed', { profile, file, what }), details);
  const ran = await runCommand(plan.command, { env: { ...environment }, limitMs, mostOutput: longestOutput });
  const output = outputOf(ran, { limitMs, fail });
  const printed = printedSchema.safeParse(jsonOrNull(output));
  if (!printed.success) throw fail(says('printedNoJson'));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = printed.data;
  const expiresAt = Expiration ? Date.parse(Expiration) : null;
  if (expiresAt !== null && Number.isNaN(expiresAt)) throw fail(says('printedNoTime'));
  if (expiresAt !== null && expiresAt <= now()) {
    throw new AppError('TOKEN_EXPIRED', says('processExpired', { profile, file }), details);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken ? { sessionToken: SessionToken } : {}),
    ...(expiresAt === null ? {} : { expiration: new Date(expiresAt) }),
  };
}

/** @throws what `fail` makes of how it failed */
function outputOf(ran: Ran, { limitMs, fail }: { limitMs: number; fail: (what: Said) => AppError }): string {
  switch (ran.kind) {
    case 'printed':
      return ran.output;
    case 'too much':
      throw fail(says('printedTooMuch'));
    case 'late':
      throw fail(says('ranTooLong', { seconds: Math.round(limitMs / 1000) }));
    case 'exited':
      // The shell's own word for a command that it does not find.
      if (ran.code === 127) throw fail(says('commandNotFound'));
      throw fail(ran.code === null ? says('wasEnded') : says('exitedWith', { code: String(ran.code) }));
    default:
      return assertNever(ran);
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
