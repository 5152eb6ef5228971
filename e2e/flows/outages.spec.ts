import { expect, test } from '../fixtures.ts';
import { startRelay } from '../support/servers/relay.ts';

const away = 'Test store does not answer';

test('a store that goes away in mid-scan is said to be away everywhere, and the scan goes on once it is back', async ({
  app,
  practice,
}) => {
  const { bucket } = practice.seed('first.bin', [1024]);
  for (let number = 0; number < 40; number += 1) practice.seed(`clips/${number}.mxf`, [1024, 1024]);
  let held: Promise<void> | undefined = new Promise(() => {});
  const relay = await startRelay(practice.store.endpointUrl, undefined, {
    answer: ({ url }) => (url.includes('uploadId=') ? held : undefined),
  });
  try {
    await app.connect({ ...practice.store, endpointUrl: relay.url });
    await app.sidebar.open(bucket);
    await app.bucket.scan.click();
    await expect(app.bucket.main.getByText('Sizing', { exact: true })).toBeVisible();
    held = undefined;
    await relay.cut();

    await expect(app.bucket.main.getByText('Waiting for the server')).toBeVisible();
    await expect(app.bucket.main.getByRole('status', { name: away })).toContainText('Nothing answers at 127.0.0.1');
    await expect(app.activity.toggle).toContainText(away);
    await expect(app.sidebar.navigation).toContainText('Nothing answers at 127.0.0.1');
    await app.sidebar.open('Test store');
    await expect(app.page.getByRole('main').getByRole('status', { name: away })).toContainText('Next try in');

    await relay.mend();
    const tryNow = app.page.getByRole('main').getByRole('button', { name: 'Try Test store now' });
    // It may have come back by itself meanwhile.
    await tryNow.click({ timeout: 5_000 }).catch(() => {});
    await expect(app.page.getByRole('main').getByRole('status', { name: away })).toBeHidden();
    await expect(app.activity.toggle).not.toContainText(away);
    await expect(app.sidebar.navigation).not.toContainText('Nothing answers');
    await app.sidebar.open(bucket);
    await expect(app.bucket.main.getByText('Scanned', { exact: true })).toBeVisible();
    await expect(app.bucket.main).not.toContainText(/sized \d+ of/);
  } finally {
    await relay.close();
  }
});

test('a store that goes away in mid-job stops the job, which says so and goes on by itself', async ({
  app,
  practice,
}) => {
  const upload = practice.seed('archive.tar', [1024, 1024]);
  const relay = await startRelay(practice.store.endpointUrl);
  try {
    await app.scan({ ...practice.store, endpointUrl: relay.url }, upload.bucket);
    await app.bucket.select('archive.tar');
    await app.bucket.abort.click();
    await app.plan.start.click();
    await expect(app.activity.undo).toBeVisible();
    await relay.cut();
    await app.activity.beginNow.click();
    await expect(app.activity.region.getByRole('status', { name: away })).toContainText('Next try in');
    const jobs = app.activity.region.getByRole('list', { name: 'Jobs' });
    await expect(jobs.getByRole('button', { name: /^leftovers waiting/ })).toBeVisible();
    await expect(app.activity.toggle).toContainText('1 job waiting');
    expect(practice.count('AbortMultipartUpload')).toBe(0);
    await relay.mend();
    await expect(app.activity.verdict('archive.tar')).toHaveText('clear');
    await expect(app.activity.region.getByRole('status', { name: away })).toBeHidden();
    await expect(app.activity.toggle).not.toContainText(away);
    expect(practice.fateOf(upload)).toEqual({ phase: 'aborted', parts: 0 });
  } finally {
    await relay.close();
  }
});
