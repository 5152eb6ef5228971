/**
 * With what installers are signed: by the secrets that the repository holds, which a workflow passes as variables, empty
 * where there are none.
 */

/** How electron-builder is to sign, or why it must not begin. */
export type Signing =
  | {
      kind: 'goes';
      /** electron-builder's own arguments. */
      args: readonly string[];
      /** Its environment: without variables that hold nothing. */
      env: NodeJS.ProcessEnv;
      /** For people who read the log. */
      sentence: string;
      /** By a certificate of ours: then the app may update itself. */
      isSigned: boolean;
    }
  | { kind: 'stops'; sentence: string };

/** What signs, and what Apple wants besides to notarise. */
const secretNames = [
  'CSC_LINK',
  'CSC_KEY_PASSWORD',
  'WIN_CSC_LINK',
  'WIN_CSC_KEY_PASSWORD',
  'APPLE_ID',
  'APPLE_APP_SPECIFIC_PASSWORD',
  'APPLE_TEAM_ID',
  'APPLE_API_KEY',
  'APPLE_API_KEY_ID',
  'APPLE_API_ISSUER',
];

/** Apple takes either set, whole. */
const notarySets = [
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
];

/**
 * A secret that is not there reaches a workflow as an empty text, and electron-builder takes an empty CSC_LINK for the path
 * of a certificate: this folder. On macOS an app that is signed and not notarised is refused by Gatekeeper in worse words
 * than one that is not signed: so it is both or neither. Pure.
 */
export function signingOf(platform: NodeJS.Platform, given: NodeJS.ProcessEnv): Signing {
  const env = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !secretNames.includes(name) || (value ?? '').trim() !== ''),
  );
  // A certificate of one system says nothing on another.
  if (platform === 'win32') delete env.CSC_LINK;
  switch (platform) {
    case 'darwin':
      return onMac(env);
    case 'win32': {
      const isSigned = env.WIN_CSC_LINK !== undefined;
      return {
        kind: 'goes',
        args: [],
        env,
        sentence: isSigned ? 'Signed with WIN_CSC_LINK.' : unsigned('WIN_CSC_LINK'),
        isSigned,
      };
    }
    default:
      return {
        kind: 'goes',
        args: [],
        env,
        sentence: 'Packages for Linux carry no signature; SHA256SUMS has their sums.',
        isSigned: false,
      };
  }
}

function onMac(env: NodeJS.ProcessEnv): Signing {
  if (env.CSC_LINK === undefined) {
    // Apple silicon runs nothing without a signature: one that names nobody.
    const args = ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false'];
    return { kind: 'goes', args, env, sentence: unsigned('CSC_LINK'), isSigned: false };
  }
  if (notarySets.some((names) => names.every((name) => env[name] !== undefined))) {
    const sentence = 'Signed with CSC_LINK, and notarised.';
    return { kind: 'goes', args: ['-c.mac.notarize=true'], env, sentence, isSigned: true };
  }
  const sets = notarySets.map((names) => names.join(', ')).join('; or ');
  return { kind: 'stops', sentence: `CSC_LINK signs, but nothing is there to notarise with. Set all of ${sets}.` };
}

function unsigned(name: string): string {
  return `Not signed: ${name} holds no certificate.`;
}
