import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AppError } from '../../shared/schema/errors.ts';
import { createFileLog, withoutSecrets } from './file-log.ts';

const root = mkdtempSync(join(tmpdir(), 'loose-parts-log-'));
afterAll(() => rmSync(root, { recursive: true }));

test('writes JSON lines that only the owner may read', () => {
  const path = join(root, 'logs', 'a.log');
  const log = createFileLog(path, () => 0);
  log.info('Started', { port: 1 });
  log.error('Failed', { error: new AppError('DISK_FULL', 'no room') });
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    level: 'info',
    message: 'Started',
    port: 1,
  });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    level: 'error',
    error: { name: 'AppError', code: 'DISK_FULL', message: 'no room' },
  });
  // Windows has no modes: a folder of the person's own keeps others out there.
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  { secretAccessKey: 'hush-little-secret' },
  { deep: [{ sessionToken: 'hush-little-secret' }] },
  { headers: { Authorization: 'hush-little-secret' } },
  { credentials: { any: 'hush-little-secret' } },
  'at http://127.0.0.1:1/#token=hush-little-secret',
  'Authorization: Bearer hush-little-secret',
  'AWS4-HMAC-SHA256 Credential=a, Signature=hush-little-secret',
  'GET /b?X-Amz-Signature=hush-little-secret&x=1',
  new Error('for Bearer hush-little-secret'),
])('keeps a secret out: %o', (value) => {
  expect(JSON.stringify(withoutSecrets(value))).not.toContain('hush-little-secret');
});

test('keeps what is no secret', () => {
  const value = { bucket: 'b', hasSessionToken: true, count: 3, none: null };
  expect(withoutSecrets(value)).toEqual(value);
});

test('moves a full file aside, and never fails', () => {
  const path = join(root, 'full.log');
  writeFileSync(path, 'x'.repeat(5 * 1024 * 1024 + 1));
  createFileLog(path).info('next');
  expect(statSync(path).size).toBeLessThan(200);
  expect(statSync(`${path}.old`).size).toBeGreaterThan(5 * 1024 * 1024);
  createFileLog(join(path, 'below-a-file.log')).info('nowhere');
});

// Windows has neither modes nor links that anybody may make.
test.runIf(process.platform !== 'win32')('takes back what others may read, and follows no link', () => {
  const path = join(root, 'old.log');
  writeFileSync(path, '', { mode: 0o644 });
  createFileLog(path).info('Started');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toContain('Started');

  const elsewhere = join(root, 'elsewhere');
  mkdirSync(join(root, 'linked'));
  const link = join(root, 'linked', 'a.log');
  symlinkSync(elsewhere, link);
  createFileLog(link).info('Started');
  expect(lstatSync(elsewhere, { throwIfNoEntry: false })).toBeUndefined();
});
