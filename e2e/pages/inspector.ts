import type { Locator, Page } from '@playwright/test';

/** What is known of the selected upload, and what can be done with it. */
export class Inspector {
  readonly region: Locator;
  readonly verify: Locator;
  readonly abort: Locator;
  readonly complete: Locator;
  /** What the parts would make, or why they make nothing. */
  readonly ifCompleted: Locator;
  readonly close: Locator;
  /** The outcome of the newest verification. */
  readonly status: Locator;
  readonly parts: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('complementary', { name: 'Upload details' });
    this.verify = this.region.getByRole('button', { name: 'Verify' });
    this.close = this.region.getByRole('button', { name: 'Close details' });
    this.abort = this.region.getByRole('button', { name: 'Abort this upload…' });
    this.complete = this.region.getByRole('button', { name: 'Complete…' });
    this.ifCompleted = this.region.getByRole('region', { name: 'If completed' });
    this.status = this.region.getByRole('status');
    this.parts = this.region.getByRole('grid', { name: 'Parts' });
  }

  /** Recorded calls by what they are of, as it is written there: `ListParts`, `Listing`, `Object`, `AbortMultipartUpload`. */
  evidence(operation: string): Locator {
    return (
      this.region
        .getByRole('list', { name: 'Recorded calls' })
        // A list for each look in it.
        .getByRole('list')
        .getByRole('listitem')
        .filter({ hasText: operation })
    );
  }
}
