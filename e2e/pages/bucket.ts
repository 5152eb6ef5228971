import { expect, type Locator, type Page } from '@playwright/test';

/** Where a column stands in the grid, from the left, or from the right where negative. Narrow windows hide others. */
const columns = { key: 1, parts: 2, size: 3, initiated: 4, state: -1 } as const;

/** One bucket: tiles, filter bar and the grid of its uploads. Keys are given as they are shown. */
export class BucketPage {
  readonly main: Locator;
  readonly grid: Locator;
  /** Rows in the page (a long grid keeps only those in view). */
  readonly rows: Locator;
  readonly scan: Locator;
  readonly stopScan: Locator;
  readonly filter: Locator;
  /** The histogram, a button for each of its bars. */
  readonly ages: Locator;
  /** The bar that says what is ticked, and holds what can be done with it. */
  readonly ticked: Locator;
  readonly abort: Locator;
  readonly untickAll: Locator;
  /** Plans everything that the filter matches. */
  readonly cleanUpAll: Locator;
  /** Said where the scan's uploads are all gone. */
  readonly allClean: Locator;
  /** The same bar where uploads are in groups. */
  readonly tickedGroups: Locator;
  /** The menu of what can be done with the whole bucket. */
  readonly more: Locator;
  /** Where an exported plan is chosen. */
  readonly planFile: Locator;

  constructor(page: Page) {
    this.main = page.getByRole('main');
    this.grid = this.main.getByRole('grid', { name: 'Incomplete uploads' });
    this.rows = this.grid.getByRole('row').filter({ has: page.getByRole('gridcell') });
    this.scan = this.main.getByRole('button', { name: 'Scan', exact: true });
    this.stopScan = this.main.getByRole('button', { name: 'Stop scan' });
    this.more = this.main.getByRole('button', { name: 'More for this bucket' });
    this.planFile = this.main.getByLabel('Plan file');
    this.filter = this.main.getByLabel('Filter', { exact: true });
    this.ages = this.main.getByRole('group', { name: 'Uploads by age' });
    this.ticked = this.main.getByRole('region', { name: 'Ticked uploads' });
    this.abort = this.ticked.getByRole('button', { name: /^Abort ([\d,]+ )?ticked…$/ });
    this.cleanUpAll = this.main.getByRole('button', { name: /^Clean up (all|the one)/ });
    this.allClean = this.main.getByRole('status').filter({ hasText: 'All clean' });
    this.tickedGroups = this.main.getByRole('region', { name: 'Ticked groups' });
    this.untickAll = this.ticked.getByRole('button', { name: 'Untick all' });
  }

  row(shownKey: string): Locator {
    const keyCell = this.grid.page().getByRole('gridcell', { name: shownKey, exact: true });
    return this.rows.filter({ has: keyCell });
  }

  cell(shownKey: string, column: keyof typeof columns): Locator {
    return this.row(shownKey).getByRole('gridcell').nth(columns[column]);
  }

  /** Ticks an upload. */
  async select(shownKey: string): Promise<void> {
    await this.row(shownKey).getByRole('checkbox').check();
  }

  /** Shows an upload in the inspector. */
  async open(shownKey: string): Promise<void> {
    await this.cell(shownKey, 'key').click();
  }

  /** Scans until everything is listed and sized. */
  async scanWhole(): Promise<void> {
    await this.scan.click();
    await expect(this.main.getByText('Scanned', { exact: true })).toBeVisible();
  }
}
