import { expect, type Locator, type Page } from '@playwright/test';
import { type SavedByPage, savedBy } from './saved-file.ts';

/** The dialogs `Pictures`, `Who leaks` and `Access logs` of a bucket. */
export class Findings {
  readonly pictures: Locator;
  readonly leaks: Locator;
  readonly logs: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.pictures = page.getByRole('dialog', { name: 'Pictures' });
    this.leaks = page.getByRole('dialog', { name: 'Who leaks' });
    this.logs = page.getByRole('dialog', { name: 'Access logs' });
  }

  /** From the menu of the bucket that is shown. */
  async open(which: 'Pictures…' | 'Who leaks…' | 'Access logs…'): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'More for this bucket' }).click();
    await this.#page.getByRole('menuitem', { name: which }).click();
  }

  /** Reads a folder of access logs in the dialog that is open. */
  async readLogs(folder: string): Promise<void> {
    await this.logs.getByLabel('Folder with access logs, or their bucket').fill(folder);
    await this.logs.getByRole('button', { name: 'Read logs' }).click();
    await expect(this.logs.getByRole('table', { name: 'User agents' })).toBeVisible();
  }

  savePicture(title: string, kind: 'PNG' | 'SVG'): Promise<SavedByPage> {
    const button = this.pictures.getByRole('button', { name: `Save ${title} as ${kind}` });
    return savedBy(this.#page, () => button.click());
  }

  /** The data of a picture, as a file. */
  savePictureData(title: string, kind: 'CSV' | 'JSON'): Promise<SavedByPage> {
    const button = this.pictures.getByRole('button', { name: `${title} as ${kind}`, exact: true });
    return savedBy(this.#page, () => button.click());
  }

  /** How many colours are in a PNG, as this browser draws it, and its size in pixels. */
  drawn(png: Buffer): Promise<{ width: number; height: number; colours: number }> {
    return this.#page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('This browser draws nothing');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const colours = new Set(new Uint32Array(data.buffer));
      return { width: image.width, height: image.height, colours: colours.size };
    }, png.toString('base64'));
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await expect(this.#page.getByRole('dialog')).toHaveCount(0);
  }
}
