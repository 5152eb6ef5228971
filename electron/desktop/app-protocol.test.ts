import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pageFiles } from '../host/page-files.ts';
import { answerAppRequest } from './app-protocol.ts';

const root = mkdtempSync(join(tmpdir(), 'loose-parts-app-'));
mkdirSync(join(root, 'page', 'assets'), { recursive: true });
writeFileSync(join(root, 'page', 'index.html'), '<script nonce="%NONCE%">');
writeFileSync(join(root, 'page', 'assets', 'a.js'), 'export {};');
writeFileSync(join(root, 'secret.json'), 'outside');
afterAll(() => rmSync(root, { recursive: true }));

const get = (url: string, method = 'GET') =>
  answerAppRequest(
    { url, method },
    pageFiles(join(root, 'page'), 'port', () => 'system'),
  );

test('the page comes with a policy of its own nonce and nothing to sniff', async () => {
  const answer = await get('app://loose-parts/');
  const policy = answer.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([\w-]{22})'/.exec(policy)?.[1];
  expect(await answer.text()).toBe(`<script nonce="${nonce}">`);
  expect(policy).toBe(
    `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default`,
  );
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect((await get('app://loose-parts/')).headers.get('content-security-policy')).not.toBe(policy);
});

test('a script has its own type', async () => {
  const answer = await get('app://loose-parts/assets/a.js');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await answer.text()).toBe('export {};');
});

test.each([
  'app://loose-parts/../secret.json',
  'app://loose-parts/..%2fsecret.json',
  'app://loose-parts/%2e%2e%2fsecret.json',
  'app://loose-parts/assets/..%2f..%2fsecret.json',
  'app://loose-parts/..%5csecret.json',
  'app://loose-parts//secret.json',
])('nothing outside the page: %s', async (url) => {
  const answer = await get(url);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('outside');
});

test.each([
  'app://evil.example/index.html',
  'app://loose-parts.evil.example/index.html',
  'app://loose-parts:8080/index.html',
  'app:///index.html',
  'file:///index.html',
  'http://loose-parts/index.html',
])('another host has nothing: %s', async (url) => expect((await get(url)).status).toBe(404));

test('only reading', async () => {
  expect((await get('app://loose-parts/', 'POST')).status).toBe(405);
  expect(await (await get('app://loose-parts/', 'HEAD')).text()).toBe('');
});
