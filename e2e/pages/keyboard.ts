import { expect, type Locator, type Page } from '@playwright/test';

/** Moves the focus on by Tab until it is on the element; fails where it never gets there. */
export async function tabTo(page: Page, target: Locator, steps = 60): Promise<void> {
  for (let i = 0; i < steps; i += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target, 'reachable by Tab').toBeFocused();
}

/** What the keyboard opens wherever the focus is: the command palette, and the sheet of keys. */
export class KeyboardDoors {
  readonly palette: Locator;
  readonly field: Locator;
  readonly found: Locator;
  readonly sheet: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.palette = page.getByRole('dialog', { name: 'Command palette' });
    this.field = this.palette.getByRole('combobox');
    this.found = this.palette.getByRole('option');
    this.sheet = page.getByRole('dialog', { name: 'Keys' });
  }

  /** Finds something in the palette by what it is called, and chooses it: it must be the first that is found. */
  async choose(typed: string, first: string | RegExp): Promise<void> {
    await this.#page.keyboard.press('ControlOrMeta+k');
    await expect(this.field).toBeFocused();
    await this.#page.keyboard.type(typed);
    await expect(this.found.first()).toHaveText(first);
    await expect(this.found.first()).toHaveAttribute('data-combobox-selected', 'true');
    await this.#page.keyboard.press('Enter');
    await expect(this.palette).toBeHidden();
  }

  /** The region of the window that has the focus, by its name in the page. */
  region(): Promise<string | null> {
    return this.#page.evaluate(
      () => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? null,
    );
  }
}
