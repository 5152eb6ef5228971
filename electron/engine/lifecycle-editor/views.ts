import type {
  LifecycleDifference,
  LifecycleRuleView,
  LifecycleSnippet,
  LifecycleStatement,
} from '../../../shared/schema/lifecycle.ts';
import type { LifecycleConfiguration, LifecycleRule } from '../lifecycle/configuration.ts';
import { canonical, type MeaningDifference, type Statement } from '../lifecycle/meaning.ts';
import type { Snippet } from '../lifecycle/snippets.ts';
import { localName } from '../lifecycle/xml-tree.ts';

/** Rules and what else stands there, as they cross the contract. */
export function configurationView({ rules, others, transitionDefault }: LifecycleConfiguration) {
  return { rules: rules.map(ruleView), others: others.map(canonical), transitionDefault };
}

function ruleView({ id, enabled, scope, abort, actions }: LifecycleRule): LifecycleRuleView {
  return {
    id,
    enabled,
    prefix: scope.prefix,
    conditions: scope.conditions.map(canonical),
    abort,
    actions: actions.map((action) => ({ name: localName(action), details: canonical(action) })),
  };
}

export function differenceView({
  same,
  gone,
  added,
  changed,
  transitionDefault,
}: MeaningDifference): LifecycleDifference {
  return {
    same,
    gone: gone.map(statementView),
    added: added.map(statementView),
    changed: changed.map(({ from, to }) => ({ from: statementView(from), to: statementView(to) })),
    transitionDefault,
  };
}

function statementView({ conditions, ids, ...rest }: Statement): LifecycleStatement {
  return { ...rest, conditions: [...conditions], ids: [...ids] };
}

export function snippetView(snippet: Snippet): LifecycleSnippet {
  if (!snippet.possible) {
    const elements = snippet.why === 'unknown elements' ? [...snippet.elements] : [];
    return { possible: false, tool: snippet.tool, why: snippet.why, elements };
  }
  const { possible, tool, files, commands, notes } = snippet;
  return { possible, tool, files: files.map((file) => ({ ...file })), commands: [...commands], notes: [...notes] };
}
