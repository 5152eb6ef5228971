import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { containedPath, pageFiles } from './page-files.ts';

const root = mkdtempSync(join(tmpdir(), 'loose-parts-page-'));
const page = join(root, 'page');
mkdirSync(join(page, 'assets'), { recursive: true });
writeFileSync(
  join(page, 'index.html'),
  '<a nonce="%NONCE%">%NONCE%</a><meta content="%TRANSPORT%"><i lang="%LANGUAGE%">',
);
writeFileSync(join(page, 'assets', 'a-1.css'), 'a{}');
writeFileSync(join(page, 'notes.txt'), 'not a page file');
writeFileSync(join(root, 'secret.json'), '{}');
symlinkSync(join(root, 'secret.json'), join(page, 'assets', 'link.json'));
afterAll(() => rmSync(root, { recursive: true }));

test.each([
  '/..',
  '/../secret.json',
  '/..%2fsecret.json',
  '/%2e%2e%2fsecret.json',
  '/assets/..%2F..%2Fsecret.json',
  '/..%5csecret.json',
  '/a%00.js',
  '/%',
  '/./index.html',
  'index.html',
  '',
  '/',
])('no way out by %s', (pathname) => {
  expect(containedPath(page, pathname)).toBeNull();
});

test('a sibling that shares the beginning of the name is outside', () => {
  expect(containedPath(`${page}`, '/../page-of-somebody-else/x.js')).toBeNull();
});

test('a path inside is decoded once', () => {
  expect(containedPath(page, '/assets/a%20b.js')).toBe(join(page, 'assets', 'a b.js'));
  expect(containedPath(page, '/%252e%252e/x.js')).toBe(join(page, '%2e%2e', 'x.js'));
});

test.each(['port', 'http'] as const)(
  'HTML gets the nonce in every place and “%s”, and is never kept',
  async (transport) => {
    const file = await pageFiles(page, transport, () => 'de').find('/', 'abc');
    expect(file?.body.toString()).toBe(`<a nonce="abc">abc</a><meta content="${transport}"><i lang="de">`);
    expect(file).toMatchObject({ contentType: 'text/html; charset=utf-8', cacheControl: 'no-store' });
  },
);

test('only known types, real files and no links outwards are served', async () => {
  const files = pageFiles(page, 'http', () => 'system');
  expect(await files.find('/assets/a-1.css', 'n')).toMatchObject({ contentType: 'text/css; charset=utf-8' });
  expect(await files.find('/notes.txt', 'n')).toBeNull();
  expect(await files.find('/assets/link.json', 'n')).toBeNull();
  expect(await files.find('/assets', 'n')).toBeNull();
  expect(await files.find('/none.js', 'n')).toBeNull();
});
