import { childOf, localName, parseXml, textOf, writeXml, type XmlTree, XmlUnreadable } from './xml-tree.ts';

/** When a rule aborts an upload. */
export type AbortAction =
  /** S3's own: AbortIncompleteMultipartUpload, DaysAfterInitiation. */
  | { kind: 'days after initiation'; days: number }
  /** Alibaba's AbortMultipartUpload, Days: after the last part was sent. */
  | { kind: 'days after last part'; days: number }
  /** Alibaba's AbortMultipartUpload, CreatedBeforeDate, ms UTC. */
  | { kind: 'before'; at: number }
  /** There is one, and it cannot be understood. */
  | { kind: 'unreadable' };

/** Which keys a rule is for. */
export interface RuleScope {
  /** As it stands there; '' is every key. */
  prefix: string;
  /** Conditions besides the prefix, by name: Tag, ObjectSizeGreaterThan, ObjectSizeLessThan, or what is not known. */
  conditions: readonly XmlTree[];
}

export interface LifecycleRule {
  /** '' where it has none. */
  id: string;
  /** null: its status is neither Enabled nor Disabled. */
  enabled: boolean | null;
  scope: RuleScope;
  /** null: it aborts nothing. */
  abort: AbortAction | null;
  /** What else it does, in its own elements. */
  actions: readonly XmlTree[];
  /** The whole rule, to be written back as it was. */
  source: XmlTree;
}

/** A bucket's lifecycle configuration, with everything that a PUT must send back. */
export interface LifecycleConfiguration {
  rules: readonly LifecycleRule[];
  /** What stands in the document besides rules. */
  others: readonly XmlTree[];
  /**
   * The header x-amz-transition-default-minimum-object-size, which a PUT without it changes silently. null: the store told
   * none.
   */
  transitionDefault: string | null;
}

export const noConfiguration: LifecycleConfiguration = { rules: [], others: [], transitionDefault: null };

/** Most rules that S3 keeps, and the longest ID. */
export const mostRules = 1000;
export const longestId = 255;

const rootName = 'LifecycleConfiguration';
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
/** What a rule says about itself; everything else in it is an action, known or not. */
const notActions: ReadonlySet<string> = new Set(['ID', 'Status', 'Prefix', 'Filter']);
const abortNames: ReadonlySet<string> = new Set(['AbortIncompleteMultipartUpload', 'AbortMultipartUpload']);

/**
 * @param xml what GetBucketLifecycleConfiguration answers; nothing at all is a configuration without rules
 * @throws XmlUnreadable where it is no XML, or of something else
 */
export function readConfiguration(xml: string, transitionDefault: string | null): LifecycleConfiguration {
  if (xml.trim() === '') return { ...noConfiguration, transitionDefault };
  const root = parseXml(xml);
  if (localName(root) !== rootName) throw new XmlUnreadable(`${localName(root)} instead of ${rootName}`);
  const isRule = (tree: XmlTree) => localName(tree) === 'Rule';
  return {
    rules: root.children.filter(isRule).map(readRule),
    others: root.children.filter((child) => !isRule(child)),
    transitionDefault,
  };
}

/** The body of a PutBucketLifecycleConfiguration: every rule as it was read or made. */
export function writeConfiguration({ rules, others }: LifecycleConfiguration): string {
  const content = [...others, ...rules.map(({ source }) => source)].map(writeXml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${rootName} xmlns="${namespace}">${content}</${rootName}>`;
}

/** What a `<Rule>` says. */
export function readRule(source: XmlTree): LifecycleRule {
  const status = textOf(source, 'Status');
  const actions = source.children.filter((child) => !notActions.has(localName(child)));
  const aborts = actions.find((action) => abortNames.has(localName(action)));
  return {
    id: textOf(source, 'ID') ?? '',
    enabled: status === 'Enabled' ? true : status === 'Disabled' ? false : null,
    scope: readScope(source),
    abort: aborts ? readAbort(aborts) : null,
    actions: actions.filter((action) => action !== aborts),
    source,
  };
}

/** The prefix stands in the rule, in its filter, or in the filter's And: all mean the same. */
function readScope(rule: XmlTree): RuleScope {
  const filter = childOf(rule, 'Filter');
  const conditions = filter ? (childOf(filter, 'And') ?? filter) : null;
  const prefix = conditions ? childOf(conditions, 'Prefix') : undefined;
  return {
    // A prefix may begin or end with a blank.
    prefix: prefix?.text ?? childOf(rule, 'Prefix')?.text ?? '',
    conditions: conditions?.children.filter((child) => localName(child) !== 'Prefix') ?? [],
  };
}

function readAbort(action: XmlTree): AbortAction {
  const days = wholeDays(textOf(action, 'DaysAfterInitiation'));
  if (days !== null) return { kind: 'days after initiation', days };
  const afterLast = wholeDays(textOf(action, 'Days'));
  if (afterLast !== null) return { kind: 'days after last part', days: afterLast };
  const before = Date.parse(textOf(action, 'CreatedBeforeDate') ?? '');
  return Number.isNaN(before) ? { kind: 'unreadable' } : { kind: 'before', at: before };
}

function wholeDays(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
