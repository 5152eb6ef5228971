import type { Plan, PlanPart, PlanPlace } from '../../../../shared/schema/model.ts';
import type { IndexClient } from '../../index/client.ts';
import type { PlanHead } from '../../index/plan-operations.ts';
import { writing } from './journal.ts';

/** Entries of a plan that cross from thread to thread, or to the page, in one go: some 300 KB, and a few milliseconds. */
export const planEntriesAtOnce = 2_000;

/** Where a plan begins. */
export const planBegin: PlanPlace = { item: 0, leftOut: 0 };

/**
 * Freezes a plan piece by piece: one of a hundred thousand uploads, handed to the index at once, would hold everybody up. Nobody
 * can start it before its end, because nobody knows its ID; one that comes to no end is never heard of again.
 */
export class PlanSaving {
  readonly #index: Pick<IndexClient, 'savePlan' | 'addToPlan' | 'planPart'>;
  readonly #head: PlanHead;
  #hasBegun = false;
  #at = planBegin;

  constructor(index: Pick<IndexClient, 'savePlan' | 'addToPlan' | 'planPart'>, head: PlanHead) {
    this.#index = index;
    this.#head = head;
  }

  /** Puts entries behind those that are there. @throws AppError DISK_FULL, DATA_FOLDER_UNWRITABLE, as all that follow */
  async add({ items, leftOut }: Pick<Plan, 'items' | 'leftOut'>): Promise<void> {
    if (!this.#hasBegun) await writing(this.#index.savePlan({ ...this.#head, items: [], leftOut: [] }));
    this.#hasBegun = true;
    await writing(this.#index.addToPlan(this.#head.id, this.#at, { items, leftOut }));
    this.#at = { item: this.#at.item + items.length, leftOut: this.#at.leftOut + leftOut.length };
  }

  /** Its beginning, as it was frozen. */
  async end(): Promise<PlanPart> {
    if (!this.#hasBegun) await this.add({ items: [], leftOut: [] });
    const part = await this.#index.planPart(this.#head.id, planBegin, planEntriesAtOnce);
    if (!part) throw new Error('The plan was saved, and the index does not have it.');
    return part;
  }
}
