import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { Connection, Job, Plan, PlanItem, UploadFilter, UploadRef } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi, useConnection } from '../../api/api.tsx';
import type { Client } from '../../api/client.ts';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { ColourStripe, ConnectionMarks, readOnlyReason } from '../../ui/connection-mark.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { KeyText, NameText } from '../../ui/key-text.tsx';
import { showName } from '../../ui/safe-key.ts';
import type { FileToSave } from '../../ui/save-file.ts';
import { RuleFirst } from '../lifecycle/index.ts';
import { Prompts } from '../sign-in/index.ts';
import classes from './clean-up.module.css';
import { PlanItems } from './plan-items.tsx';
import { PlanMoney } from './plan-money.tsx';
import { countLeftOut, mayStart, orderItems, sumItems } from './plan-summary.ts';
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
      if (selection.kind === 'file') return wholePlan(client, await client.plans.open({ text: selection.text, at }));
      if (selection.kind === 'opened') return wholePlan(client, await client.plans.get({ planId: selection.planId }));
      return wholePlan(client, await client.plans.create({ ...at, selection }));
    },
  });
  // A plan is a record of its own: it is made when the dialog opens, once.
  const [request] = useState(() => ({ ...at, selection }));
  useEffect(() => mutate(request), [mutate, request]);

  return (
    <Dialog onClose={onClose} title="Clean-up plan" size={760}>
      <Prompts />
      {error ? (
        <Failure error={toErrorShape(error)} />
      ) : data ? (
        <PlanView plan={data} asked={askedWords(selection)} onClose={onClose} onStarted={onStarted} />
      ) : (
        <p className={dialog.making} role="status">
          Making the plan…
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
      label="Bucket name"
      description={
        ticked.size > 0
          ? `Type ${showName(plan.bucket)} to abort ${formatNoun(ticked.size, 'active upload')} as well.`
          : `This is a production connection. Type ${showName(plan.bucket)} to start.`
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
        if (isReady) start.mutate();
      }}
    >
      {connection && <Where connection={connection} bucket={plan.bucket} />}
      <p className={classes.asked}>{asked}</p>
      {connection && <RuleFirst connection={connection} bucket={plan.bucket} uploads={plan.items.length} />}
      <dl className={dialog.sums}>
        <PlanMoney costs={costs.data} />
        <div>
          <dt>Will be aborted</dt>
          <dd>{formatNoun(sums.items, 'upload')}</dd>
        </div>
        <div>
          <dt>Parts</dt>
          <dd>{sums.sized === 0 && sums.items > 0 ? '–' : formatCount(sums.parts)}</dd>
        </div>
        <div>
          <dt>Bytes</dt>
          <dd>{sums.sized === 0 && sums.items > 0 ? '–' : formatBytes(sums.bytes)}</dd>
        </div>
      </dl>
      <p className={dialog.note}>
        {sums.sized < sums.items && `Sized ${formatCount(sums.sized)} of ${formatCount(sums.items)}. `}
        Each upload is looked at again right before its abort; one that changed since now is left alone.
        {connection?.activeWindowMs === 0 &&
          ' This connection’s active window is 0 h: uploads that are being written are not told apart.'}
        {costs.data && ` ${words.cost.aborting(costs.data)}`}
      </p>
      {stale.length > 0 && (
        <div className={dialog.list} style={{ height: listPx(stale.length) }}>
          <PlanItems
            label="Uploads to abort"
            items={stale}
            ticks={{ has: (item) => !unticked.has(item), toggle: (item) => setUnticked(toggled(unticked, item)) }}
          />
        </div>
      )}
      {active.length > 0 && (
        <section className={dialog.warning} aria-label="Active uploads">
          <h3>{activeWords(active.length, ticked.size)}</h3>
          <p>
            Begun, or given a part, within the active window, or of unknown age: somebody may still be uploading. Tick
            only what you know to be dead.
          </p>
          <div className={dialog.list} style={{ height: listPx(active.length, 4) }}>
            <PlanItems
              label="Active uploads to include"
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
              ? readOnlyReason
              : chosen.length === 0
                ? 'Nothing on this plan would be aborted.'
                : isReady
                  ? 'An abort cannot be undone. Finished objects are never touched.'
                  : 'To start, type the name of the bucket above.'}
          </p>
          <ExportMenu
            choices={[
              { label: 'Plan as CSV', read: () => readPlan(client, plan.id, 'csv') },
              { label: 'Plan as JSON, to open again', read: () => readPlan(client, plan.id, 'json') },
            ]}
          />
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" color="red" loading={start.isPending} disabled={!isReady}>
            Start clean-up
          </Button>
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

function activeWords(active: number, ticked: number): string {
  const left = active - ticked;
  if (left === 0) return `${formatNoun(active, 'active upload')} will be aborted too`;
  return `${formatNoun(left, 'active upload')} left out${ticked > 0 ? `, ${formatCount(ticked)} taken in` : ''}`;
}

/** What a plan was asked for, in a sentence. */
function askedWords(selection: PlanRequest): string {
  switch (selection.kind) {
    case 'uploads':
      return selection.refs.length === 1 ? 'One upload.' : `${formatNoun(selection.refs.length, 'ticked upload')}.`;
    case 'filter': {
      const { filter, except = [] } = selection;
      const without = except.length > 0 ? `, without ${formatNoun(except.length, 'unticked upload')}` : '';
      return `All that match: ${words.filter(filter, new Map())}${without}.`;
    }
    case 'gave up':
      return 'What the job gave up on.';
    case 'file':
    case 'opened':
      return 'A plan that was exported before.';
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
        In bucket{' '}
        <strong>
          <NameText value={bucket} />
        </strong>{' '}
        of connection{' '}
        <strong>
          <NameText value={connection.name} />
        </strong>
      </span>
      <ConnectionMarks connection={connection} />
    </p>
  );
}

async function readPlan(client: Client, planId: string, format: 'csv' | 'json'): Promise<FileToSave> {
  const { fileName, mediaType, text } = await client.plans.export({ planId, format });
  return { fileName, mediaType, pieces: [text] };
}

/** A list as tall as its rows, up to so many of them, px. */
function listPx(items: number, most = 7): number {
  return 36 + 28 * Math.min(items, most);
}

/** Names of what is left out are listed up to this many; the counts above them cover all. */
const namedLeftOut = 200;

function LeftOut({ plan }: { plan: Plan }) {
  if (plan.leftOut.length === 0) return null;
  const reasons = countLeftOut(plan).map(([reason, count]) => `${formatCount(count)} ${reason}`);
  return (
    <details className={classes.leftOut}>
      <summary>Left out: {reasons.join(', ')}</summary>
      <ul>
        {plan.leftOut.slice(0, namedLeftOut).map(({ ref, reason }) => (
          <li key={`${ref.uploadId}\n${ref.key}`}>
            <KeyText value={ref.key} />
            <span>{reason}</span>
          </li>
        ))}
        {plan.leftOut.length > namedLeftOut && <li>and {formatCount(plan.leftOut.length - namedLeftOut)} more</li>}
      </ul>
    </details>
  );
}
