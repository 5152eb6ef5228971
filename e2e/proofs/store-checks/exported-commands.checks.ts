import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RawClient, type Upload } from '../../support/stores/raw-client.ts';
import { ClientRun, needsAwsCli } from './clients/clients.ts';
import { onStore } from './engine-on-store.ts';
import { startedStore } from './started.ts';

// What is exported as commands is run as it is, by a shell and the AWS CLI, and aborts exactly what was chosen.

/** What a shell, the CLI or a terminal could take for something else. */
const keys = [
  'plain.bin',
  `it's "quoted"`,
  "'; rm -rf . #",
  'a$(touch owned)b',
  'a`touch owned`b',
  '$HOME',
  '-leading dash',
  '--key',
  'file://etc/passwd',
  'two\nlines',
  'tab\there',
  'back\\slash\\n',
  'percent %20 %s',
  '{"json": true}',
  '🎬 take 🦊.mov',
  'caf\u00e9 and cafe\u0301',
  ' blank at both ends ',
  '*?[a-z]!',
];
const bucket = 'exported-commands';
/** The CLI takes a while to start, once for each key, and a busy machine takes many times that. */
const timeoutMs = 900_000;

test('exported commands abort exactly the uploads that were chosen', { timeout: timeoutMs }, async (context) => {
  needsAwsCli(context);
  const store = startedStore();
  const raw = new RawClient(store);
  await raw.send({ method: 'PUT', bucket });
  const begin = async (key: string): Promise<Upload> => {
    const begun = await raw.createUpload(bucket, key);
    if ('refused' in begun) throw new Error(`The store refuses ${JSON.stringify(key)}: ${begun.refused}`);
    const upload = { bucket, key, uploadId: begun.uploadId };
    expect(await raw.putPart(upload, 1, 'x')).toBe('200');
    return upload;
  };
  const chosen = await Promise.all(keys.map(begin));
  // Of each key another one, which nobody chose.
  const others = await Promise.all(keys.map(begin));

  let script = '';
  await onStore(
    store,
    async (engine, connection) => {
      const at = { connectionId: connection.id, bucket };
      await engine.scanOnly(connection, bucket);
      // An active upload is in no script: these are seconds old, and stale once the window of this connection is over.
      await expect
        .poll(async () => (await engine.client.uploads.totals({ ...at, filter: {} })).active, { timeout: 60_000 })
        .toBe(0);
      const refs = chosen.map(({ key, uploadId }) => ({ ...at, key, uploadId }));
      const selection = { kind: 'uploads' as const, refs };
      const piece = await engine.client.uploads.export({ ...at, selection, format: 'sh' });
      expect(piece.next).toBeNull();
      script = piece.text;
    },
    0,
  );

  const folder = mkdtempSync(join(tmpdir(), 'loose-parts-commands-'));
  try {
    const run = new ClientRun(store, folder, timeoutMs);
    writeFileSync(join(folder, 'abort.sh'), script);
    await run.run('sh', '-e', 'abort.sh');
    // Nothing in a key was run.
    expect(await run.run('ls')).toBe('abort.sh\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const left = await raw.listedIds(bucket);
  expect(left.toSorted()).toEqual(others.map(({ uploadId }) => uploadId).toSorted());
});
