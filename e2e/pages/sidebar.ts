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
