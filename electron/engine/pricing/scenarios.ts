import type { Growth, Scenario, Stock } from './forecast.ts';

/** What is stored now, and what would become of it. */
export interface ComparedStock extends Stock {
  /** Whether the clean-up takes it. */
  inPlan: boolean;
  /** When the rule would take it, ms UTC; null: never. */
  ruleEndsAt: number | null;
}

export interface ComparedInput {
  stocks: readonly ComparedStock[];
  growth: readonly Growth[] | null;
  /** How many days the rules that are there leave what is added; null: for ever. */
  existingDays: number | null;
  /** How many days the rule would. */
  ruleDays: number;
  /** When the clean-up takes what is in its plan, ms UTC. */
  cleanedAt: number;
  unsized: number;
}

/** The three futures that people compare. They differ in nothing but when things end. */
export interface Scenarios {
  asItIs: Scenario;
  /** This clean-up is done, and nothing else: what leaks goes on leaking. */
  cleanedUp: Scenario;
  /** The rule is put, and nothing else. */
  withRule: Scenario;
}

export function compareScenarios(input: ComparedInput): Scenarios {
  const { stocks, growth, existingDays, ruleDays, cleanedAt, unsized } = input;
  const scenario = (endsAt: (stock: ComparedStock) => number | null, growthKeptDays: number | null): Scenario => ({
    stocks: stocks.map((stock) => ({ ...stock, endsAt: endsAt(stock) })),
    growth,
    growthKeptDays,
    unsized,
  });
  return {
    asItIs: scenario(({ endsAt }) => endsAt, existingDays),
    cleanedUp: scenario(({ endsAt, inPlan }) => (inPlan ? earlier(endsAt, cleanedAt) : endsAt), existingDays),
    withRule: scenario(({ endsAt, ruleEndsAt }) => earlier(endsAt, ruleEndsAt), earlier(existingDays, ruleDays)),
  };
}

/** The first of two times or numbers of days, of which either may never come. */
function earlier(a: number | null, b: number | null): number | null {
  return a === null ? b : Math.min(a, b ?? a);
}
