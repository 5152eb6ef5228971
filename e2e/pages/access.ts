import type { Locator, Page } from '@playwright/test';

/** What a connection is, beyond its buckets: its heading, its menu, and how it signs in. */
export class ConnectionPage {
  readonly heading: Locator;
  readonly edit: Locator;
  readonly access: Locator;
  readonly signIn: Locator;
  readonly facts: Locator;
  readonly probeAgain: Locator;
  /** The line over the buckets: what is left over in all. */
  readonly leftovers: Locator;
  readonly startWithBiggest: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.heading = main.locator('header').first();
    this.edit = main.getByRole('button', { name: 'Edit', exact: true });
    this.access = main.getByRole('region', { name: 'Access' });
    this.signIn = this.access.getByRole('button', { name: 'Sign in' });
    this.facts = main.locator('details', { hasText: 'What this store can do' });
    this.startWithBiggest = main.getByRole('button', { name: /^Start with the biggest/ });
    this.leftovers = main
      .getByRole('paragraph')
      .filter({ has: page.getByRole('button', { name: /^Start with the biggest/ }) });
    this.probeAgain = this.facts.getByRole('button', { name: 'Probe again' });
  }

  /** Chooses from the menu of what can be done with the connection itself. */
  async choose(item: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'More for this connection' }).click();
    await this.#page.getByRole('menuitem', { name: item }).click();
  }

  /** Removes the connection that is shown, with its confirmation. */
  async remove(): Promise<void> {
    await this.choose('Remove…');
    const dialog = this.#page.getByRole('dialog', { name: 'Remove connection' });
    await dialog.getByRole('button', { name: 'Remove it and its secret' }).click();
  }
}

/** Prompts of credential sources, in the corner or in the dialog that is open. */
export class PromptCards {
  readonly cards: Locator;
  readonly code: Locator;
  readonly send: Locator;
  readonly signInPage: Locator;
  readonly back: Locator;

  constructor(page: Page) {
    this.cards = page.getByRole('region', { name: /for profile/ });
    this.code = page.getByLabel('MFA code', { exact: true });
    this.send = page.getByRole('button', { name: 'Send code' });
    this.signInPage = page.getByRole('link', { name: 'Open the sign-in page' });
    this.back = page.getByRole('button', { name: /sign-ins? waits?$/ });
  }

  card(profile: string): Locator {
    return this.cards.filter({ hasText: `“${profile}”` });
  }
}

/** The dialog `Permissions` of a bucket. */
export class PermissionsDialog {
  readonly dialog: Locator;
  readonly rights: Locator;
  readonly summary: Locator;
  readonly policy: Locator;
  readonly goal: Locator;
  readonly place: Locator;
  readonly copy: Locator;
  readonly checkAgain: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Permissions' });
    this.rights = this.dialog.getByRole('table', { name: 'Rights' });
    this.summary = this.dialog.getByRole('status');
    this.policy = this.dialog.getByRole('region', { name: 'Policy as JSON' });
    this.goal = this.dialog.getByLabel('To do');
    this.place = this.dialog.getByLabel('In', { exact: true });
    this.copy = this.dialog.getByRole('button', { name: 'Copy policy' });
    this.checkAgain = this.dialog.getByRole('button', { name: 'Check again' });
  }

  /** Opens it from the menu of the bucket that is shown. */
  async openFromBucket(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'More for this bucket' }).click();
    await this.#page.getByRole('menuitem', { name: 'Check permissions' }).click();
  }

  /** A right's row. */
  right(title: string): Locator {
    return this.rights.getByRole('row').filter({ hasText: title });
  }
}
