import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog `Lifecycle rules` of one bucket. */
export class LifecycleDialog {
  readonly dialog: Locator;
  readonly rules: Locator;
  readonly coverage: Locator;
  readonly days: Locator;
  readonly prefix: Locator;
  readonly changes: Locator;
  readonly effect: Locator;
  readonly put: Locator;
  readonly outcome: Locator;
  readonly tool: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Lifecycle rules' });
    this.rules = this.dialog.getByRole('list', { name: 'Rules' }).getByRole('listitem');
    this.coverage = this.dialog.getByLabel('What the rules cover');
    this.days = this.dialog.getByLabel('Days after an upload began');
    this.prefix = this.dialog.getByLabel('Only keys that begin with');
    this.changes = this.dialog.getByRole('region', { name: 'What changes' });
    this.effect = this.dialog.getByRole('region', { name: 'What it would do' });
    this.put = this.dialog.getByRole('button', { name: 'Put this rule' });
    this.outcome = this.dialog.getByLabel('Outcome');
    this.tool = this.dialog.getByLabel('Tool', { exact: true });
  }

  /** From the bucket's screen. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'More for this bucket' }).click();
    await this.#page.getByRole('menuitem', { name: 'Lifecycle rules…' }).click();
    await expect(this.days).toBeVisible();
  }

  /** Puts the rule that is entered, once it is known what it would change. */
  async putRule(): Promise<void> {
    await expect(this.put).not.toHaveAttribute('aria-disabled', 'true');
    await this.put.click();
    await expect(this.outcome).toBeVisible();
  }
}

/** The dialog `Lifecycle plan`: one rule for several buckets. */
export class LifecyclePlanDialog {
  readonly dialog: Locator;
  readonly rows: Locator;
  readonly put: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Lifecycle plan' });
    this.rows = this.dialog.getByRole('table', { name: 'Buckets of the plan' }).getByRole('row');
    this.put = this.dialog.getByRole('button', { name: /^Put the rule in / });
  }

  /** From a connection's overview. */
  async open(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'Lifecycle…' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** A bucket's row. */
  row(bucket: string): Locator {
    return this.rows.filter({ hasText: bucket });
  }
}
