import type { Locator, Page } from '@playwright/test';

/** The filter bar beyond its text field: more filters, chips, groups and what can be copied. */
export class FilterBar {
  readonly #page: Page;
  readonly more: Locator;
  /** The fields behind `More filters`. */
  readonly panel: Locator;
  readonly clear: Locator;
  readonly groupBy: Locator;
  readonly copy: Locator;
  /** The menu of clean-ups kept by name. */
  readonly saved: Locator;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.more = main.getByRole('button', { name: /^More filters/ });
    this.panel = page.getByRole('dialog', { name: 'More filters' });
    this.clear = main.getByRole('button', { name: 'Clear filters' });
    this.groupBy = main.getByLabel('Group by', { exact: true });
    this.saved = main.getByRole('button', { name: 'Saved clean-ups' });
    this.copy = main.getByRole('button', { name: 'Copy', exact: true });
  }

  field(name: string): Locator {
    return this.panel.getByLabel(name, { exact: true });
  }

  chip(words: string): Locator {
    return this.#page.getByRole('button', { name: `Remove the filter: ${words}` });
  }

  /** The groups as they are shown. */
  groups(by: 'prefix' | 'initiator' | 'week'): Locator {
    return this.#page.getByRole(by === 'prefix' ? 'treegrid' : 'grid', { name: `Uploads by ${by}` });
  }

  group(by: 'prefix' | 'initiator' | 'week', name: string): Locator {
    return this.groups(by)
      .getByRole('row')
      .filter({ has: this.#page.getByText(name, { exact: true }) });
  }
}
