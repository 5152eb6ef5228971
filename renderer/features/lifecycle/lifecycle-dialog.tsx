import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LifecycleView, WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import type { Connection } from '../../../shared/schema/model.ts';
import type { SnippetTool } from '../../../shared/values/lifecycle-kinds.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { ConnectionMarks } from '../../ui/connection-mark.tsx';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { Prompts } from '../sign-in/index.ts';
import { DaysAdvice } from './days-advice.tsx';
import classes from './lifecycle.module.css';
import { OutcomeView } from './outcome-view.tsx';
import { ProposalView } from './proposal-view.tsx';
import { type RuleDraft, ruleOf } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { RulesNow } from './rules-now.tsx';
import { SnippetView } from './snippet-view.tsx';
import { useProposal, useRules } from './use-lifecycle.ts';

export type LifecycleDialogProps = { connection: Connection; bucket: string; onClose: () => void };

/** The dialog `Lifecycle rules`: what a bucket's rules do, and one more that aborts leftovers. */
export function LifecycleDialog({ connection, bucket, onClose }: LifecycleDialogProps) {
  const at = { connectionId: connection.id, bucket };
  const { data: view, error, refetch } = useRules(at);
  const said = words.page.lifecycle.dialog;
  return (
    <Dialog onClose={onClose} title={said.title} size={820}>
      <div className={dialog.body}>
        <Prompts />
        <p>
          <Filled
            text={said.about}
            parts={{
              bucket: <strong>{bucket}</strong>,
              connection: <strong>{connection.name}</strong>,
              marks: <ConnectionMarks connection={connection} />,
            }}
          />
        </p>
        {error ? (
          <>
            <Failure error={toErrorShape(error)} />
            <div className={dialog.buttons}>
              <Button variant="default" onClick={() => void refetch()}>
                {said.readAgain}
              </Button>
              <Button variant="default" onClick={onClose}>
                {said.close}
              </Button>
            </div>
          </>
        ) : view ? (
          <Editor connection={connection} view={view} onClose={onClose} onPut={() => void refetch()} />
        ) : (
          <p className={dialog.making} role="status">
            {said.reading}
          </p>
        )}
      </div>
    </Dialog>
  );
}

type EditorProps = { connection: Connection; view: LifecycleView; onClose: () => void; onPut: () => void };

/** The tool to show first: what the store is known to have, else what its people most likely use. */
function firstTool({ endpointUrl }: Connection, { ownTool }: LifecycleView): SnippetTool {
  return ownTool ?? (endpointUrl === null ? 'terraform' : 'aws');
}

function Editor({ connection, view, onClose, onPut }: EditorProps) {
  const { client, queries } = useApi();
  const at = { connectionId: view.connectionId, bucket: view.bucket };
  const { data: prices } = useQuery(queries.prices(at.connectionId, at.bucket));
  const [draft, setDraft] = useState<RuleDraft>(() => ({ days: String(view.advice.days ?? 7), prefix: '' }));
  const [settled] = useDebouncedValue(draft, 250);
  const read = ruleOf(settled);
  const entered = ruleOf(draft);
  const rule = 'rule' in read ? read.rule : null;
  const { data, error, refetch, isPlaceholderData } = useProposal(at, rule);
  const put = useMutation({
    mutationFn: (wanted: { rule: WantedRuleInput; base: string }) => client.lifecycle.apply({ ...at, ...wanted }),
    onSettled: () => {
      onPut();
      void refetch();
    },
  });
  const isCurrent = rule !== null && settled === draft && !isPlaceholderData;
  const proposal = data?.proposal;
  const { ownTool } = view;
  const said = words.page.lifecycle.dialog;
  const off = whyOff(isCurrent, proposal?.kind.kind, ownTool);
  return (
    <>
      {view.managedBy !== null && (
        <section className={dialog.warning} aria-label={said.managed.label}>
          <h3>{said.managed.heading(view.managedBy)}</h3>
          <p>{said.managed.meaning}</p>
        </section>
      )}
      {ownTool !== null && (
        <section className={dialog.warning} aria-label={said.otherWay}>
          <p>{words.lifecycle.ownTool(ownTool)}</p>
        </section>
      )}
      <RulesNow view={view} prices={prices} />
      <section className={classes.section} aria-label={said.newRule.label}>
        <h3>{said.newRule.heading}</h3>
        <RuleFields draft={draft} problem={'problem' in entered ? entered.problem : null} onDraft={setDraft} />
        <DaysAdvice advice={view.advice} />
        {error && <Failure error={toErrorShape(error)} />}
        {data && <ProposalView proposal={data.proposal} wanted={data.wanted} prices={prices} isStale={!isCurrent} />}
      </section>
      {rule && (
        <details className={classes.details} open={ownTool !== null || proposal?.kind.kind === 'impossible'}>
          <summary>{said.otherTool}</summary>
          <SnippetView at={at} rule={rule} first={firstTool(connection, view)} />
        </details>
      )}
      <div className={dialog.foot}>
        {put.error && <Failure error={toErrorShape(put.error)} />}
        {put.data && <OutcomeView outcome={put.data} />}
        <div className={dialog.buttons}>
          <p className={dialog.note}>{off ?? said.whatHappens}</p>
          <Button variant="default" onClick={onClose}>
            {said.close}
          </Button>
          <ActingButton
            readOnly={connection.readOnly}
            off={off}
            loading={put.isPending}
            onClick={() => {
              if (rule && proposal && isCurrent) put.mutate({ rule, base: proposal.base });
            }}
          >
            {said.put}
          </ActingButton>
        </div>
      </div>
    </>
  );
}

/** Why the rule cannot be put now; null where it can. */
function whyOff(isCurrent: boolean, kind: string | undefined, ownTool: SnippetTool | null): string | null {
  const said = words.page.lifecycle.dialog.off;
  if (ownTool !== null) return said.ownTool;
  if (kind === undefined || !isCurrent) return said.working;
  if (kind === 'there') return said.there;
  return kind === 'impossible' ? said.impossible : null;
}
