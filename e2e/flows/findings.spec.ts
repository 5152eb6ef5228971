import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DOMParser } from '@xmldom/xmldom';
import { logLine } from '../../electron/engine/access-logs/testing/make-logs.ts';
import { clientOf } from '../../electron/practice/testing/practice-client.ts';
import { expect, test } from '../fixtures.ts';
import { exportedFrom } from '../pages/saved-file.ts';
import { bucketName } from '../support/stores/practice.ts';

// What a person learns of a bucket and takes along: pictures, who leaks, access logs, groups.

const screens = join(import.meta.dirname, '../reports/screens');
const looks = [
  ['light', { colorScheme: 'light', forcedColors: 'none' }],
  ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
  ['forced', { colorScheme: 'light', forcedColors: 'active' }],
] as const;
const dayMs = 86_400_000;
const mib = 1024 ** 2;
const gib = 1024 ** 3;
/** What a saved picture is as wide as: its own pixels, and twice as many in a PNG. */
const pictureWidth = 760;

test('pictures are saved as PNG and SVG, and are what is on screen', { tag: '@not-electron' }, async ({
  app,
  practice,
}) => {
  practice.seed('renders/a.exr', [100 * gib]);
  practice.seed('renders/b.exr', [20 * gib]);
  practice.seed('tapes/c.tar', [60 * gib]);
  practice.seed('loose.bin', [1 * gib]);
  await app.scan(practice.store, bucketName);
  await app.findings.open('Pictures…');
  for (const title of [
    'Bytes by prefix',
    'Uploads by when they were begun',
    'Bytes at each scan',
    'The next twelve months',
  ]) {
    const png = await app.findings.savePicture(title, 'PNG');
    expect(png.name).toMatch(/^loose-parts-leftovers-[a-z-]+\.png$/);
    const { width, height, colours } = await app.findings.drawn(png.bytes);
    expect(width).toBe(2 * pictureWidth);
    expect(height).toBeGreaterThan(2 * 100);
    // Ground, lines and text: not an empty sheet.
    expect(colours).toBeGreaterThan(3);
    const svg = await app.findings.savePicture(title, 'SVG');
    expect(svg.name).toBe(png.name.replace('.png', '.svg'));
    const root = new DOMParser().parseFromString(svg.text, 'image/svg+xml').documentElement;
    expect(root?.getAttribute('width')).toBe(String(pictureWidth));
    // It says itself what it is of, and when.
    expect(svg.text).toContain(`>${title}</text>`);
    expect(svg.text).toMatch(new RegExp(`>${bucketName}( · cost a month)?</text>`));
    // It stands by itself: no class, and no variable of the page's styles.
    expect(svg.text).not.toMatch(/ class=|var\(--/);
    expect(root?.getElementsByTagName('text').length).toBeGreaterThan(0);
    await mkdir(screens, { recursive: true });
    await writeFile(join(screens, png.name), png.bytes);
  }
  // In colours that a person forces, a file has those: its text stands out from its ground.
  await app.page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  const forced = await app.findings.savePicture('Bytes at each scan', 'SVG');
  const drawn = new DOMParser().parseFromString(forced.text, 'image/svg+xml').documentElement;
  const fillOf = (name: string) => drawn?.getElementsByTagName(name).item(0)?.getAttribute('fill');
  expect([fillOf('rect'), fillOf('text')].toSorted()).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  const { name, bytes } = await app.findings.savePicture('Bytes by prefix', 'PNG');
  await writeFile(join(screens, `forced-${name}`), bytes);
  await app.page.emulateMedia({ colorScheme: null, forcedColors: 'none' });
  const treemap = await app.findings.savePicture('Bytes by prefix', 'SVG');
  expect(treemap.text).toContain('renders/: 120 GiB in 2 uploads');
  // What has no room for its name has it beside the picture.
  await expect(app.findings.pictures.getByText('Too small for a name:')).toHaveText(
    'Too small for a name: directly in it: 1 GiB in 1 upload',
  );
  expect(treemap.text).toContain('tapes/: 60 GiB in 1 upload');
  const areas = await app.findings.savePictureData('Bytes by prefix', 'CSV');
  expect(areas).toMatchObject({ name: 'loose-parts-leftovers-bytes-by-prefix.csv' });
  expect(areas.text).toBe(
    `kind,prefix,uploads,sized,bytes\r\nfolder,renders/,2,2,${120 * gib}\r\nfolder,tapes/,1,1,${60 * gib}\r\ndirect,,1,1,${gib}\r\n`,
  );
  const forecast = await app.findings.savePictureData('The next twelve months', 'JSON');
  expect(JSON.parse(forecast.text)).toHaveLength(12);
});

for (const { count, scans } of [
  { count: 0, scans: 1 },
  { count: 1, scans: 1 },
  { count: 20, scans: 4 },
]) {
  test(`pictures of ${count} uploads, in light and dark`, async ({ app, practice }) => {
    for (let n = 0; n < count; n += 1) {
      practice.seed(`team-${n % 7}/day-${n % 3}/take-${n}.bin`, [(n + 1) * gib], (n + 2) * 5 * dayMs);
    }
    await app.scan(practice.store, bucketName);
    for (let scan = 1; scan < scans; scan += 1) {
      // What comes to be listed tells that the scan is over; all of it is in folders that are there.
      practice.seed(`team-${scan % 7}/day-0/later-${scan}.bin`, [scan * 5 * gib], 40 * dayMs);
      await app.bucket.scan.click();
      await expect(app.bucket.main.getByText(String(count + scan), { exact: true }).first()).toBeVisible();
      await expect(app.bucket.main.getByText('Scanned', { exact: true })).toBeVisible();
    }
    await app.costs.open();
    await app.costs.setPrice('USD', '0.023');
    await app.costs.close();
    for (const [look, media] of looks) {
      await app.page.emulateMedia(media);
      await app.page.screenshot({ path: join(screens, `bucket-of-${count}-${look}.png`), animations: 'disabled' });
    }
    await app.page.emulateMedia({ forcedColors: 'none' });
    await app.findings.open('Pictures…');
    const forecast = app.findings.pictures.getByRole('region', { name: 'The next twelve months' });
    await forecast.getByText('The next twelve months as a table').click();
    await expect(forecast.getByRole('row')).toHaveCount(13);
    await forecast.getByText('The next twelve months as a table').click();
    const areas = app.findings.pictures.getByRole('region', { name: 'Bytes by prefix' });
    await expect(areas.getByRole('img')).toHaveAccessibleName(
      count === 0 ? 'No bytes are known here' : new RegExp(`in ${Math.min(count, 7)} areas?$`),
    );
    // Sums follow a scan later, the longer they take.
    const begun = app.findings.pictures.getByRole('region', { name: 'Uploads by when they were begun' });
    await expect(begun.getByRole('img')).toHaveAccessibleName(
      count === 0 ? 'No upload is listed' : new RegExp(`^${count + scans - 1} uploads? begun `),
    );
    const trend = app.findings.pictures.getByRole('region', { name: 'Bytes at each scan' });
    await expect(trend.locator('svg circle')).toHaveCount(scans > 1 ? scans : 0);
    const places = await trend
      .locator('svg circle')
      .evaluateAll((dots) => dots.map((dot) => Number(dot.getAttribute('cx'))));
    // Scans within seconds do not lie on each other: on an axis of a day they would, within a fraction of a pixel.
    expect((places.at(-1) ?? 0) - (places[0] ?? 0)).toBeGreaterThanOrEqual(scans > 1 ? 2 : 0);
    await expect(forecast.getByRole('img')).toHaveAccessibleName(
      count === 0 ? 'There is nothing to forecast' : /^Cost in the twelfth month: /,
    );
    await app.page.setViewportSize({ width: 1280, height: 1500 });
    for (const [look, media] of looks) {
      await app.page.emulateMedia(media);
      await app.page.screenshot({ path: join(screens, `pictures-of-${count}-${look}.png`), animations: 'disabled' });
    }
    await app.page.emulateMedia({ forcedColors: 'none' });
    await app.findings.close();
    await app.page.getByRole('button', { name: 'Language', exact: true }).click();
    await app.page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await app.page.screenshot({ path: join(screens, `bucket-of-${count}-german.png`), animations: 'disabled' });
    await app.page.getByRole('main').getByRole('button', { name: 'Mehr zu diesem Bucket' }).click();
    await app.page.getByRole('menuitem', { name: 'Bilder …' }).click();
    await expect(
      app.page.getByRole('region', { name: 'Die nächsten zwölf Monate' }).getByRole('img'),
    ).toHaveAccessibleName(count === 0 ? 'Es gibt nichts vorherzusagen' : /^Kosten im zwölften Monat/);
    await app.page.screenshot({ path: join(screens, `pictures-of-${count}-german.png`), animations: 'disabled' });
  });
}

test('who leaks, what access logs tell, and groups are saved as tables', { tag: '@not-electron' }, async ({
  app,
  practice,
}) => {
  const uploads = Array.from({ length: 6 }, (_, n) => practice.seed(`dumps/${n}.sql`, [8 * mib, 8 * mib, 8 * mib]));
  practice.seed('=cmd/x.bin', [15 * mib, 15 * mib]);
  const folder = await mkdtemp(join(tmpdir(), 'loose-parts-log-flow-'));
  try {
    const lines = uploads.map(({ key, uploadId }) =>
      logLine({
        bucket: bucketName,
        key,
        operation: 'REST.PUT.PART',
        request: `"PUT /${key}?partNumber=1&uploadId=${uploadId} HTTP/1.1"`,
        userAgent: '"nightly-dump/1.0"',
      }),
    );
    await writeFile(join(folder, '2026-11-01-a.gz'), gzipSync(`${lines.slice(0, 3).join('\n')}\nno line of a log\n`));
    await writeFile(join(folder, '2026-11-02-b'), lines.slice(3).join('\n'));
    await app.scan(practice.store, bucketName);

    await app.findings.open('Who leaks…');
    const clients = app.findings.leaks.getByRole('table', { name: 'Likely clients' });
    await expect(clients).toContainText('AWS CLI, boto3 (s3transfer)');
    const leaks = await exportedFrom(app.page, app.findings.leaks, 'Who leaks as CSV');
    expect(leaks.text).toMatch(/^by,name,odds,uploads,bytes\r\n/);
    expect(leaks.text).toContain(`prefix,dumps/,,6,${18 * 8 * mib}\r\n`);
    expect(leaks.text).toContain(`prefix,'=cmd/,,1,${30 * mib}\r\n`);
    await app.findings.close();

    await app.findings.open('Access logs…');
    await app.findings.readLogs(folder);
    await expect(app.findings.logs).toContainText('6 of 7 uploads found in them');
    await expect(app.findings.logs).toContainText('1 line could not be read');
    // The same from a bucket: less of it, so that the figure tells which was read last.
    practice.store.createBucket('server-logs');
    const client = clientOf(practice.store);
    const Body = lines.slice(0, 2).join('\n');
    await client.send(new PutObjectCommand({ Bucket: 'server-logs', Key: 'logs/2026-11-03', Body }));
    client.destroy();
    await app.findings.readLogs('s3://server-logs/logs/');
    await expect(app.findings.logs).toContainText('2 of 7 uploads found in them');
    await app.findings.readLogs(folder);
    await expect(app.findings.logs).toContainText('6 of 7 uploads found in them');
    const logs = await exportedFrom(app.page, app.findings.logs, 'Access logs as JSON');
    expect(JSON.parse(logs.text)).toContainEqual({
      by: 'user agent',
      name: 'nightly-dump/1.0',
      status: null,
      uploads: 6,
    });
    await app.findings.close();

    await app.page.getByLabel('Group by').selectOption('prefix');
    await app.page.getByRole('checkbox', { name: 'Select dumps/' }).click();
    const groups = await exportedFrom(app.page, app.bucket.tickedGroups, 'Groups as CSV');
    expect(groups.text).toContain(`folder,dumps/,,6,6,${18 * 8 * mib},`);
    const commands = await exportedFrom(app.page, app.bucket.tickedGroups, 'Abort commands (aws, for sh)');
    const keys = [...commands.text.matchAll(/--cli-input-json '(.*)'/g)].map(([, json]) => JSON.parse(json ?? '').Key);
    // An active window of 0 h: all of them are stale, and those of no other group are among them.
    expect(keys).toEqual(uploads.map(({ key }) => key));
  } finally {
    await rm(folder, { recursive: true });
  }
});
