import { malformedXml, S3Error } from './s3-error.ts';
import { child, childText, readXml, writeElement, type XmlElement } from './xml.ts';

/** A bucket's lifecycle configuration: the rules as they were put, and what the store itself goes by. */
export interface LifecycleConfiguration {
  rules: readonly XmlElement[];
  abortRules: readonly AbortRule[];
  /** Value of x-amz-transition-default-minimum-object-size; null where none was sent. */
  transitionDefault: string | null;
}

/** A rule that aborts incomplete uploads. */
export interface AbortRule {
  id: string;
  prefix: string;
  days: number;
}

const dayMs = 86_400_000;
const maximumRules = 1000;

/**
 * Reads a configuration that was put.
 * @throws S3Error MalformedXML, InvalidArgument or InvalidRequest as AWS does
 */
export function readLifecycle(xml: string, transitionDefault: string | null): LifecycleConfiguration {
  const root = readXml(xml);
  const rules = root.children.filter(({ name }) => name === 'Rule');
  if (root.name !== 'LifecycleConfiguration' || rules.length === 0 || rules.length > maximumRules) throw malformedXml();
  for (const [i, rule] of rules.entries()) {
    if (!childText(rule, 'ID')) rule.children.unshift({ name: 'ID', children: [], text: `rule-${i + 1}` });
    const status = childText(rule, 'Status');
    if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
  }
  if (new Set(rules.map((rule) => childText(rule, 'ID'))).size !== rules.length) {
    throw new S3Error(400, 'InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule');
  }
  return { rules, abortRules: rules.flatMap(readAbortRule), transitionDefault };
}

/** The `<Rule>` elements as they are given back. */
export function writeLifecycle(configuration: LifecycleConfiguration): string {
  return configuration.rules.map(writeElement).join('');
}

/** The same configuration without its abort actions; null where nothing is left (what MinIO does silently). */
export function withoutAbortRules(configuration: LifecycleConfiguration): LifecycleConfiguration | null {
  const rules = configuration.rules.filter((rule) => !child(rule, 'AbortIncompleteMultipartUpload'));
  return rules.length === 0 ? null : { ...configuration, rules, abortRules: [] };
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

function readAbortRule(rule: XmlElement): AbortRule[] {
  const action = child(rule, 'AbortIncompleteMultipartUpload');
  if (!action) return [];
  const days = Number(childText(action, 'DaysAfterInitiation'));
  if (!Number.isInteger(days) || days < 1) {
    throw new S3Error(
      400,
      'InvalidArgument',
      "'DaysAfterInitiation' for AbortIncompleteMultipartUpload must be a positive integer",
    );
  }
  const filter = child(rule, 'Filter');
  const conditions = filter ? (child(filter, 'And') ?? filter) : rule;
  for (const name of ['Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan']) {
    if (child(conditions, name)) {
      throw new S3Error(400, 'InvalidRequest', `AbortIncompleteMultipartUpload cannot be specified with ${name}`);
    }
  }
  if (childText(rule, 'Status') === 'Disabled') return [];
  return [{ id: childText(rule, 'ID') ?? '', prefix: childText(conditions, 'Prefix') ?? '', days }];
}
