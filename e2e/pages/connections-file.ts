import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';

/** Connections to and from a file, from the sidebar’s menu or the first screen. */
export class ConnectionsFile {
  /** What became of the file that was opened. */
  readonly dialog: Locator;
  /** What of the file was left out, by connection. */
  readonly leftOut: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: 'Connections' });
    this.leftOut = this.dialog.getByRole('list', { name: 'Left out' });
  }

  /** Exports every connection. @returns the file's name and its text */
  async export(): Promise<{ fileName: string; text: string }> {
    const downloading = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: 'More for connections' }).click();
    await this.#page.getByRole('menuitem', { name: 'Export connections…' }).click();
    const download = await downloading;
    return { fileName: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  /** Chooses a file in the system's dialog, from the first screen or from the menu. */
  async import(text: string, from: 'welcome' | 'menu'): Promise<void> {
    const choosing = this.#page.waitForEvent('filechooser');
    if (from === 'menu') await this.#page.getByRole('button', { name: 'More for connections' }).click();
    await this.#page.getByRole(from === 'menu' ? 'menuitem' : 'button', { name: 'Import connections…' }).click();
    const chooser = await choosing;
    await chooser.setFiles({ name: 'connections.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).last().click();
  }
}
