import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Connection, Job, Plan } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { DecidingButton } from '../../ui/deciding-button.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { Prompts } from '../sign-in/index.ts';
import classes from './clean-up.module.css';
import { PlanMoney } from './plan-money.tsx';
import { orderItems, sumItems } from './plan-summary.ts';
import { SeveralPlansTable } from './several-plans-table.tsx';
import { wholePlan } from './whole-plan.ts';

export type SeveralBucketsDialogProps = {
  connection: Connection;
  buckets: readonly string[];
  onClose: () => void;
  onStarted: (jobs: readonly Job[]) => void;
};

/**
 * The dialog `Clean-up plan` over several buckets: a plan of each, made and shown together, and one button that starts them.
 * Only what is stale: an active upload takes its own bucket's plan, where its name is typed.
 */
export function SeveralBucketsDialog({ connection, buckets, onClose, onStarted }: SeveralBucketsDialogProps) {
  const { client, queries } = useApi();
  const { mutate, ...made } = useMutation({
    mutationFn: async (asked: { connectionId: string; buckets: readonly string[] }) => {
      const plans: Plan[] = [];
      for (const bucket of asked.buckets) {
        const selection = { kind: 'filter' as const, filter: {} };
        const begun = await client.plans.create({ connectionId: asked.connectionId, bucket, selection });
        plans.push(await wholePlan(client, begun));
      }
      return plans;
    },
  });
  // Plans are records of their own: they are made when the dialog opens, once.
  const [request] = useState(() => ({ connectionId: connection.id, buckets }));
  useEffect(() => mutate(request), [mutate, request]);
  const plans = (made.data ?? []).map((plan) => ({ plan, ...orderItems(plan) }));
  const acting = plans.filter(({ stale }) => stale.length > 0);
  const costs = useQuery(
    queries.planCosts(
      connection.id,
      acting.map(({ plan }) => plan.id),
    ),
  );
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const typedFor = (bucket: string) => typed.get(bucket)?.trim() ?? '';
  const start = useMutation({
    mutationFn: async () => {
      const jobs: Job[] = [];
      for (const { plan } of acting) {
        const name = connection.production ? { typedBucketName: typedFor(plan.bucket) } : {};
        jobs.push(await client.jobs.start({ planId: plan.id, includeActive: [], ...name }));
      }
      return jobs;
    },
    onSuccess: onStarted,
  });
  const untyped = connection.production ? acting.filter(({ plan }) => typedFor(plan.bucket) !== plan.bucket).length : 0;
  const say = words.page.cleanup;
  const sums = sumItems(acting.flatMap(({ stale }) => stale));
  const active = plans.reduce((sum, plan) => sum + plan.active.length, 0);
  return (
    <Dialog onClose={onClose} title={say.title} size={760}>
      <Prompts />
      {made.error ? (
        <Failure error={toErrorShape(made.error)} />
      ) : !made.data ? (
        <p className={dialog.making} role="status">
          {say.makingSeveral}
        </p>
      ) : (
        <div className={dialog.body}>
          <p className={classes.where} data-production={connection.production || undefined}>
            <ColourStripe colour={connection.colour} />
            <span>
              <Filled
                text={say.where.several}
                parts={{
                  buckets: <strong>{say.where.bucketCount(buckets.length)}</strong>,
                  connection: <strong>{connection.name}</strong>,
                }}
              />
            </span>
            <ConnectionMarks connection={connection} />
          </p>
          <dl className={dialog.sums}>
            <PlanMoney costs={costs.data} />
            <div>
              <dt>{say.sums.willBeAborted}</dt>
              <dd>{say.sums.uploads(sums.items)}</dd>
            </div>
            <div>
              <dt>{say.sums.bytes}</dt>
              <dd>{sums.sized === 0 && sums.items > 0 ? '–' : formatBytes(sums.bytes)}</dd>
            </div>
          </dl>
          <p className={dialog.note}>
            {[
              ...(sums.sized < sums.items ? [say.notes.sized({ sized: sums.sized, of: sums.items })] : []),
              ...(active > 0 ? [say.notes.activeLeftOut(active)] : []),
              say.notes.lookedAtAgain,
              ...(costs.data ? [words.cost.aborting(costs.data)] : []),
            ].join(' ')}
          </p>
          <SeveralPlansTable
            plans={plans}
            {...(connection.production && {
              typed,
              onTyped: (bucket: string, name: string) => setTyped(new Map(typed).set(bucket, name)),
            })}
          />
          <div className={dialog.foot}>
            {start.error && <Failure error={toErrorShape(start.error)} />}
            <div className={dialog.buttons}>
              <p className={dialog.note}>
                {connection.readOnly
                  ? words.page.ui.readOnlyReason
                  : acting.length === 0
                    ? say.foot.nothingInSeveral
                    : untyped > 0
                      ? say.foot.typeNames
                      : say.foot.noUndo}
              </p>
              <Button variant="default" onClick={onClose}>
                {say.foot.close}
              </Button>
              <DecidingButton
                color="red"
                loading={start.isPending}
                disabled={connection.readOnly || acting.length === 0 || untyped > 0}
                onClick={() => start.mutate()}
              >
                {say.foot.start}
              </DecidingButton>
            </div>
          </div>
        </div>
      )}
    </Dialog>
  );
}
