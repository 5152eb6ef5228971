import { amountOf, formatMoney } from '../../shared/format/money.ts';
import type { CostJson } from '../../shared/schema/costs.ts';
import { words } from '../../shared/words/words.ts';

/** A cost as it stands in a cell or a tile, and all that is to be said of it. */
export type CostFigure = {
  /** "$28.01", "≈ $28.01" where it is an estimate, "$28.01+" where something is not in it, "–" where it is not known. */
  text: string;
  /** Why, at which prices, and from when those are; a sentence a line. */
  title: string;
};

/** @param cost undefined: not read yet */
export function costFigure(cost: CostJson | null | undefined): CostFigure {
  if (!cost) return { text: '–', title: words.page.ui.costUnknown };
  const title = costSentences(cost).join('\n');
  if (cost.money === null) return { text: '–', title };
  const amount = formatMoney(cost.money);
  if (cost.exactness === 'incomplete') return { text: `${amount}+`, title };
  // "< $0.01" is no figure to be near to.
  const isNear = cost.exactness === 'estimate' && !amount.startsWith('<');
  return { text: isNear ? `≈ ${amount}` : amount, title };
}

/** What is not in a cost, why it is an estimate, and whose prices it goes by. */
export function costSentences({ assumptions, missing, prices }: CostJson): string[] {
  const sources = new Map(prices.map(({ source }) => [`${source.name} ${source.date}`, source]));
  return [
    ...missing.map(words.cost.missing),
    ...assumptions.map(words.cost.assumption),
    ...[...sources.values()].map(({ name, date }) => words.page.ui.pricesOf({ name, date })),
  ];
}

/** Whether it is known that nothing has to be paid: there is nothing here, or what is here is free. */
export function costsNothing({ money, missing }: CostJson): boolean {
  return missing.length === 0 && (money === null || amountOf(money) === 0);
}

/** A cost with its reasons on hover. */
export function CostText({ cost }: { cost: CostJson | null | undefined }) {
  const { text, title } = costFigure(cost);
  return <span title={title}>{text}</span>;
}
