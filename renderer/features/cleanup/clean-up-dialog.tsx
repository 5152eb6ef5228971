import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { Connection, Job, Plan, PlanItem, UploadFilter, UploadRef } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { ColourStripe, ConnectionMarks } from '../../ui/connection-mark.tsx';
import { DecidingButton } from '../../ui/deciding-button.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { KeyText, NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import { RuleFirst } from '../lifecycle/index.ts';
import { Prompts } from '../sign-in/index.ts';
import classes from './clean-up.module.css';
import { readPlan } from './plan-export.ts';
import { PlanItems } from './plan-items.tsx';
import { PlanMoney } from './plan-money.tsx';
import { countLeftOut, mayStart, orderItems, sumItems } from './plan-summary.ts';
import { openPlanText } from './plan-text.ts';
import { wholePlan } from './whole-plan.ts';

/** What a plan is asked for: named uploads, all that match, what a job gave up on, or an exported plan opened again. */
export type PlanRequest =
  | { kind: 'uploads'; refs: UploadRef[] }
  | { kind: 'filter'; filter: UploadFilter; except?: UploadRef[] }
  | { kind: 'gave up'; jobId: string }
  | { kind: 'file'; text: string }
  /** The same, where the plan was made of its file before. */
  | { kind: 'opened'; planId: string };

export type CleanUpDialogProps = {
  at: BucketPlace;
  selection: PlanRequest;
  onClose: () => void;
  onStarted: (job: Job) => void;
};

/** The dialog `Clean-up plan`: what will be aborted, what is left out and why, and the one button that starts it. */
export function CleanUpDialog({ at, selection, onClose, onStarted }: CleanUpDialogProps) {
  const { client } = useApi();
  const { mutate, data, error } = useMutation({
    mutationFn: async ({ selection, ...at }: BucketPlace & { selection: PlanRequest }) => {
      if (selection.kind === 'file') return wholePlan(client, await openPlanText(client, selection.text, at));
      if (selection.kind === 'opened') return wholePlan(client, await client.plans.get({ planId: selection.planId }));
      return wholePlan(client, await client.plans.create({ ...at, selection }));
    },
  });
  // A plan is a record of its own: it is made when the dialog opens, once.
  const [request] = useState(() => ({ ...at, selection }));
  useEffect(() => mutate(request), [mutate, request]);

  return (
    <Dialog onClose={onClose} title={words.page.cleanup.title} size={760}>
      <Prompts />
      {error ? (
        <Failure error={toErrorShape(error)} />
      ) : data ? (
        <PlanView plan={data} asked={askedWords(selection)} onClose={onClose} onStarted={onStarted} />
      ) : (
        <p className={dialog.making} role="status">
          {words.page.cleanup.making}
        </p>
      )}
    </Dialog>
  );
}

type PlanViewProps = {
  plan: Plan;
  /** What it was asked for, in words. */
  asked: string;
  onClose: () => void;
  onStarted: (job: Job) => void;
};

function PlanView({ plan, asked, onClose, onStarted }: PlanViewProps) {
  const { client, queries } = useApi();
  const say = words.page.cleanup;
  const connection = useConnection(plan.connectionId);
  const readOnly = connection?.readOnly ?? false;
  const { active, stale } = useMemo(() => orderItems(plan), [plan]);
  const [ticked, setTicked] = useState<ReadonlySet<PlanItem>>(new Set());
  const [unticked, setUnticked] = useState<ReadonlySet<PlanItem>>(new Set());
  const [typed, setTyped] = useState('');
  const production = connection?.production ?? false;
  const asksForName = production || ticked.size > 0;
  const start = useMutation({
    mutationFn: () =>
      client.jobs.start({
        planId: plan.id,
        includeActive: [...ticked].map(({ ref }) => ref),
        ...(unticked.size > 0 && { leaveOut: [...unticked].map(({ ref }) => ref) }),
        ...(asksForName && { typedBucketName: typed.trim() }),
      }),
    onSuccess: onStarted,
  });

  const costs = useQuery(queries.planCosts(plan.connectionId, [plan.id]));
  const chosen = useMemo(() => [...stale.filter((item) => !unticked.has(item)), ...ticked], [stale, unticked, ticked]);
  const sums = sumItems(chosen);
  const isReady = !readOnly && mayStart(chosen.length, asksForName, typed, plan.bucket);
  const nameField = (
    <TextInput
      label={say.nameField.label}
      description={
        ticked.size > 0
          ? say.nameField.forActive({ bucket: showName(plan.bucket), active: ticked.size })
          : say.nameField.forProduction(showName(plan.bucket))
      }
      value={typed}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
  return (
    <form
      className={dialog.body}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !start.isPending) start.mutate();
      }}
    >
      {connection && <Where connection={connection} bucket={plan.bucket} />}
      <p className={classes.asked}>{asked}</p>
      {connection && <RuleFirst connection={connection} bucket={plan.bucket} uploads={plan.items.length} />}
      <dl className={dialog.sums}>
        <PlanMoney costs={costs.data} />
        <div>
          <dt>{say.sums.willBeAborted}</dt>
          <dd>{say.sums.uploads(sums.items)}</dd>
        </div>
        <div>
          <dt>{say.sums.parts}</dt>
          <dd>{sums.sized === 0 && sums.items > 0 ? '–' : formatCount(sums.parts)}</dd>
        </div>
        <div>
          <dt>{say.sums.bytes}</dt>
          <dd>{sums.sized === 0 && sums.items > 0 ? '–' : formatBytes(sums.bytes)}</dd>
        </div>
      </dl>
      <p className={dialog.note}>
        {[
          ...(sums.sized < sums.items ? [say.notes.sized({ sized: sums.sized, of: sums.items })] : []),
          say.notes.lookedAtAgain,
          ...(connection?.activeWindowMs === 0 ? [say.notes.noActiveWindow] : []),
          ...(costs.data ? [words.cost.aborting(costs.data)] : []),
        ].join(' ')}
      </p>
      {stale.length > 0 && (
        <div className={dialog.list} style={{ height: listPx(stale.length) }}>
          <PlanItems
            label={say.list.label}
            items={stale}
            ticks={{ has: (item) => !unticked.has(item), toggle: (item) => setUnticked(toggled(unticked, item)) }}
          />
        </div>
      )}
      {active.length > 0 && (
        <section className={dialog.warning} aria-label={say.active.label}>
          <h3>{say.active.title({ active: active.length, ticked: ticked.size })}</h3>
          <p>{say.active.warning}</p>
          <div className={dialog.list} style={{ height: listPx(active.length, 4) }}>
            <PlanItems
              label={say.list.activeLabel}
              items={active}
              ticks={{ has: (item) => ticked.has(item), toggle: (item) => setTicked(toggled(ticked, item)) }}
            />
          </div>
          {ticked.size > 0 && !production && nameField}
        </section>
      )}
      <LeftOut plan={plan} />
      {production && chosen.length > 0 && nameField}
      <div className={dialog.foot}>
        {start.error && <Failure error={toErrorShape(start.error)} />}
        <div className={dialog.buttons}>
          <p className={dialog.note}>
            {readOnly
              ? words.page.ui.readOnlyReason
              : chosen.length === 0
                ? say.foot.nothing
                : isReady
                  ? say.foot.noUndo
                  : say.foot.typeName}
          </p>
          <ExportMenu
            choices={[
              { label: say.foot.asCsv, read: () => readPlan(client, plan.id, 'csv') },
              { label: say.foot.asJson, read: () => readPlan(client, plan.id, 'json') },
            ]}
          />
          <Button variant="default" onClick={onClose}>
            {say.foot.close}
          </Button>
          <DecidingButton type="submit" color="red" loading={start.isPending} disabled={!isReady}>
            {say.foot.start}
          </DecidingButton>
        </div>
      </div>
    </form>
  );
}

/** The items with one more, or one less. */
function toggled(items: ReadonlySet<PlanItem>, item: PlanItem): ReadonlySet<PlanItem> {
  const next = new Set(items);
  if (!next.delete(item)) next.add(item);
  return next;
}

/** What a plan was asked for, in a sentence. */
function askedWords(selection: PlanRequest): string {
  const say = words.page.cleanup.asked;
  switch (selection.kind) {
    case 'uploads':
      return say.uploads(selection.refs.length);
    case 'filter':
      return say.filter({ filter: words.filter(selection.filter, new Map()), except: selection.except?.length ?? 0 });
    case 'gave up':
      return say.gaveUp;
    case 'file':
    case 'opened':
      return say.exported;
    default:
      return assertNever(selection);
  }
}

/** Where it will happen, marked as the connection is: the last chance to see that it is the wrong place. */
function Where({ connection, bucket }: { connection: Connection; bucket: string }) {
  return (
    <p className={classes.where} data-production={connection.production || undefined}>
      <ColourStripe colour={connection.colour} />
      <span>
        <Filled
          text={words.page.cleanup.where.bucket}
          parts={{ bucket: strong(bucket), connection: strong(connection.name) }}
        />
      </span>
      <ConnectionMarks connection={connection} />
    </p>
  );
}

function strong(name: string) {
  return (
    <strong>
      <NameText value={name} />
    </strong>
  );
}

/** A list as tall as its rows, up to so many of them, px. */
function listPx(items: number, most = 7): number {
  return 36 + 28 * Math.min(items, most);
}

/** Names of what is left out are listed up to this many; the counts above them cover all. */
const namedLeftOut = 200;

function LeftOut({ plan }: { plan: Plan }) {
  if (plan.leftOut.length === 0) return null;
  const say = words.page.cleanup.leftOut;
  return (
    <details className={classes.leftOut}>
      <summary>{say.summary(countLeftOut(plan))}</summary>
      <ul>
        {plan.leftOut.slice(0, namedLeftOut).map(({ ref, reason }) => (
          <li key={`${ref.uploadId}\n${ref.key}`}>
            <KeyText value={ref.key} />
            <span>{say.reason(reason)}</span>
          </li>
        ))}
        {plan.leftOut.length > namedLeftOut && <li>{say.more(plan.leftOut.length - namedLeftOut)}</li>}
      </ul>
    </details>
  );
}
