import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bucketRows, writeDay } from '../../electron/engine/lens/testing/make-export.ts';
import { expect, test } from '../fixtures.ts';
import { exportedFrom } from '../pages/saved-file.ts';

const gib = 1024 ** 3;

test('a Storage Lens export is read from its folder, worst bucket first, and what is wrong in it is said', {
  tag: '@not-electron',
}, async ({ app, practice }) => {
  const folder = await mkdtemp(join(tmpdir(), 'lens-flow-'));
  try {
    const rows = [...bucketRows('small', [gib, 4, 0, 0]), ...bucketRows('large', [200 * gib, 40, 90 * gib, 30])];
    await writeDay(folder, { day: '2026-11-01', rows });
    await writeDay(folder, { day: '2026-11-02', rows, format: { parquet: 'SNAPPY' } });
    const [changed] = await writeDay(folder, { day: '2026-11-03', rows });
    await appendFile(join(folder, changed ?? ''), '\n');
    await app.connect(practice.store);
    await app.lens.open();
    await app.lens.read(join(folder, 'nowhere'));
    await expect(app.lens.dialog.getByRole('alert')).toContainText('There is no such folder on this computer');
    await app.lens.read(folder);
    await expect(app.lens.buckets.nth(1)).toContainText(/large.*200 GiB.*90.0 GiB/);
    await expect(app.lens.buckets.nth(2)).toContainText(/small.*1.00 GiB/);
    await expect(app.lens.buckets.nth(1)).toContainText('In no connection.');
    await expect(app.lens.doubts).toContainText('2026-11-03');
    await expect(app.lens.doubts).toContainText('is not the file that the manifest vouches for');
    const table = await exportedFrom(app.page, app.lens.dialog, 'Storage Lens as CSV');
    expect(table.name).toBe('loose-parts-storage-lens-estate.csv');
    expect(table.text).toContain(`\r\nbucket,large,111122223333,eu-west-1,40,${200 * gib},30,${90 * gib},`);
    expect(table.text).toContain('\r\nday,2026-11-03,,,,,,,,,,\r\n');
  } finally {
    await rm(folder, { recursive: true });
  }
});
