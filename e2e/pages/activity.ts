import type { Locator, Page } from '@playwright/test';

/** The strip at the bottom: running work, and each item's way to its verdict. */
export class ActivityStrip {
  readonly region: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  readonly cancelJob: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('region', { name: 'Activity' });
    this.pause = this.region.getByRole('button', { name: 'Pause' });
    this.resume = this.region.getByRole('button', { name: 'Resume' });
    this.cancelJob = this.region.getByRole('button', { name: 'Cancel job' });
  }

  /** Opens the strip upward where it is shut. */
  async open(): Promise<void> {
    const toggle = this.region.getByRole('button', { expanded: false }).first();
    if (await toggle.isVisible()) await toggle.click();
  }

  item(shownKey: string): Locator {
    return this.region.getByRole('listitem').filter({ hasText: shownKey });
  }

  verdict(shownKey: string): Locator {
    return this.item(shownKey).getByRole('status');
  }

  /** The dots, one per abort. */
  attempts(shownKey: string): Locator {
    return this.item(shownKey).getByRole('img');
  }

  async confirmCancel(): Promise<void> {}
}
