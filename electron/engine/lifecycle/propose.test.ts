import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLifecycle } from '../../practice/lifecycle/rules.ts';
import { readXml } from '../../practice/protocol/xml.ts';
import {
  type LifecycleConfiguration,
  noConfiguration,
  readConfiguration,
  writeConfiguration,
} from './configuration.ts';
import { coverageOf } from './coverage.ts';
import { compareMeaning } from './meaning.ts';
import { proposeRule } from './propose.ts';
import { anyRule, configuration, document, ruleXml } from './testing/configurations.ts';

const days = (count: number) =>
  `<AbortIncompleteMultipartUpload><DaysAfterInitiation>${count}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`;
const expiration = '<Expiration><Days>30</Days></Expiration>';
const proposed = (
  before: LifecycleConfiguration,
  wanted: Parameters<typeof proposeRule>[1],
): LifecycleConfiguration => {
  const proposal = proposeRule(before, wanted);
  if (proposal.kind !== 'added' && proposal.kind !== 'altered') throw new Error(proposal.kind);
  return proposal.configuration;
};

describe('a rule that is added', () => {
  it('is the only difference, and a store takes it', () => {
    const before = { ...configuration({ actions: expiration }), transitionDefault: 'varies_by_storage_class' };
    const after = proposed(before, { days: 7, prefix: 'logs/' });
    expect(after.transitionDefault).toBe('varies_by_storage_class');
    expect(compareMeaning(before, after)).toMatchObject({
      gone: [],
      changed: [],
      added: [
        {
          action: 'AbortIncompleteMultipartUpload',
          prefix: 'logs/',
          enabled: true,
          ids: ['abort-incomplete-uploads-after-7-days'],
        },
      ],
    });
    expect(readLifecycle(readXml(writeConfiguration(after)), null).abortRules).toEqual([
      { id: 'abort-incomplete-uploads-after-7-days', prefix: 'logs/', days: 7 },
    ]);
  });

  it('stands alone where there were none', () => {
    expect(writeConfiguration(proposed(noConfiguration, { days: 1, prefix: '' }))).toBe(
      document(
        '<Rule><ID>abort-incomplete-uploads-after-1-day</ID><Filter><Prefix/></Filter><Status>Enabled</Status>' +
          '<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>',
      ),
    );
  });

  it('has its prefix where the other rules have theirs', () => {
    const old = proposed(configuration({ scope: '<Prefix>x</Prefix>', actions: expiration }), { days: 7, prefix: 'a' });
    expect(writeConfiguration(old)).toContain('-days</ID><Prefix>a</Prefix><Status>');
    const mixed = proposed(
      configuration({ scope: '<Prefix>x</Prefix>', actions: expiration }, { actions: expiration }),
      { days: 7, prefix: 'a' },
    );
    expect(writeConfiguration(mixed)).toContain('-days</ID><Filter><Prefix>a</Prefix></Filter><Status>');
  });

  it('is there already where any of the rules for these keys says so, and none is altered', () => {
    const both = configuration({ actions: days(7) }, { actions: days(3) });
    expect(proposeRule(both, { days: 3, prefix: '' })).toEqual({ kind: 'there', rule: 1 });
    expect(proposeRule(both, { days: 7, prefix: '' })).toEqual({ kind: 'there', rule: 0 });
    expect(proposeRule(both, { days: 5, prefix: '' })).toMatchObject({ kind: 'altered', rule: 0 });
  });

  it('has an ID of its own', () => {
    const id = 'abort-incomplete-uploads-after-7-days';
    const before = configuration({ id, actions: expiration }, { id: `${id}-2`, actions: expiration });
    expect(proposed(before, { days: 7, prefix: '' }).rules.map((rule) => rule.id)).toEqual([id, `${id}-2`, `${id}-3`]);
  });

  it('is written as Alibaba has it', () => {
    const written = writeConfiguration(proposed(noConfiguration, { days: 3, prefix: '', dialect: 'alibaba' }));
    expect(written).toContain(
      '<Prefix/><Status>Enabled</Status><AbortMultipartUpload><Days>3</Days></AbortMultipartUpload>',
    );
  });

  it.each([
    ['beside one that does more and is disabled', { status: 'Disabled', actions: days(3) + expiration }],
    ['beside one for a tag', { scope: '<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>' }],
    ['beside one for another prefix', { scope: '<Prefix>x</Prefix>' }],
    ['beside one of an unknown status', { status: 'On' }],
  ])('%s', (_, rule) => {
    expect(proposeRule(configuration(rule), { days: 7, prefix: '' })).toMatchObject({ kind: 'added', rule: 1 });
  });
});

describe('a rule that is altered', () => {
  it.each([
    ['one with other days', { actions: days(30) }],
    ['one that is disabled', { status: 'Disabled' }],
    ['one that does more besides', { actions: expiration + days(30) }],
    ['one whose days are unreadable', { actions: '<AbortIncompleteMultipartUpload/>' }],
  ])('%s', (_, rule) => {
    const before = configuration({ actions: expiration, scope: '<Prefix>x</Prefix>' }, rule);
    const proposal = proposeRule(before, { days: 7, prefix: '' });
    expect(proposal).toMatchObject({ kind: 'altered', rule: 1, from: { id: 'r2' } });
    const after = proposed(before, { days: 7, prefix: '' });
    expect(after.rules[1]).toMatchObject({
      id: 'r2',
      enabled: true,
      abort: { kind: 'days after initiation', days: 7 },
    });
    expect(after.rules[0]).toBe(before.rules[0]);
    expect(after.rules[1]?.actions).toEqual(before.rules[1]?.actions);
    expect(compareMeaning(before, after).changed).toHaveLength(1);
  });

  it('not where it is there already', () => {
    expect(proposeRule(configuration({}), { days: 7, prefix: '' })).toEqual({ kind: 'there', rule: 0 });
  });
});

describe('what cannot be', () => {
  it.each([0, -1, 1.5, Number.NaN, 1_000_000])('%d days', (count) => {
    expect(proposeRule(noConfiguration, { days: count, prefix: '' })).toEqual({ kind: 'impossible', why: 'days' });
  });

  it('a rule beyond the thousandth', () => {
    const full = configuration(
      ...Array.from({ length: 1000 }, (_, index) => ({ scope: `<Prefix>p${index}</Prefix>` })),
    );
    expect(proposeRule(full, { days: 7, prefix: 'more' })).toEqual({ kind: 'impossible', why: 'too many rules' });
    expect(proposeRule(full, { days: 9, prefix: 'p5' }).kind).toBe('altered');
  });
});

it('whatever the rules, the uploads are covered and nothing else changes', () => {
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 5 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('', 'logs/'),
      (rules, count, prefix) => {
        const before = readConfiguration(document(rules.map(ruleXml).join('')), 'varies_by_storage_class');
        const proposal = proposeRule(before, { days: count, prefix });
        const after = proposal.kind === 'added' || proposal.kind === 'altered' ? proposal.configuration : before;
        const again = readConfiguration(writeConfiguration(after), after.transitionDefault);
        const upload = { key: `${prefix}k`, initiatedAt: 0, newestPartAt: null };
        const coverage = coverageOf(again, upload);
        expect(coverage.covered && coverage.at <= count * 86_400_000).toBe(true);
        const difference = compareMeaning(before, again);
        expect(difference.gone).toEqual([]);
        for (const statement of [...difference.added, ...difference.changed.map(({ to }) => to)]) {
          expect(statement).toMatchObject({ action: 'AbortIncompleteMultipartUpload', prefix, conditions: [] });
        }
        expect(difference.added.length + difference.changed.length).toBeLessThanOrEqual(1);
        expect(difference.transitionDefault).toBeNull();
      },
    ),
  );
});
