import { expect, test } from '../fixtures.ts';
import { createBucket, heldParts, startUpload } from '../support/stores/seeding.ts';

/** Each key, and how it is to be read on screen. */
const oddKeys = [
  { key: 'plus+sign/1+1=2.bin', shown: 'plus+sign/1+1=2.bin' },
  { key: 'two words/with spaces.txt', shown: 'two words/with spaces.txt' },
  { key: 'emoji/🎬 take 🦊.mov', shown: 'emoji/🎬 take 🦊.mov' },
  { key: 'control/line\u0001break.dat', shown: 'control/line␁break.dat' },
  { key: 'markup/<script>alert(1)</script>.html', shown: 'markup/<script>alert(1)</script>.html' },
  { key: `long/${'k'.repeat(1019)}`, shown: `long/${'k'.repeat(1019)}` },
] as const;

test('odd keys are shown and aborted exactly as they are', { tag: '@store' }, async ({ app, store }) => {
  const bucket = await createBucket(store.uploader);
  const odd = [];
  for (const { key } of oddKeys) odd.push(await startUpload(store.uploader, bucket, key, [100]));
  // What a client that decodes or cuts wrongly would hit instead.
  const neighbours = [];
  for (const key of ['plus sign/1 1=2.bin', 'two+words/with+spaces.txt', 'control/linebreak.dat']) {
    neighbours.push(await startUpload(store.uploader, bucket, key, [100]));
  }

  await app.scan(store, bucket);
  await expect(app.bucket.rows).toHaveCount(oddKeys.length + neighbours.length);
  for (const { shown } of oddKeys) await expect(app.bucket.row(shown)).toBeVisible();
  await app.abort(...oddKeys.map(({ shown }) => shown));
  for (const { shown } of oddKeys) await expect(app.activity.verdict(shown)).toHaveText('clear');

  for (const upload of odd) expect(await heldParts(store.uploader, upload), upload.key).toBeNull();
  for (const upload of neighbours) expect(await heldParts(store.uploader, upload), upload.key).toEqual([1]);
});
