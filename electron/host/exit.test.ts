import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sentenceOf } from '../../shared/words/sentence-of.ts';
import { speak } from '../../shared/words/speak.ts';
import { words } from '../../shared/words/words.ts';
import { IndexThreadClient } from '../engine/index/thread.ts';
import { StartError, startFailure } from './exit.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loose-parts-exit-'));
});
afterEach(() => {
  speak('en');
  rmSync(folder, { recursive: true, force: true });
});

test('a start that an index of a newer version ends is told in both languages, though the thread’s class is lost', async () => {
  const path = join(folder, 'index.sqlite');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA user_version = 900');
  database.close();
  const failure: unknown = await IndexThreadClient.open({ path, role: 'writer', at: 0 }).catch((error) => error);
  const { english, saying } = startFailure(failure);
  expect(english).toMatch(
    /^Loose Parts could not start: The index was written by a newer version .* Update the app\.$/,
  );
  speak('de');
  expect(saying && sentenceOf(saying, words.sayings)).toMatch(
    /^Loose Parts konnte nicht starten: Der Index wurde von einer neueren Version .* \(Schema 900, .* Aktualisieren Sie die App\.$/,
  );
});

test('what nobody foresaw is told as it was thrown', () => {
  expect(startFailure(new Error('no such thing')).english).toBe('Loose Parts could not start: no such thing');
  expect(startFailure('odd').english).toBe('Loose Parts could not start: odd');
  expect(startFailure(new StartError('Port 1 is taken.')).english).toBe('Port 1 is taken.');
});
