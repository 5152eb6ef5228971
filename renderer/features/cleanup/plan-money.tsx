import type { PlanCosts } from '../../../shared/schema/costs.ts';
import { words } from '../../../shared/words/words.ts';
import { CostText } from '../../ui/cost-text.tsx';

/**
 * What is saved, in front of a plan's other sums. Of the uploads that are aborted unasked: of an active one it is not known
 * what it would become.
 */
export function PlanMoney({ costs }: { costs: PlanCosts | undefined }) {
  const say = words.page.cleanup.sums;
  return (
    <>
      <div>
        <dt>{say.savesAMonth}</dt>
        <dd>
          <CostText cost={costs?.stale.month} />
        </dd>
      </div>
      <div>
        <dt>{say.soFar}</dt>
        <dd>
          <CostText cost={costs?.stale.soFar} />
        </dd>
      </div>
    </>
  );
}
