import { Button, Checkbox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  LifecycleOutcome,
  LifecycleProposal,
  UploadSum,
  WantedRuleInput,
} from '../../../shared/schema/lifecycle.ts';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { ConnectionMarks } from '../../ui/connection-mark.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { failureLine } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import table from '../../ui/table.module.css';
import { Prompts } from '../sign-in/index.ts';
import classes from './lifecycle.module.css';
import { type RuleDraft, ruleOf } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { sumText } from './sum-words.ts';

export type LifecyclePlanDialogProps = { connection: Connection; buckets: readonly Bucket[]; onClose: () => void };

/** What became of one bucket of the plan. */
type Result = { outcome: LifecycleOutcome } | { failed: string };

/** The dialog `Lifecycle plan`: one abort rule for several buckets, each with what it would change and do there. */
export function LifecyclePlanDialog({ connection, buckets, onClose }: LifecyclePlanDialogProps) {
  const { client } = useApi();
  const [draft, setDraft] = useState<RuleDraft>({ days: '7', prefix: '' });
  const [settled] = useDebouncedValue(draft, 250);
  const entered = ruleOf(draft);
  const read = ruleOf(settled);
  const rule = 'rule' in read ? read.rule : null;
  /** What a person has ticked, or unticked. */
  const [ticks, setTicks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [stopped, setStopped] = useState<{ bucket: string; left: number } | null>(null);
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const proposals = useProposals(connection, buckets, rule);
  const rows = buckets.map(({ name }, at) => ({ name, ...(proposals[at] ?? unread) }));
  // What another program looks after is left alone until somebody ticks it.
  const isTicked = ({ name, proposal }: NamedRow) => ticks.get(name) ?? (proposal?.managedBy ?? null) === null;
  const due = rows.filter((row) => isTicked(row) && !results.has(row.name) && wouldChange(row));
  const put = useMutation({
    mutationFn: async (wanted: { rule: WantedRuleInput; due: typeof due }) => {
      setStopped(null);
      // One after the other: a store that did something else with the first is not given the next.
      for (const [place, { name, proposal }] of wanted.due.entries()) {
        const at = { connectionId: connection.id, bucket: name };
        const result = await client.lifecycle
          .apply({ ...at, rule: wanted.rule, base: proposal?.base ?? '' })
          .then((outcome): Result => ({ outcome }))
          .catch((error: unknown): Result => ({ failed: failureLine(toErrorShape(error)) }));
        setResults((before) => new Map(before).set(name, result));
        const left = wanted.due.length - place - 1;
        if (left > 0 && isAlarming(result)) {
          setStopped({ bucket: name, left });
          return;
        }
      }
    },
  });
  const change = (next: RuleDraft) => {
    setDraft(next);
    // What was put was put by another rule.
    setResults(new Map());
    setStopped(null);
  };
  const isReading = rows.some(({ proposal, failed }) => !proposal && failed === null);
  const off = whyOff(rule !== null && settled === draft, isReading, due.length);
  const said = words.page.lifecycle.plan;
  return (
    <Dialog onClose={onClose} title={said.title} size={900}>
      <div className={dialog.body}>
        <Prompts />
        <p>
          <Filled
            text={said.about}
            parts={{
              connection: <strong>{connection.name}</strong>,
              marks: <ConnectionMarks connection={connection} />,
            }}
          />
        </p>
        <RuleFields
          draft={draft}
          problem={'problem' in entered ? entered.problem : null}
          disabled={put.isPending}
          onDraft={change}
        />
        <table className={table.table} aria-label={said.table}>
          <thead>
            <tr>
              <th scope="col">{said.bucket}</th>
              <th scope="col">{said.changes}</th>
              <th scope="col">{said.aborts}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <td>
                  <Checkbox
                    label={row.name}
                    checked={isTicked(row)}
                    disabled={put.isPending}
                    onChange={(event) => setTicks(new Map(ticks).set(row.name, event.currentTarget.checked))}
                  />
                  {row.proposal && row.proposal.managedBy !== null && (
                    <span className={classes.warned}>{said.managed(row.proposal.managedBy)}</span>
                  )}
                </td>
                <td>
                  <ResultText {...row} result={results.get(row.name)} />
                </td>
                <td>
                  <Effect at={{ connectionId: connection.id, bucket: row.name }} proposal={row.proposal} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className={dialog.foot}>
          {stopped && <p role="alert">{said.stopped(stopped)}</p>}
          <div className={dialog.buttons}>
            <p className={dialog.note}>{off ?? said.whatHappens}</p>
            <Button variant="default" onClick={onClose}>
              {words.page.lifecycle.dialog.close}
            </Button>
            <ActingButton
              readOnly={connection.readOnly}
              off={off}
              loading={put.isPending}
              onClick={() => rule && put.mutate({ rule, due })}
            >
              {said.put(due.length)}
            </ActingButton>
          </div>
        </div>
      </div>
    </Dialog>
  );
}

const unread: Row = { proposal: undefined, failed: null };

type NamedRow = Row & { name: string };
type Row = { proposal: LifecycleProposal | undefined; failed: string | null };

function useProposals(connection: Connection, buckets: readonly Bucket[], rule: WantedRuleInput | null): Row[] {
  const { client } = useApi();
  return useQueries({
    queries: buckets.map(({ name }) => ({
      queryKey: ['lifecycle', connection.id, name, 'plan', rule],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.lifecycle.propose(
          { connectionId: connection.id, bucket: name, rule: rule ?? { days: 1, prefix: '' } },
          { signal },
        ),
      enabled: rule !== null,
      staleTime: 0,
      gcTime: 0,
    })),
  }).map(({ data, error }) => ({ proposal: data, failed: error ? failureLine(toErrorShape(error)) : null }));
}

function ResultText({ result, proposal, failed }: Row & { result: Result | undefined }) {
  if (result && 'failed' in result) return <span role="alert">{result.failed}</span>;
  if (result) {
    const { title, body } = words.lifecycle.outcome(result.outcome);
    return (
      <details>
        <summary>{title}</summary>
        {body.map((text) => (
          <p key={text} className={classes.muted}>
            {text}
          </p>
        ))}
        {'before' in result.outcome && <pre>{result.outcome.before}</pre>}
      </details>
    );
  }
  if (failed !== null) return <span>{failed}</span>;
  if (proposal) return <span>{words.lifecycle.proposal(proposal)}</span>;
  return <span className={classes.muted}>{words.page.lifecycle.plan.reading}</span>;
}

function wouldChange({ proposal }: Row): boolean {
  return proposal?.kind.kind === 'added' || proposal?.kind.kind === 'altered';
}

/** The store did something else than was asked, or nobody knows what: it may do so in the next bucket as well. */
function isAlarming(result: Result): boolean {
  if ('failed' in result) return false;
  const { outcome } = result.outcome;
  return outcome === 'undone' || outcome === 'not undone' || outcome === 'unsure';
}

/** What the rule would abort in one bucket. */
function Effect({ at, proposal }: { at: BucketPlace; proposal: LifecycleProposal | undefined }) {
  if (!proposal || proposal.kind.kind === 'impossible') return null;
  const { total } = proposal.simulation;
  return (
    <>
      <PricedSum at={at} sum={total} />
      {total.active > 0 && <span className={table.note}>{words.page.lifecycle.plan.activeAmong(total.active)}</span>}
    </>
  );
}

/** Why nothing can be put now; null where something can. */
function whyOff(isCurrent: boolean, isReading: boolean, due: number): string | null {
  const { working, nothing } = words.page.lifecycle.plan.off;
  if (!isCurrent || isReading) return working;
  return due === 0 ? nothing : null;
}

/** Uploads of a bucket with what they hold and cost there. */
function PricedSum({ at, sum }: { at: BucketPlace; sum: UploadSum }) {
  const { queries } = useApi();
  const { data: prices } = useQuery(queries.prices(at.connectionId, at.bucket));
  return sumText(prices, sum);
}
