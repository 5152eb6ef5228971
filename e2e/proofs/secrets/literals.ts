import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isCode, shortestSecret } from './forms.ts';
import type { NotedSecret } from './noted.ts';

/** A secret that stands in the sources, and where. */
export interface LiteralSecret extends NotedSecret {
  /** `electron/engine/engine.test.ts:12`. */
  place: string;
}

/** Fields, constants, XML elements and lines of AWS's files that hold a secret. */
const fields = [
  'secretAccessKey',
  'SecretAccessKey',
  'SECRET_ACCESS_KEY',
  'AWS_SECRET_ACCESS_KEY',
  'sessionToken',
  'SessionToken',
  'AWS_SESSION_TOKEN',
  'proxyPassword',
  'password',
  'accessToken',
  'refreshToken',
  'clientSecret',
  'mfaCode',
  'TokenCode',
  'devToken',
];
const inCode = new RegExp(`\\b(${fields.join('|')})['"]?(?:\\?\\?|[:=]|\\s=)\\s*(?:'([^'\\n]*)'|"([^"\\n]*)")`, 'g');
const inConstant = /\bconst (\w*[sS]ecret) = '([^'\n]*)'/g;
const inXml = /<(SecretAccessKey|SessionToken)>([^<$\n]*)</g;
const inProfile = /(aws_secret_access_key|aws_session_token) ?= ?([^\s\\'`"$]*)/g;

/** No secret but none, or prose about one: a label, a sentence. */
const noSecret = /^$|\s/;
/** Folders of code, and of the tests beside it. */
const folders = ['electron', 'shared', 'renderer', 'e2e'];
/** The sweep's own tests plant what they look for; benchmarks are no part of a test run. */
const leftOut = [join('e2e', 'proofs', 'secrets'), join('e2e', 'bench')];

/** Every secret that is written down in the sources, so that no test has to announce its own. */
export function literalSecrets(root: string): LiteralSecret[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile() && /\.tsx?$/.test(item.name))
      .map((item) => relative(root, join(item.parentPath, item.name)))
      .filter((path) => !leftOut.some((folder) => path.startsWith(folder)))
      .flatMap((path) => secretsIn(readFileSync(join(root, path), 'utf8'), path.replaceAll(sep, '/'))),
  );
}

/** Secrets in one source text. */
export function secretsIn(text: string, path: string): LiteralSecret[] {
  return [inCode, inConstant, inXml, inProfile].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [, name = '', ...values] = match;
      const value = values.find((given) => given !== undefined) ?? '';
      if (noSecret.test(value)) return [];
      const line = text.slice(0, match.index).split('\n').length;
      return [{ name: `${name} of ${path}:${line}`, value, place: `${path}:${line}` }];
    }),
  );
}

/** Whether it can be told from an accident wherever it stands. */
export function isRecognisable({ value }: NotedSecret): boolean {
  return value.length >= shortestSecret || isCode(value);
}

/** Those that cannot be told from an accident: tests shall use longer ones. */
export function tooShort(secrets: readonly LiteralSecret[]): string[] {
  return secrets
    .filter((secret) => !isRecognisable(secret))
    .map(({ name }) => `${name} has fewer than ${shortestSecret} characters`);
}
