import { exec } from 'node:child_process';
import { z } from 'zod';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import type { CredentialPlan } from './credential-plan.ts';
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
  const output = await new Promise<string>((resolve, reject) => {
    const options = { env: { ...environment }, timeout: limitMs, maxBuffer: longestOutput, windowsHide: true };
    const child = exec(plan.command, options, (error, stdout) => {
      if (!error) return resolve(stdout);
      if (stdout.length >= longestOutput) return reject(fail(says('printedTooMuch')));
      // The shell's own word for a command that it does not find.
      if (error.code === 127) return reject(fail(says('commandNotFound')));
      if (error.killed) return reject(fail(says('ranTooLong', { seconds: Math.round(limitMs / 1000) })));
      reject(fail(error.code === undefined ? says('wasEnded') : says('exitedWith', { code: String(error.code) })));
    });
    // There is nobody to type anything.
    child.stdin?.end();
  });
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

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
