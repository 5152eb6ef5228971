import type { Locator, Page } from '@playwright/test';

/** A file as a person drops it. */
export interface DroppedFile {
  name: string;
  text: string;
}

/** What is asked for from outside the page: dropped on the window, or opened with the app. */
export class Openings {
  /** Says why something is not opened. */
  readonly refused: Locator;
  readonly close: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.refused = page.getByRole('dialog', { name: 'Not opened' });
    this.close = this.refused.getByRole('button', { name: 'Close', exact: true });
  }

  /** Drops files on the middle of the window. Returns whether the page keeps the browser from doing as it likes with them. */
  async drop(...files: readonly DroppedFile[]): Promise<boolean> {
    return this.#dropAll(files, null);
  }

  /** Drops a link that was dragged out of another program. */
  async dropAddress(address: string): Promise<boolean> {
    return this.#dropAll([], address);
  }

  #dropAll(files: readonly DroppedFile[], address: string | null): Promise<boolean> {
    return this.#page.evaluate(
      ([dropped, link]) => {
        const dataTransfer = new DataTransfer();
        for (const { name, text } of dropped) dataTransfer.items.add(new File([text], name));
        if (link !== null) dataTransfer.setData('text/uri-list', link);
        const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body;
        // A browser takes a drop for itself unless both are kept from it.
        return ['dragover', 'drop'].every(
          (type) => !target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })),
        );
      },
      [files, address] as const,
    );
  }
}
