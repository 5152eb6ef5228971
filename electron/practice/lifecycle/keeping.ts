import type { BucketBehaviour } from '../behaviour/behaviour.ts';
import { invalidArgument, malformedXml } from '../protocol/s3-error.ts';
import { child, childText, type XmlElement } from '../protocol/xml.ts';
import { configurationOf, type LifecycleConfiguration, usualTransitionDefault } from './rules.ts';

const abortAction = 'AbortIncompleteMultipartUpload';
const actions = new Set([
  abortAction,
  'Expiration',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'Transition',
]);
/** Longest abort rule that a store takes which refuses seven days, days. */
const mostDays = 6;

/**
 * What a bucket makes of a configuration that was put; null: it has none afterwards.
 * @throws S3Error where its behaviour refuses it
 */
export function keepLifecycle(
  put: LifecycleConfiguration,
  { lifecycle, transitionDefault }: BucketBehaviour,
): LifecycleConfiguration | null {
  const rules = keepRules(put, lifecycle);
  if (rules.length === 0) return null;
  return configurationOf(rules, transitionDefault === 'kept' ? put.transitionDefault : usualTransitionDefault);
}

function keepRules({ rules, abortRules }: LifecycleConfiguration, keeping: BucketBehaviour['lifecycle']): XmlElement[] {
  switch (keeping) {
    case 'kept':
    case 'wants-content-md5':
      return [...rules];
    case 'empty':
      return [];
    case 'drops-abort-rules':
      return rules.filter((rule) => !child(rule, abortAction));
    case 'refuses-lone-abort-rules': {
      const others = rules.filter((rule) => !child(rule, abortAction));
      if (others.length === 0) throw malformedXml();
      return others;
    }
    case 'changes-another-rule': {
      const other = rules.find((rule) => !child(rule, abortAction));
      return rules.map((rule) => (rule === other ? withStatusTurned(rule) : rule));
    }
    case 'splits-a-rule':
      return rules.flatMap(oneRulePerAction);
    case 'refuses-seven-days': {
      const tooLong = abortRules.find(({ days }) => days > mostDays);
      if (!tooLong) return [...rules];
      throw invalidArgument(
        'DaysAfterInitiation',
        String(tooLong.days),
        `'DaysAfterInitiation' must be between 1 and ${mostDays}`,
      );
    }
  }
}

function withStatusTurned(rule: XmlElement): XmlElement {
  const turned = childText(rule, 'Status') === 'Enabled' ? 'Disabled' : 'Enabled';
  return {
    ...rule,
    children: rule.children.map((each) => (each.name === 'Status' ? { ...each, text: turned } : each)),
  };
}

function oneRulePerAction(rule: XmlElement): XmlElement[] {
  const own = rule.children.filter(({ name }) => actions.has(name));
  if (own.length < 2) return [rule];
  return own.map((action, i) => ({
    ...rule,
    children: rule.children.flatMap((each) => {
      if (actions.has(each.name)) return each === action ? each : [];
      return each.name === 'ID' ? { ...each, text: `${each.text}-${i + 1}` } : each;
    }),
  }));
}
