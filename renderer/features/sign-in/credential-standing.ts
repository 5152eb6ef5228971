import type { ErrorShape } from '../../../shared/schema/errors.ts';
import type { CredentialSource } from '../../../shared/schema/model.ts';
import type { CredentialState } from '../../../shared/schema/sign-in.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';

/** How a connection's credentials stand. */
export type CredentialStanding =
  /** Nobody has asked for them yet, or they do not end. */
  | { kind: 'plain' }
  | { kind: 'lasting'; expiresAt: number }
  | { kind: 'expired'; expiresAt: number }
  /** `needsPerson`: only a person can get new ones. */
  | { kind: 'missing'; error: ErrorShape; needsPerson: boolean };

/** What is to be shown of a connection's credentials at a time, ms UTC. An error counts for more than a date. */
export function credentialStanding(state: CredentialState | undefined, now: number): CredentialStanding {
  if (!state) return { kind: 'plain' };
  const { error, expiresAt } = state;
  if (error)
    return { kind: 'missing', error, needsPerson: error.code === 'SIGN_IN_NEEDED' || error.code === 'TOKEN_EXPIRED' };
  if (expiresAt === null) return { kind: 'plain' };
  return expiresAt <= now ? { kind: 'expired', expiresAt } : { kind: 'lasting', expiresAt };
}

/** Where they come from: as the connection says, and what it turned out to be where that tells more. */
export function credentialSource(source: CredentialSource, state: CredentialState | undefined): string {
  const said = credentialWords(source);
  const found = state?.source;
  return found && found !== plainlyFound[source.kind]
    ? words.page.signIn.source.withFound({ source: said, found })
    : said;
}

/** What some kinds turn out to be as a matter of course, in the engine's words. */
const plainlyFound: Partial<Record<CredentialSource['kind'], string>> = {
  static: 'access key',
  environment: 'environment',
};

function credentialWords(source: CredentialSource): string {
  const text = words.page.signIn.source;
  switch (source.kind) {
    case 'static':
      return text.accessKey(source.accessKeyId);
    case 'profile':
      return text.profile(source.profile);
    case 'environment':
      return text.environment;
    case 'metadata':
      return text.metadata;
    case 'webIdentity':
      return text.webIdentity(source.roleArn);
    case 'anonymous':
      return text.anonymous;
    default:
      return assertNever(source);
  }
}
