import type { Connection } from '../../../shared/schema/model.ts';
import type { OwnPrice } from '../../../shared/schema/own-price.ts';
import { words } from '../../../shared/words/words.ts';

/** What the form holds, as it is typed. */
export type PriceFields = { currency: string; perGiBMonth: string; perThousandLists: string; byClass: string };

export const emptyPrice: PriceFields = { currency: 'USD', perGiBMonth: '', perThousandLists: '', byClass: '' };

export function priceFieldsOf({ ownPrice }: Pick<Connection, 'ownPrice'>): PriceFields {
  if (!ownPrice) return emptyPrice;
  const { currency, perGiBMonth, perThousandLists, byClass } = ownPrice;
  const lines = Object.entries(byClass).map(([name, amount]) => `${name} ${amount}`);
  return { currency, perGiBMonth, perThousandLists: perThousandLists ?? '', byClass: lines.join('\n') };
}

/** The price to send, or what is wrong. The engine checks it again. */
export function toOwnPrice(fields: PriceFields): { price: OwnPrice } | { problem: string } {
  const said = words.page.costs.own.problems;
  const currency = fields.currency.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) return { problem: said.currency };
  const perGiBMonth = fields.perGiBMonth.trim();
  if (!isAmount(perGiBMonth)) return { problem: said.perGiBMonth };
  const lists = fields.perThousandLists.trim();
  if (lists && !/^\d{1,9}(\.\d{1,9})?$/.test(lists)) return { problem: said.perThousandLists };
  const byClass: Record<string, string> = {};
  for (const line of fields.byClass.split('\n')) {
    const [name, amount, ...more] = line.trim().split(/[\s=:]+/);
    if (!name) continue;
    if (amount === undefined || more.length > 0 || !isAmount(amount)) {
      return { problem: said.byClass(line.trim()) };
    }
    byClass[name] = amount;
  }
  return { price: { currency, perGiBMonth, perThousandLists: lists || null, byClass } };
}

function isAmount(text: string): boolean {
  return /^\d{1,9}(\.\d{1,12})?$/.test(text);
}
