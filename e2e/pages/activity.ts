import { expect, type Locator, type Page } from '@playwright/test';

/** Where a column stands in the grid of a job's uploads. */
const columns = { state: 0, attempts: 2, parts: 3, bytes: 4, next: 5 } as const;

/** The strip at the bottom: running work, and each upload's way to its verdict. Keys are given as they are shown. */
export class ActivityStrip {
  readonly region: Locator;
  /** The line that opens the strip upward, and shuts it. */
  readonly toggle: Locator;
  /** Takes back what was started and has not begun; ends the wait for that. */
  readonly undo: Locator;
  readonly beginNow: Locator;
  readonly pause: Locator;
  readonly resume: Locator;
  readonly cancelJob: Locator;
  readonly grid: Locator;
  /** What the job that is shown has proved, once it has ended. */
  readonly proof: Locator;
  readonly showEvidence: Locator;
  readonly saveReport: Locator;
  /** The entry of aborted uploads that are looked at again, and its list. */
  readonly watching: Locator;
  readonly watched: Locator;

  /** The button that tells when the job gives up, and opens the menu to move that. */
  readonly deadline: Locator;
  /** Plans what the job gave up on anew. */
  readonly goOn: Locator;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('region', { name: 'Activity' });
    this.toggle = this.region.getByRole('button', { name: /^Activity/ });
    this.undo = this.region.getByRole('button', { name: 'Undo', exact: true });
    this.beginNow = this.region.getByRole('button', { name: 'Begin now' });
    this.pause = this.region.getByRole('button', { name: 'Pause' });
    this.resume = this.region.getByRole('button', { name: 'Resume' });
    this.deadline = this.region.getByRole('button', { name: /^(Gives up|Deadline)/ });
    this.goOn = this.region.getByRole('button', { name: /^Go on with \d+ upload/ });
    this.proof = this.region.getByRole('status').filter({ hasText: 'two looks each' });
    this.showEvidence = this.region.getByRole('button', { name: 'Show the evidence' });
    this.saveReport = this.region.getByRole('button', { name: 'Save the report' });
    this.cancelJob = this.region.getByRole('button', { name: 'Cancel job' });
    this.watching = this.region.getByRole('list', { name: 'Jobs' }).getByRole('button', { name: /^Watching/ });
    this.watched = this.region.getByRole('list', { name: 'Watched uploads' }).getByRole('listitem');
    this.grid = this.region.getByRole('grid', { name: 'Uploads of this job' });
  }

  /** What the shut strip shows of its line: its clauses, each whole or marked as cut. Others are told on hovering alone. */
  inView(): Promise<{ clause: string; cut: boolean }[]> {
    return this.toggle.evaluate((strip) => {
      return [...strip.querySelectorAll('[title] > span')]
        .filter((clause) => {
          const line = clause.parentElement?.getBoundingClientRect();
          return line !== undefined && clause.getBoundingClientRect().top < line.bottom;
        })
        .map((clause) => ({
          clause: (clause.textContent ?? '').replace(/^ · /, ''),
          cut: clause.scrollWidth > clause.clientWidth,
        }));
    });
  }

  async open(): Promise<void> {
    if ((await this.toggle.getAttribute('aria-expanded')) === 'false') await this.toggle.click();
    await expect(this.grid).toBeVisible();
  }

  async close(): Promise<void> {
    if ((await this.toggle.getAttribute('aria-expanded')) === 'true') await this.toggle.click();
    await expect(this.grid).toBeHidden();
  }

  item(shownKey: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: shownKey });
  }

  cell(shownKey: string, column: keyof typeof columns): Locator {
    return this.item(shownKey).getByRole('gridcell').nth(columns[column]);
  }

  /** The verdict's word, or how far the upload is where there is none yet. */
  verdict(shownKey: string): Locator {
    return this.cell(shownKey, 'state');
  }

  /** The line of dots, one per abort; its name tells of them: "2 attempts. Attempt 1: …". */
  attempts(shownKey: string): Locator {
    return this.cell(shownKey, 'attempts').getByRole('img');
  }

  /** The small line of parts left; its name tells of them: "3, 2, 1 parts left". */
  partsLeftLine(shownKey: string): Locator {
    return this.cell(shownKey, 'parts').getByRole('img');
  }

  /** Moves the deadline by a choice of its menu. */
  async moveDeadline(choice: string): Promise<void> {
    await this.deadline.click();
    await this.page.getByRole('menuitem', { name: choice }).click();
  }

  /** Opens the dialog in which any date and time can be set. */
  async enterDeadline(): Promise<{ dialog: Locator; field: Locator; set: Locator }> {
    await this.moveDeadline('At a date and time…');
    const dialog = this.page.getByRole('dialog', { name: 'Give up at' });
    return {
      dialog,
      field: dialog.getByLabel('Date and time'),
      set: dialog.getByRole('button', { name: 'Set deadline' }),
    };
  }

  tryNow(shownKey: string): Locator {
    return this.item(shownKey).getByRole('button', { name: 'Try now' });
  }

  /** Cancels the job, and says yes to the question. */
  async cancel(): Promise<void> {
    await this.cancelJob.click();
    await this.region.getByRole('button', { name: 'Yes, cancel it' }).click();
  }
}
