import type { AppInfo, AwsProfile, Connection } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';

type Kind = Connection['credentials']['kind'];

/** Where credentials can come from, in the order in which people need them. */
export const credentialKinds: readonly { value: Kind; label: string }[] = [
  { value: 'static', label: 'Access key' },
  { value: 'profile', label: 'AWS profile' },
  { value: 'environment', label: 'Environment variables' },
  { value: 'metadata', label: 'Instance or container role' },
  { value: 'webIdentity', label: 'Web identity' },
  { value: 'anonymous', label: 'Anonymous' },
];

/** The kind of that name in a list of choices; null for a name that is none. */
export function credentialKind(value: string): Kind | null {
  return credentialKinds.find((kind) => kind.value === value)?.value ?? null;
}

/** What a kind of credentials means, in one sentence. */
export function credentialSentence(kind: Kind): string {
  switch (kind) {
    case 'static':
      return 'A pair of keys that you enter here.';
    case 'profile':
      return 'A profile of this computer’s AWS files, with its roles, single sign-on, MFA or program. Its keys stay where they are.';
    case 'environment':
      return 'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the environment that Loose Parts was started in.';
    case 'metadata':
      return 'The role of the container or of the EC2 instance that Loose Parts runs on.';
    case 'webIdentity':
      return 'A role, by a token that another system writes to a file, as Kubernetes does for its service accounts.';
    case 'anonymous':
      return 'Requests are not signed. That works for public buckets only, and few of those let everybody list their uploads.';
    default:
      return assertNever(kind);
  }
}

const ways: Record<AwsProfile['way'], string | null> = {
  keys: 'access key',
  role: 'role',
  sso: 'single sign-on',
  process: 'external program',
  'web identity': 'web identity',
  login: 'console sign-in',
  unknown: null,
};

/** A profile with the way in which it gets its credentials: "billing (single sign-on)". */
export function profileWords({ name, way }: AwsProfile): string {
  const words = ways[way];
  return words === null ? name : `${name} (${words})`;
}

/** How an entered secret is kept, said before it is entered. */
export function vaultSentence(vault: AppInfo['vault']): string {
  switch (vault.kind) {
    case 'system':
      return `The secret is stored encrypted with this system’s own key store (${vault.backend}), or, where that does not answer, not at all.`;
    case 'memory':
      return 'The secret is kept in memory only. It is gone when Loose Parts stops.';
    case 'unavailable':
      return `The secret cannot be stored safely here: ${vault.reason}`;
    default:
      return assertNever(vault);
  }
}
