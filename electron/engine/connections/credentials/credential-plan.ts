/** How a source gets its credentials, worked out and checked before anything is asked. Holds secrets: never told on. */
export type CredentialPlan =
  | { kind: 'keys'; profile: string; accessKeyId: string; secretAccessKey: string; sessionToken: string | null }
  | RolePlan
  | WebIdentityPlan
  | { kind: 'process'; profile: string; file: string; command: string }
  | SsoPlan
  | { kind: 'login'; profile: string; file: string; session: string }
  /** AWS_ACCESS_KEY_ID and the like. */
  | { kind: 'environment' }
  /** `any`: the container's where there is one, else the instance's. */
  | { kind: 'metadata'; of: 'container' | 'instance' | 'any' };

/** AssumeRole with what `source` yields. */
export interface RolePlan {
  kind: 'role';
  profile: string;
  file: string;
  roleArn: string;
  externalId: string | null;
  /** Serial number or ARN of the MFA device; null: none is asked for. */
  mfaSerial: string | null;
  sessionName: string | null;
  /** null: an hour. */
  durationSeconds: number | null;
  region: string;
  source: CredentialPlan;
}

/** AssumeRoleWithWebIdentity with the token in a file. */
export interface WebIdentityPlan {
  kind: 'webIdentity';
  /** null where the connection itself says so. */
  profile: string | null;
  /** The shared file that says so. */
  file: string | null;
  roleArn: string;
  tokenFile: string;
  sessionName: string | null;
  durationSeconds: number | null;
  region: string;
}

/** A role of IAM Identity Center. */
export interface SsoPlan {
  kind: 'sso';
  profile: string;
  file: string;
  /** Name of the `[sso-session]`; null for a profile that has the start URL itself. */
  session: string | null;
  startUrl: string;
  ssoRegion: string;
  scopes: string[];
  accountId: string;
  roleName: string;
}

/** Whether the person has to type a one-time code for it, each time. */
export function asksForCode(plan: CredentialPlan): boolean {
  return plan.kind === 'role' && (plan.mfaSerial !== null || asksForCode(plan.source));
}

/** The sign-in that a plan rests on, at whatever depth; null: none. */
export function signInOf(plan: CredentialPlan): SsoPlan | null {
  if (plan.kind === 'role') return signInOf(plan.source);
  return plan.kind === 'sso' ? plan : null;
}

/** Whether two plans share one sign-in. */
export function isSameSignIn(a: SsoPlan, b: SsoPlan): boolean {
  return a.session === b.session && a.startUrl === b.startUrl && a.ssoRegion === b.ssoRegion;
}

/** Where a plan's credentials come from, in the field's words; for the page. */
export function sourceWords(plan: CredentialPlan): string {
  switch (plan.kind) {
    case 'keys':
      return 'access key';
    case 'role':
      return 'AssumeRole';
    case 'webIdentity':
      return 'AssumeRoleWithWebIdentity';
    case 'process':
      return 'credential_process';
    case 'sso':
      return 'SSO';
    case 'login':
      return 'aws login';
    case 'environment':
      return 'environment';
    case 'metadata':
      return plan.of === 'any' ? 'metadata' : `${plan.of} metadata`;
  }
}
