import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { askedOf, claimLinks, readAsked } from './asked.ts';

const link = 'loose-parts://open/connections/c/buckets/attic';

test('of a command line only plan files are asked for, and not in masses', () => {
  const words = ['a.loose-parts-plan', 'launch.ts', '.', 'https://example.com/', '/x/Plan.JSON'];
  expect(askedOf(words)).toEqual(['a.loose-parts-plan', '/x/Plan.JSON']);
  expect(askedOf(Array.from({ length: 100 }, () => 'a.json'))).toHaveLength(8);
});

test('beside a link nothing is asked for, which a quote in it could have put there', () => {
  expect(askedOf([link, '\\\\server\\share\\x.json', link, 'a.loose-parts-plan'])).toEqual([link]);
  expect(askedOf(['a.json', link])).toEqual([link]);
});

describe('links are claimed', () => {
  it.each([
    ['win32', true, [['loose-parts', process.execPath, ['--']]]],
    ['win32', false, []],
    ['darwin', true, []],
    ['linux', true, []],
  ] as const)('on %s, installed: %s', (platform, isPackaged, expected) => {
    const claims: unknown[] = [];
    const setAsDefaultProtocolClient = (...claim: unknown[]) => {
      claims.push(claim);
      return true;
    };
    claimLinks({ isPackaged, setAsDefaultProtocolClient }, platform);
    expect(claims).toEqual(expected);
  });
});

describe('what is asked for', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'loose-parts-asked-'));
    writeFileSync(join(folder, 'my plan.loose-parts-plan'), '{"ü":1}');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (text: string) => readAsked({ text, folder });
  const refused = (why: string, name: string) => ({ kind: 'refused', refusal: { why, name } });

  test('a link is passed on unread', async () => {
    expect(await read(link)).toEqual({ kind: 'link', text: link });
  });

  test('a file is read from where the app was started, by its path or its address', async () => {
    const file = { kind: 'plan file', name: 'my plan.loose-parts-plan', text: '{"ü":1}' };
    const path = join(folder, 'my plan.loose-parts-plan');
    for (const text of ['my plan.loose-parts-plan', path, pathToFileURL(path).href])
      expect(await read(text)).toEqual(file);
  });

  test('what is no plan, by its name, is not opened at all', async () => {
    writeFileSync(join(folder, 'id_rsa'), 'secret');
    expect(await read('id_rsa')).toEqual(refused('no plan file', 'id_rsa'));
    expect(await read('file://elsewhere.example/x.loose-parts-plan%00')).toMatchObject({ kind: 'refused' });
  });

  // Making a link asks for a right on Windows.
  it.skipIf(process.platform === 'win32')('a link in its place leads to the file, or nowhere', async () => {
    const lead = (name: string, to: string) => symlinkSync(to, join(folder, name));
    lead('linked.json', 'my plan.loose-parts-plan');
    lead('dangling.json', 'gone.json');
    lead('loop.json', 'loop.json');
    lead('folder.json', '.');
    lead('device.json', '/dev/zero');
    const file = { kind: 'plan file', name: 'linked.json', text: '{"ü":1}' };
    // As often as it is asked for.
    expect([await read('linked.json'), await read('linked.json')]).toEqual([file, file]);
    for (const name of ['dangling.json', 'loop.json', 'folder.json', 'device.json'])
      expect(await read(name)).toEqual(refused('unreadable', name));
  });

  test('what is not there, a folder or too large is told, and never read', async () => {
    mkdirSync(join(folder, 'folder.json'));
    writeFileSync(join(folder, 'large.json'), '');
    truncateSync(join(folder, 'large.json'), 60_000_001);
    expect(await read('gone.json')).toEqual(refused('unreadable', 'gone.json'));
    expect(await read('folder.json')).toEqual(refused('unreadable', 'folder.json'));
    expect(await read('large.json')).toEqual(refused('too large', 'large.json'));
  });

  test.skipIf(process.platform === 'win32')('a pipe that nobody writes to keeps nobody waiting', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    expect(await read('pipe.json')).toEqual(refused('unreadable', 'pipe.json'));
  });
});
