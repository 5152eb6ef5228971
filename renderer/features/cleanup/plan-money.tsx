import type { PlanCosts } from '../../../shared/schema/costs.ts';
import { words } from '../../../shared/words/words.ts';
import { CostText } from '../../ui/cost-text.tsx';

/**
 * What is saved, in front of a plan's other sums. Of the uploads that are aborted unasked: of an active one it is not known
 * what it would become.
 */
export function PlanMoney({ costs }: { costs: PlanCosts | undefined }) {
  const say = words.page.cleanup.sums;
  const isUnpriced = costs?.stale.month.missing.some(({ kind }) => kind === 'no price') ?? false;
  // An unknown is a word: a dash alone may be taken for nothing.
  const unpriced = isUnpriced && <small>{words.page.uploads.bucket.tiles.noPrice}</small>;
  return (
    <>
      <div>
        <dt>{say.savesAMonth}</dt>
        <dd>
          <CostText cost={costs?.stale.month} />
          {costs?.stale.month.money === null && unpriced}
        </dd>
      </div>
      <div>
        <dt>{say.soFar}</dt>
        <dd>
          <CostText cost={costs?.stale.soFar} />
          {costs?.stale.soFar.money === null && unpriced}
        </dd>
      </div>
    </>
  );
}
