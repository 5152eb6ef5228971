import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { type RelayedRequest, startRelay } from '../support/servers/relay.ts';

const owner = '111122223333';

// The browser host forgets entered secrets when it ends, so the keys come from a profile.
test('what is set for one bucket is sent with every call to it, and survives a restart', async ({
  openApp,
  practice,
  dataDir,
}) => {
  const { accessKeyId, secretAccessKey } = practice.store;
  const credentials = join(dataDir, 'aws-credentials');
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  await writeFile(credentials, `[flow]\n${keys}`);
  const env = { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(dataDir, 'no-config') };
  const relay = await startRelay(practice.store.endpointUrl);
  try {
    const upload = practice.seed('mine.bin', [100]);
    practice.store.createBucket('other');
    const first = await openApp({ env });
    await first.connect({ ...practice.store, endpointUrl: relay.url }, { profile: 'flow' });
    await first.sidebar.open(upload.bucket);
    await first.bucketSettings.open();
    await first.bucketSettings.owner.fill('1234');
    await first.bucketSettings.dialog.getByRole('button', { name: 'Save settings' }).click();
    await expect(first.bucketSettings.dialog).toContainText('An account ID has 12 digits');
    await first.bucketSettings.pays.selectOption('Yes');
    await first.bucketSettings.owner.fill(owner);
    await first.bucketSettings.save();
    await first.kill();

    const second = await openApp({ env });
    await second.sidebar.open(upload.bucket);
    await second.bucketSettings.open();
    await expect(second.bucketSettings.pays).toHaveValue('yes');
    await expect(second.bucketSettings.owner).toHaveValue(owner);
    await second.page.keyboard.press('Escape');
    const before = relay.requests.length;
    await second.bucket.scanWhole();
    await second.abort(upload.key);
    await expect(second.activity.verdict(upload.key)).toHaveText('clear');
    const sent = relay.requests.slice(before).filter(({ url }) => url.startsWith(`/${upload.bucket}`));
    expect(sent.filter(({ headers }) => !headers['x-amz-expected-bucket-owner'])).toEqual([]);
    // What finds out whether the store checks owners names a stranger, on purpose.
    const ours = sent.filter(({ headers }) => headers['x-amz-expected-bucket-owner'] === owner);
    expect(ours.map(operationOf)).toEqual(
      expect.arrayContaining(['ListMultipartUploads', 'ListParts', 'AbortMultipartUpload']),
    );
    // Lifecycle knows no Requester Pays.
    const paid = sent.filter(({ url }) => !url.includes('lifecycle'));
    expect(paid.filter(({ headers }) => headers['x-amz-request-payer'] !== 'requester')).toEqual([]);

    await second.activity.close();
    await second.sidebar.open('other');
    await second.bucket.scan.click();
    await expect(second.bucket.main).toContainText('No incomplete uploads');
    const elsewhere = relay.requests.filter(({ url }) => url.startsWith('/other'));
    expect(elsewhere.map(operationOf)).toContain('ListMultipartUploads');
    for (const { headers } of elsewhere) expect(headers['x-amz-request-payer']).toBeUndefined();
  } finally {
    await relay.close();
  }
});

/** The operation of a request about uploads; its method where it is another. */
function operationOf({ method, url }: RelayedRequest): string {
  const { searchParams } = new URL(url, 'http://store');
  if (searchParams.has('uploads')) return 'ListMultipartUploads';
  if (!searchParams.has('uploadId')) return method;
  return method === 'DELETE' ? 'AbortMultipartUpload' : 'ListParts';
}
