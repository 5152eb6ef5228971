import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { askedOf, claimLinks, readAsked } from './asked.ts';

const link = 'loose-parts://open/connections/c/buckets/attic';

test('of a command line only links and plan files are asked for, and not in masses', () => {
  expect(askedOf([link, 'a.loose-parts-plan', 'launch.ts', '.', 'https://example.com/', '/x/Plan.JSON'])).toEqual([
    link,
    'a.loose-parts-plan',
    '/x/Plan.JSON',
  ]);
  expect(askedOf(Array.from({ length: 100 }, () => link))).toHaveLength(8);
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
