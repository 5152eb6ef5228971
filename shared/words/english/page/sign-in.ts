import { counted } from '../../counted.ts';

/** What the page says in its part "sign-in": where credentials come from, and what their sources ask of the person. */
export const signInPage = {
  corner: 'Sign-in',
  /** The button that brings back what was put aside. */
  waiting: (count: number) => `${counted(count, 'sign-in', 'sign-ins')} ${count === 1 ? 'waits' : 'wait'}`,
  signIn: 'Sign in',
  access: {
    label: 'Access',
    from: (source: string) => `Credentials: ${source}`,
    lasting: 'Credentials: {source} · expires {when}',
    expired: 'expired',
    needsSignIn: 'needs sign-in',
    none: 'none',
  },
  /** Where a connection's credentials come from, within a sentence. */
  source: {
    accessKey: (id: string) => `access key ${id}`,
    profile: (name: string) => `profile ${name}`,
    environment: 'environment variables',
    metadata: 'instance or container role',
    webIdentity: (roleArn: string) => `web identity ${roleArn}`,
    anonymous: 'anonymous',
    /** `found` is what it turned out to be, in the field's words: SSO, AssumeRole. */
    withFound: ({ source, found }: { source: string; found: string }) => `${source} (${found})`,
  },
  prompt: {
    mfaTitle: (profile: string) => `MFA code for profile “${profile}”`,
    ssoTitle: (profile: string) => `Sign in for profile “${profile}”`,
    putAside: 'Put this aside',
    connection: 'Connection {name}',
    device: 'Device {serial}',
    mfaCode: 'MFA code',
    send: 'Send code',
    cancel: 'Cancel sign-in',
    steps: 'Open the page, sign in there, and confirm that it shows this code:',
    /** What the button beside it copies. */
    code: 'code',
    /** `when` is a time left: "in 4:20". */
    waiting: 'Waiting for the sign-in. The code ends {when}.',
    openPage: 'Open the sign-in page',
  },
};
