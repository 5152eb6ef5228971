import { type LifecycleConfiguration, type LifecycleRule, longestId, mostRules, readRule } from './configuration.ts';
import { childOf, element, localName, type XmlTree } from './xml-tree.ts';

/** How a store writes an abort action. */
export type AbortDialect = 's3' | 'alibaba';

/** The rule that is wanted. */
export interface WantedRule {
  /** At least 1. */
  days: number;
  prefix: string;
  dialect?: AbortDialect;
}

export type Proposal =
  | { kind: 'added'; configuration: LifecycleConfiguration; rule: number }
  /** A rule for the same keys was given these days; everything else in it is as it was. */
  | { kind: 'altered'; configuration: LifecycleConfiguration; rule: number; from: LifecycleRule }
  /** A rule does so already. */
  | { kind: 'there'; rule: number }
  | { kind: 'impossible'; why: 'too many rules' | 'days' };

/**
 * The configuration with one abort rule more, or one altered. Every other rule and whatever else stands there is sent back
 * as it was read.
 */
export function proposeRule(configuration: LifecycleConfiguration, wanted: WantedRule): Proposal {
  const { days, prefix, dialect = 's3' } = wanted;
  if (!Number.isInteger(days) || days < 1 || days > 999_999) return { kind: 'impossible', why: 'days' };
  const { rules } = configuration;
  const there = rules.findIndex(
    (rule) => mayBeAltered(rule, prefix) && rule.enabled === true && isSameAction(rule, wanted),
  );
  if (there >= 0) return { kind: 'there', rule: there };
  const same = rules.findIndex((rule) => mayBeAltered(rule, prefix));
  const found = rules[same];
  if (found) {
    const rule = readRule(withDays(found.source, days, dialect));
    return { kind: 'altered', configuration: replaceRule(configuration, same, rule), rule: same, from: found };
  }
  if (rules.length >= mostRules) return { kind: 'impossible', why: 'too many rules' };
  const rule = readRule(newRule(configuration, wanted, dialect));
  return { kind: 'added', configuration: { ...configuration, rules: [...rules, rule] }, rule: rules.length };
}

function isSameAction({ abort }: LifecycleRule, { days, dialect = 's3' }: WantedRule): boolean {
  const kind = dialect === 's3' ? 'days after initiation' : 'days after last part';
  return abort?.kind === kind && abort.days === days;
}

/** It aborts uploads of exactly these keys, and enabling it would begin nothing else. */
function mayBeAltered({ scope, abort, enabled, actions }: LifecycleRule, prefix: string): boolean {
  if (abort === null || scope.prefix !== prefix || scope.conditions.length > 0) return false;
  return enabled === true || (enabled === false && actions.length === 0);
}

function replaceRule(
  configuration: LifecycleConfiguration,
  place: number,
  rule: LifecycleRule,
): LifecycleConfiguration {
  return { ...configuration, rules: configuration.rules.map((before, index) => (index === place ? rule : before)) };
}

/** The action of so many days, in the way that the store has. */
function abortElement(days: number, dialect: AbortDialect): XmlTree {
  return dialect === 's3'
    ? element('AbortIncompleteMultipartUpload', [element('DaysAfterInitiation', String(days))])
    : element('AbortMultipartUpload', [element('Days', String(days))]);
}

/** The rule with these days, enabled. */
function withDays(rule: XmlTree, days: number, dialect: AbortDialect): XmlTree {
  const children = rule.children.map((child) => {
    const name = localName(child);
    if (name === 'AbortIncompleteMultipartUpload' || name === 'AbortMultipartUpload')
      return abortElement(days, dialect);
    return name === 'Status' ? { ...child, text: 'Enabled' } : child;
  });
  return { ...rule, children };
}

function newRule({ rules }: LifecycleConfiguration, { days, prefix }: WantedRule, dialect: AbortDialect): XmlTree {
  // AWS refuses a filter beside rules of the older form, which have their prefix without one.
  const isOldForm =
    dialect === 'alibaba' ||
    (rules.some(({ source }) => childOf(source, 'Prefix')) && !rules.some(({ source }) => childOf(source, 'Filter')));
  const prefixElement = element('Prefix', prefix);
  return element('Rule', [
    element('ID', newId(rules, days)),
    isOldForm ? prefixElement : element('Filter', [prefixElement]),
    element('Status', 'Enabled'),
    abortElement(days, dialect),
  ]);
}

function newId(rules: readonly LifecycleRule[], days: number): string {
  const taken = new Set(rules.map(({ id }) => id));
  const base = `abort-incomplete-uploads-after-${days}-${days === 1 ? 'day' : 'days'}`.slice(0, longestId - 8);
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}
