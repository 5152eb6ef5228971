import type { Locator, Page } from '@playwright/test';

/** The navigation: connections and their buckets. */
export class Sidebar {
  readonly navigation: Locator;

  constructor(page: Page) {
    this.navigation = page.getByRole('navigation', { name: 'Connections' });
  }

  /** A connection or a bucket. Its button's name goes on with what it holds, so only the beginning is compared. */
  entry(name: string): Locator {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.navigation.getByRole('button', { name: new RegExp(`^${escaped}(\\s|$)`) });
  }

  async open(name: string): Promise<void> {
    await this.entry(name).click();
  }

  /** For credentials that may not list buckets. */
  async addBucket(name: string): Promise<void> {
    await this.navigation.getByRole('button', { name: 'Add bucket' }).click();
    await this.navigation.getByLabel('Bucket name', { exact: true }).fill(name);
    await this.navigation.getByRole('button', { name: 'Add bucket' }).click();
  }
}
