import { closeSync, constants, lstatSync, mkdirSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openPrivateFile } from '../engine/index/private-file.ts';
import type { Log } from '../engine/ports/ports.ts';

/** A fuller file is moved aside (one is kept) before the next line is written. */
const largestBytes = 5 * 1024 * 1024;

const secretName = /secret|token|password|passphrase|authorization|credential|cookie|signature/i;
const secretText: readonly [RegExp, string][] = [
  [/(#token=)[\w-]+/gi, '$1[removed]'],
  [/\b(Bearer\s+)[\w.~+/-]+=*/gi, '$1[removed]'],
  [/\bAWS4-HMAC-SHA256\s[^\n"]*/g, 'AWS4-HMAC-SHA256 [removed]'],
  [/(X-Amz-(?:Security-Token|Signature|Credential)=)[^&\s"]+/gi, '$1[removed]'],
];

/**
 * What may be written of a value: fields named like a secret and texts that look like one are removed, errors become
 * their name, code, message and stack (design, rule 5). Pure.
 */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return secretText.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), value);
  }
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '[deeper]';
  if (value instanceof Error) {
    const code = 'code' in value ? value.code : undefined;
    const { name, message, stack } = value;
    return withoutSecrets({ name, message, stack, ...(typeof code === 'string' ? { code } : {}) }, depth + 1);
  }
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretName.test(name) && item !== null && typeof item !== 'boolean'
        ? '[removed]'
        : withoutSecrets(item, depth + 1),
    ]),
  );
}

/** Where the log of a data folder lies. */
export function logPath(folder: string): string {
  return join(folder, 'logs', 'loose-parts.log');
}

/** The log as it stands; empty where there is none, or it cannot be read. Secrets were removed as it was written. */
export function readLog(folder: string): string {
  try {
    return readFileSync(logPath(folder), 'utf8');
  } catch {
    return '';
  }
}

/**
 * Diagnostics as JSON lines in a file, readable by its owner only; a link in its place is not followed. Writing is synchronous, so that the last line before
 * a crash is there; a log that cannot be written is given up without a word, because the work matters more.
 */
export function createFileLog(path: string, now: () => number = Date.now): Log {
  const write = (level: string, message: string, fields: Record<string, unknown> = {}) => {
    const entry = { at: new Date(now()).toISOString(), level, message, ...fields };
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if ((lstatSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) renameSync(path, `${path}.old`);
      const file = openPrivateFile(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
      try {
        writeSync(file, `${JSON.stringify(withoutSecrets(entry))}\n`);
      } finally {
        closeSync(file);
      }
    } catch {
      // See above.
    }
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}
