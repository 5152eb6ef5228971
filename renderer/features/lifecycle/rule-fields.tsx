import { TextInput } from '@mantine/core';
import { words } from '../../../shared/words/words.ts';
import classes from './lifecycle.module.css';
import type { RuleDraft } from './rule-draft.ts';

export type RuleFieldsProps = {
  draft: RuleDraft;
  /** What is wrong with the days as they are entered; null: nothing. */
  problem: string | null;
  disabled?: boolean;
  onDraft: (draft: RuleDraft) => void;
};

/** The fields of an abort rule: after how many days, and of which keys. */
export function RuleFields({ draft, problem, disabled = false, onDraft }: RuleFieldsProps) {
  const said = words.page.lifecycle.fields;
  return (
    <div className={classes.fields}>
      <TextInput
        label={said.days}
        inputMode="numeric"
        value={draft.days}
        error={problem}
        autoComplete="off"
        disabled={disabled}
        onChange={(event) => onDraft({ ...draft, days: event.currentTarget.value })}
      />
      <TextInput
        label={said.prefix}
        placeholder={said.everyKey}
        value={draft.prefix}
        autoComplete="off"
        spellCheck={false}
        disabled={disabled}
        onChange={(event) => onDraft({ ...draft, prefix: event.currentTarget.value })}
      />
    </div>
  );
}
