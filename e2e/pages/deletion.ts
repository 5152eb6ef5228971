import { expect, type Locator, type Page } from '@playwright/test';
import { exportedFrom } from './saved-file.ts';

/** The dialog `Why can’t it be deleted?`. */
export class DeletionDialog {
  readonly dialog: Locator;
  readonly summary: Locator;
  readonly causes: Locator;
  readonly unknown: Locator;
  readonly clearUploads: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Why can’t it be deleted?' });
    this.summary = this.dialog.getByRole('status');
    this.causes = this.dialog.getByRole('region', { name: 'Causes' }).getByRole('listitem');
    this.unknown = this.dialog.getByRole('region', { name: 'Not known' }).getByRole('listitem');
    this.clearUploads = this.dialog.getByRole('button', { name: 'Clear the uploads…' });
  }

  /** From the menu of the bucket that is shown. */
  async open(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'More for this bucket' }).click();
    await this.#page.getByRole('menuitem', { name: 'Why can’t it be deleted?' }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Saves the commands for a POSIX shell. @returns their text */
  async saveCommands(): Promise<string> {
    return (await exportedFrom(this.#page, this.dialog, 'Commands that empty and delete it, for sh')).text;
  }
}
