import type { PlanCosts } from '../../../shared/schema/costs.ts';
import { CostText } from '../../ui/cost-text.tsx';

/**
 * What is saved, in front of a plan's other sums. Of the uploads that are aborted unasked: of an active one it is not known
 * what it would become.
 */
export function PlanMoney({ costs }: { costs: PlanCosts | undefined }) {
  return (
    <>
      <div>
        <dt>Saves a month</dt>
        <dd>
          <CostText cost={costs?.stale.month} />
        </dd>
      </div>
      <div>
        <dt>Cost so far</dt>
        <dd>
          <CostText cost={costs?.stale.soFar} />
        </dd>
      </div>
    </>
  );
}
