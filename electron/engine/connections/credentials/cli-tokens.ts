import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Said } from '../../../../shared/schema/saying.ts';
import { says } from '../../../../shared/words/says.ts';
import type { StoreCredentials } from '../../store/s3/client-factory.ts';
import { readNamedFile } from '../../store/transport/named-file.ts';
import type { CredentialPlan } from './credential-plan.ts';

/**
 * What the AWS CLI's own sign-ins left in its caches. Read and never written: a secret goes nowhere but to the vault
 * (design, rule 5), and a refresh would have to be written back.
 */

/** What is about to end is of no use, ms. */
export const tokenMarginMs = 60_000;

const ssoTokenSchema = z.object({
  accessToken: z.string().min(1),
  expiresAt: z.string(),
  startUrl: z.string().nullish(),
});

/**
 * The access token of `aws sso login`; null where there is none that is valid.
 *
 * @param name of the `[sso-session]`, or the start URL of a profile without one: the file is called by its hash
 */
export async function cliSsoToken(
  folder: string,
  name: string,
  startUrl: string,
  now: number,
): Promise<{ accessToken: string; expiresAt: number } | null> {
  const file = join(folder, `${createHash('sha1').update(name).digest('hex')}.json`);
  const found = ssoTokenSchema.safeParse(await readJson(file));
  if (!found.success) return null;
  const { accessToken, expiresAt, startUrl: of } = found.data;
  // Of a session that was called the same and led elsewhere.
  if (of && of !== startUrl) return null;
  // Old versions of the CLI wrote `2020-06-17T10:02:08UTC`.
  const at = Date.parse(expiresAt.replace(/UTC$/, 'Z'));
  return at > now + tokenMarginMs ? { accessToken, expiresAt: at } : null;
}

const loginTokenSchema = z.object({
  accessToken: z.object({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    sessionToken: z.string().min(1),
    expiresAt: z.string(),
  }),
});

/** The credentials of `aws login`. @throws AppError SIGN_IN_NEEDED where there are none that are valid */
export async function cliLoginCredentials(
  folder: string,
  { profile, session }: Extract<CredentialPlan, { kind: 'login' }>,
  now: number,
): Promise<StoreCredentials> {
  const file = join(folder, `${createHash('sha256').update(session).digest('hex')}.json`);
  const found = loginTokenSchema.safeParse(await readJson(file));
  const token = found.success ? found.data.accessToken : null;
  const expiresAt = Date.parse(token?.expiresAt ?? '');
  if (!token || !(expiresAt > now + tokenMarginMs)) {
    throw new AppError('SIGN_IN_NEEDED', says('loginEnded', { profile }), { profile, file });
  }
  const { accessKeyId, secretAccessKey, sessionToken } = token;
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiresAt) };
}

/**
 * A web identity token.
 * @throws AppError CREDENTIALS_MISSING naming the file
 */
export async function readTokenFile(file: string, profile: string | null): Promise<string> {
  const details = { file, ...(profile === null ? {} : { profile }) };
  const fail = (why: Said) => {
    const said =
      profile === null ? says('tokenFile', { file, why }) : says('tokenFileOfProfile', { profile, file, why });
    return new AppError('CREDENTIALS_MISSING', said, details);
  };
  const read = await readNamedFile(file);
  if (!read.ok) throw fail(read.code === 'ENOENT' ? says('fileUnreadable', { code: read.code }) : read.why);
  const token = read.text.trim();
  if (token === '') throw fail(says('fileEmpty'));
  if (/[^\x21-\x7e]/.test(token)) throw fail(says('fileWithoutToken'));
  return token;
}

/** null for a file that is not there, cannot be read or is no JSON: then there is no token in it. */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
