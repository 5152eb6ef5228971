import type { Locator, Page } from '@playwright/test';

/** The navigation: a tree of connections and their buckets. Of a long one, only the rows in view are in the page. */
export class Sidebar {
  readonly navigation: Locator;
  readonly tree: Locator;
  readonly rows: Locator;
  readonly filter: Locator;
  /** How many buckets are known, or found. */
  readonly count: Locator;
  readonly collapseAll: Locator;
  readonly expandAll: Locator;

  constructor(page: Page) {
    this.navigation = page.getByRole('navigation', { name: 'Connections' });
    this.tree = this.navigation.getByRole('tree', { name: 'Connections and buckets' });
    this.rows = this.tree.getByRole('treeitem');
    this.filter = this.navigation.getByLabel('Filter connections and buckets');
    this.count = this.navigation.getByRole('status', { name: 'Buckets known' });
    this.collapseAll = this.navigation.getByRole('button', { name: 'Collapse all connections' });
    this.expandAll = this.navigation.getByRole('button', { name: 'Expand all connections' });
  }

  /** A connection or a bucket. Its row's name goes on with what it holds, so only the beginning is compared. */
  entry(name: string): Locator {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${escaped}(\\s|$)`) });
  }

  /** The row of the place where one is. */
  get here(): Locator {
    return this.tree.locator('[role="treeitem"][aria-current="page"]');
  }

  async open(name: string): Promise<void> {
    await this.entry(name).click();
  }

  /** Opens practice storage beside the connections that are there. */
  async tryPractice(): Promise<void> {
    await this.navigation.getByRole('button', { name: 'More for connections' }).click();
    await this.navigation.page().getByRole('menuitem', { name: 'Try practice storage' }).click();
  }

  /** The field of the small form that adds a bucket. */
  get bucketName(): Locator {
    return this.navigation.getByLabel('Bucket name', { exact: true });
  }

  /** For credentials that may not list buckets. Where the form is open already, it is filled again. */
  async addBucket(name: string): Promise<void> {
    const button = this.navigation.getByRole('button', { name: 'Add bucket' });
    if (!(await this.bucketName.isVisible())) await button.click();
    await this.bucketName.fill(name);
    await button.click();
  }
}
