import { expect, it } from 'vitest';
import { words } from '../../../shared/words/words.ts';
import { noConfiguration } from '../lifecycle/configuration.ts';
import { ownTool } from '../lifecycle/own-tools.ts';
import { proposeRule } from '../lifecycle/propose.ts';
import { proposalKind } from './proposal-kind.ts';

const week = { days: 7, prefix: '' };
const added = proposeRule(noConfiguration, week);
const withRule = 'configuration' in added ? added.configuration : noConfiguration;
const { rules } = withRule;
const id = rules[0]?.id;

it('says before a rule is put that the store has such rules in its own way only', () => {
  const alibaba = { state: 'none', ownTool: ownTool('https://oss-cn-hangzhou.aliyuncs.com'), rules } as const;
  const aws = { ...alibaba, ownTool: ownTool(null) };
  const altered = proposeRule(withRule, { ...week, days: 3 });
  expect(proposalKind(added, aws)).toEqual({ kind: 'added' });
  expect(proposalKind(altered, aws)).toEqual({ kind: 'altered', id });
  for (const proposal of [added, altered]) {
    const kind = proposalKind(proposal, alibaba);
    expect(kind).toEqual({ kind: 'impossible', why: 'own way' });
    expect(words.lifecycle.proposal({ kind, unchanged: 0 })).toBe(
      'This store has such rules in its own way only. Use the snippet of its own tool.',
    );
  }
});

it('leaves what there is to say of the rule itself', () => {
  const alibaba = { state: 'none', ownTool: 'alibaba', rules } as const;
  expect(proposalKind(proposeRule(withRule, week), alibaba)).toEqual({ kind: 'there', id });
  expect(proposalKind(proposeRule(withRule, { ...week, days: 0 }), alibaba)).toEqual({
    kind: 'impossible',
    why: 'days',
  });
  expect(proposalKind(added, { ...alibaba, state: 'not supported' })).toEqual({
    kind: 'impossible',
    why: 'not supported',
  });
});
