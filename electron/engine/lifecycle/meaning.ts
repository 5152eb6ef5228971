import type { LifecycleConfiguration, LifecycleRule } from './configuration.ts';
import { localName, type XmlTree } from './xml-tree.ts';

/** One thing that a configuration says: a rule that does two things says two. */
export interface Statement {
  enabled: boolean | null;
  prefix: string;
  /** Conditions besides the prefix, in a form that does not depend on how they were written. */
  conditions: readonly string[];
  /** The action's element, for example `Expiration`. */
  action: string;
  /** All that is in it, in such a form. */
  details: string;
  /** IDs of the rules that say so: they mean nothing to the store. */
  ids: readonly string[];
}

/** How two configurations differ in what they mean. */
export interface MeaningDifference {
  /** Both do the same. */
  same: boolean;
  /** What only the first says, and only the second. */
  gone: readonly Statement[];
  added: readonly Statement[];
  /** What both say of the same keys, each in its own way: one of `gone` and one of `added`. */
  changed: readonly { from: Statement; to: Statement }[];
  /** null: it is the same. */
  transitionDefault: { from: string | null; to: string | null } | null;
  /** Statements that are the same and whose rules have other IDs. */
  renamed: readonly { from: readonly string[]; to: readonly string[] }[];
}

/**
 * Compares what two configurations do, not how they are written: rules may be split, merged, renamed or in another order,
 * a prefix may stand in a filter or not, and a store may leave out what is empty.
 */
export function compareMeaning(from: LifecycleConfiguration, to: LifecycleConfiguration): MeaningDifference {
  const [before, after] = [statements(from), statements(to)];
  const gone = [...before].flatMap(([key, statement]) => (after.has(key) ? [] : [statement]));
  const added = [...after].flatMap(([key, statement]) => (before.has(key) ? [] : [statement]));
  const changed: { from: Statement; to: Statement }[] = [];
  for (const statement of [...gone]) {
    const other = added.find((candidate) => isAboutTheSame(statement, candidate));
    if (!other) continue;
    changed.push({ from: statement, to: other });
    gone.splice(gone.indexOf(statement), 1);
    added.splice(added.indexOf(other), 1);
  }
  const renamed: { from: readonly string[]; to: readonly string[] }[] = [];
  for (const [key, { ids }] of before) {
    const now = after.get(key)?.ids;
    if (now && ids.join('\n') !== now.join('\n')) renamed.push({ from: ids, to: now });
  }
  const transitionDefault =
    from.transitionDefault === to.transitionDefault ? null : { from: from.transitionDefault, to: to.transitionDefault };
  const same = gone.length + added.length + changed.length === 0 && transitionDefault === null;
  return { same, gone, added, changed, transitionDefault, renamed };
}

function isAboutTheSame(a: Statement, b: Statement): boolean {
  return a.action === b.action && a.prefix === b.prefix && a.conditions.join('\n') === b.conditions.join('\n');
}

/** By what they say, each once. */
export function statements({ rules, others }: LifecycleConfiguration): Map<string, Statement> {
  const found = new Map<string, Statement>();
  for (const rule of rules) {
    for (const statement of statementsOf(rule)) {
      const { ids, ...meaning } = statement;
      const key = JSON.stringify(meaning);
      const same = found.get(key);
      found.set(key, same ? { ...same, ids: [...same.ids, ...ids].sort() } : statement);
    }
  }
  // What is not a rule is kept and compared as well, whatever it may be.
  for (const other of others) {
    const statement: Statement = {
      enabled: null,
      prefix: '',
      conditions: [],
      action: localName(other),
      details: canonical(other),
      ids: [],
    };
    found.set(JSON.stringify(statement), statement);
  }
  return found;
}

function statementsOf({ id, enabled, scope, source, abort, actions }: LifecycleRule): Statement[] {
  const conditions = scope.conditions.map(canonical).sort();
  const abortSource =
    abort === null ? [] : source.children.filter((child) => /^Abort\w*MultipartUpload$/.test(localName(child)));
  return [...abortSource, ...actions].filter(saysSomething).map((action) => ({
    enabled,
    prefix: scope.prefix,
    conditions,
    action: localName(action),
    details: canonical(action),
    ids: [id],
  }));
}

/** Actions that say nothing while they are empty. */
const knownActions: ReadonlySet<string> = new Set([
  'Expiration',
  'Transition',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
]);

function saysSomething(action: XmlTree): boolean {
  return action.children.length > 0 || action.text.trim() !== '' || !knownActions.has(localName(action));
}

/** Attributes, order, white space and ways to write a date, a number or a truth value do not matter; a prefix's blanks do. */
export function canonical(tree: XmlTree): string {
  const name = localName(tree);
  if (tree.children.length > 0) return `${name}(${tree.children.map(canonical).sort().join(',')})`;
  const text = name === 'Prefix' || name === 'Key' || name === 'Value' ? tree.text : plainValue(tree.text.trim());
  return `${name}=${JSON.stringify(text)}`;
}

function plainValue(text: string): string {
  if (/^\d+$/.test(text)) return BigInt(text).toString();
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  const date = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? text : new Date(date).toISOString();
}
