import { invalidArgument, malformedXml, S3Error } from '../protocol/s3-error.ts';
import { child, childText, writeElement, type XmlElement } from '../protocol/xml.ts';
import { checkRule } from './rule-checks.ts';

/** A bucket's lifecycle configuration: the rules as they were put, and what the store itself goes by. */
export interface LifecycleConfiguration {
  rules: readonly XmlElement[];
  abortRules: readonly AbortRule[];
  /** TransitionDefaultMinimumObjectSize. */
  transitionDefault: string;
}

/** A rule that aborts incomplete uploads. */
export interface AbortRule {
  id: string;
  prefix: string;
  days: number;
}

/** What S3 takes where x-amz-transition-default-minimum-object-size does not say. */
export const usualTransitionDefault = 'all_storage_classes_128K';
const transitionDefaults = [usualTransitionDefault, 'varies_by_storage_class'];

const dayMs = 86_400_000;
const maximumRules = 1000;

/**
 * Reads a configuration that was put.
 * @param transitionDefault null where none was sent
 * @throws S3Error MalformedXML, InvalidArgument or InvalidRequest as AWS does
 */
export function readLifecycle(root: XmlElement, transitionDefault: string | null): LifecycleConfiguration {
  const rules = root.children.filter(({ name }) => name === 'Rule');
  const isAllRules = rules.length === root.children.length;
  if (root.name !== 'LifecycleConfiguration' || !isAllRules || rules.length === 0 || rules.length > maximumRules) {
    throw malformedXml();
  }
  for (const rule of rules) checkRule(rule);
  const ids = rules.map((rule) => childText(rule, 'ID') ?? '').filter((id) => id !== '');
  const taken = new Set(ids);
  if (taken.size !== ids.length) {
    throw new S3Error(400, 'InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule');
  }
  if (transitionDefault !== null && !transitionDefaults.includes(transitionDefault)) {
    throw invalidArgument('x-amz-transition-default-minimum-object-size', transitionDefault);
  }
  return configurationOf(
    rules.map((rule) => withId(rule, taken)),
    transitionDefault ?? usualTransitionDefault,
  );
}

/** A configuration of these rules. */
export function configurationOf(rules: readonly XmlElement[], transitionDefault: string): LifecycleConfiguration {
  return { rules, abortRules: rules.flatMap(readAbortRule), transitionDefault };
}

/** The `<Rule>` elements as they are given back. */
export function writeLifecycle(configuration: LifecycleConfiguration): string {
  return configuration.rules.map(writeElement).join('');
}

/**
 * When lifecycle will abort an upload, and by which rule: the earliest of the rules that apply, at the midnight UTC that
 * follows the given number of days.
 */
export function abortDateOf(
  configuration: LifecycleConfiguration | null,
  upload: { key: string; initiatedAt: number },
): { at: number; ruleId: string } | null {
  let earliest: { at: number; ruleId: string } | null = null;
  for (const { id, prefix, days } of configuration?.abortRules ?? []) {
    if (!upload.key.startsWith(prefix)) continue;
    const at = Math.ceil((upload.initiatedAt + days * dayMs) / dayMs) * dayMs;
    if (!earliest || at < earliest.at) earliest = { at, ruleId: id };
  }
  return earliest;
}

/** The rule with an ID: S3 makes one up where there is none. */
function withId(rule: XmlElement, taken: Set<string>): XmlElement {
  if (childText(rule, 'ID')) return rule;
  let number = 1;
  while (taken.has(`rule-${number}`)) number += 1;
  taken.add(`rule-${number}`);
  const id = { name: 'ID', children: [], text: `rule-${number}` };
  return { ...rule, children: [id, ...rule.children.filter(({ name }) => name !== 'ID')] };
}

function readAbortRule(rule: XmlElement): AbortRule[] {
  const action = child(rule, 'AbortIncompleteMultipartUpload');
  if (!action || childText(rule, 'Status') === 'Disabled') return [];
  const filter = child(rule, 'Filter');
  const conditions = filter ? (child(filter, 'And') ?? filter) : rule;
  const days = Number(childText(action, 'DaysAfterInitiation'));
  return [{ id: childText(rule, 'ID') ?? '', prefix: childText(conditions, 'Prefix') ?? '', days }];
}
