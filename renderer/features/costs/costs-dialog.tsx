import { useQuery } from '@tanstack/react-query';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { CostText, costSentences } from '../../ui/cost-text.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { BucketSizes } from '../cloudwatch/index.ts';
import classes from './costs.module.css';
import { ForecastSection } from './forecast-section.tsx';
import { OwnPriceForm } from './own-price-form.tsx';
import { PriceTableView } from './price-table-view.tsx';

export type CostsDialogProps = {
  connection: Connection;
  /** null: the connection as a whole, which has no forecast. */
  bucket: string | null;
  onClose: () => void;
};

/** The dialog `Costs`: what a bucket costs and will cost, at which prices, and the person's own price. */
export function CostsDialog({ connection, bucket, onClose }: CostsDialogProps) {
  const { queries } = useApi();
  const prices = useQuery(queries.prices(connection.id, bucket));
  const said = words.page.costs;
  return (
    <Dialog onClose={onClose} title={said.title} size={820}>
      <div className={dialog.body}>
        {bucket !== null && <BucketCosts at={{ connectionId: connection.id, bucket }} />}
        {bucket !== null && <BucketSizes connection={connection} bucket={bucket} />}
        {bucket !== null && <ForecastSection at={{ connectionId: connection.id, bucket }} />}
        <section className={classes.section} aria-label={said.prices.label}>
          <h3>{said.prices.heading(prices.data ? words.cost.place(prices.data) : null)}</h3>
          {prices.error && <Failure error={toErrorShape(prices.error)} />}
          {prices.data && <PriceTableView table={prices.data} />}
        </section>
        <OwnPriceForm key={JSON.stringify(connection.ownPrice)} connection={connection} />
      </div>
    </Dialog>
  );
}

function BucketCosts({ at }: { at: { connectionId: string; bucket: string } }) {
  const { queries } = useApi();
  const costs = useQuery(queries.costs(at, {}));
  const said = words.page.costs.ofBucket;
  if (costs.error) return <Failure error={toErrorShape(costs.error)} />;
  const sentences = costs.data ? [...new Set([costs.data.month, costs.data.soFar].flatMap(costSentences))] : [];
  return (
    <section className={classes.section} aria-label={said.label(at.bucket)}>
      <dl className={dialog.sums}>
        <div>
          <dt>{said.month}</dt>
          <dd>
            <CostText cost={costs.data?.month} />
          </dd>
        </div>
        <div>
          <dt>{said.soFar}</dt>
          <dd>
            <CostText cost={costs.data?.soFar} />
          </dd>
        </div>
      </dl>
      <ul className={classes.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
