import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LifecycleConfiguration, readConfiguration, readRule } from './configuration.ts';
import { compareMeaning } from './meaning.ts';
import { anyRule, configuration, document, otherActions, ruleXml } from './testing/configurations.ts';

const abort = (days: number) =>
  `<AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`;
const [expiration = '', date = '', marker = '', transition = ''] = otherActions;
const read = (rules: string, others = ''): LifecycleConfiguration => readConfiguration(document(rules, others), null);

describe('the same in meaning', () => {
  it.each<[string, LifecycleConfiguration, LifecycleConfiguration]>([
    [
      'one rule given back as two',
      configuration({ actions: abort(7) + expiration }),
      configuration({ id: 'x', actions: expiration }, { id: 'y', actions: abort(7) }),
    ],
    [
      'two rules given back as one',
      configuration({ actions: expiration }, { actions: abort(7) }),
      configuration({ actions: abort(7) + expiration }),
    ],
    [
      'another order',
      configuration({ scope: '<Prefix>a</Prefix>' }, { scope: '<Prefix>b</Prefix>' }),
      configuration({ scope: '<Prefix>b</Prefix>' }, { scope: '<Prefix>a</Prefix>' }),
    ],
    [
      'a prefix in the rule, and in its filter',
      configuration({ scope: '<Prefix>a</Prefix>' }),
      configuration({ scope: '<Filter><Prefix>a</Prefix></Filter>' }),
    ],
    [
      'a prefix in an And',
      configuration({ scope: '<Filter><And><Prefix>a</Prefix></And></Filter>' }),
      configuration({ scope: '<Filter><Prefix>a</Prefix></Filter>' }),
    ],
    ['no filter, and an empty one', configuration({ scope: '' }), configuration({ scope: '<Filter/>' })],
    [
      'a date to the second, and to the millisecond',
      configuration({ actions: date }),
      configuration({ actions: date.replace('.000Z', 'Z') }),
    ],
    [
      'a date without a time',
      configuration({ actions: date }),
      configuration({ actions: date.replace('T00:00:00.000Z', '') }),
    ],
    [
      'numbers with zeros',
      configuration({ actions: abort(7) }),
      configuration({ actions: abort(7).replace('7', '007') }),
    ],
    [
      'truth in capitals',
      configuration({ actions: marker }),
      configuration({ actions: marker.replace('true', 'True') }),
    ],
    [
      'children in another order',
      configuration({ actions: transition }),
      configuration({ actions: '<Transition><StorageClass>STANDARD_IA</StorageClass><Days>30</Days></Transition>' }),
    ],
    [
      'empty actions that a store adds',
      configuration({ actions: abort(7) }),
      configuration({ actions: `${abort(7)}<Expiration/><Transition></Transition>` }),
    ],
    ['the same said twice', configuration({}), configuration({}, { id: 'again' })],
    ['another ID', configuration({ id: 'a' }), configuration({ id: 'b' })],
  ])('%s', (_, from, to) => {
    expect(compareMeaning(from, to)).toMatchObject({ same: true, gone: [], added: [], changed: [] });
    expect(compareMeaning(to, from).same).toBe(true);
  });

  it('tells IDs that changed apart', () => {
    expect(compareMeaning(configuration({ id: 'a' }), configuration({ id: 'b' })).renamed).toEqual([
      { from: ['a'], to: ['b'] },
    ]);
  });

  it('survives any splitting, merging and shuffling of rules', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 5 }), fc.integer(), (rules, seed) => {
        const split = rules.flatMap((rule) =>
          readConfiguration(document(ruleXml(rule)), null).rules.flatMap(({ source }) => {
            const actions = source.children.filter(({ name }) => !['ID', 'Status', 'Filter', 'Prefix'].includes(name));
            return actions.map((action) => ({
              ...source,
              children: [...source.children.filter((child) => !actions.includes(child)), action],
            }));
          }),
        );
        const shuffled = split.map((tree, index) => ({ tree, at: Math.sin(seed + index) })).sort((a, b) => a.at - b.at);
        const before = read(rules.map(ruleXml).join(''));
        const after = { ...before, rules: shuffled.map(({ tree }) => readRule(tree)) };
        expect(compareMeaning(before, after).same).toBe(true);
      }),
    );
  });
});

describe('another meaning', () => {
  it.each<[string, LifecycleConfiguration, LifecycleConfiguration, object]>([
    [
      'a rule is gone',
      configuration({}, { actions: expiration }),
      configuration({}),
      { gone: [{ action: 'Expiration', ids: ['r2'] }], added: [], changed: [] },
    ],
    [
      'the abort was dropped beside others',
      configuration({ actions: abort(7) + expiration }),
      configuration({ actions: expiration }),
      { gone: [{ action: 'AbortIncompleteMultipartUpload' }] },
    ],
    [
      'other days',
      configuration({ actions: abort(7) }),
      configuration({ actions: abort(3) }),
      {
        gone: [],
        added: [],
        changed: [{ from: { details: expect.stringContaining('7') }, to: { details: expect.stringContaining('3') } }],
      },
    ],
    [
      'disabled',
      configuration({}),
      configuration({ status: 'Disabled' }),
      { changed: [{ from: { enabled: true }, to: { enabled: false } }] },
    ],
    [
      'a size filter was dropped',
      configuration({
        actions: expiration,
        scope: '<Filter><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></Filter>',
      }),
      configuration({ actions: expiration }),
      { gone: [{ conditions: ['ObjectSizeGreaterThan="5"'] }], added: [{ conditions: [] }] },
    ],
    [
      'another prefix',
      configuration({ scope: '<Prefix>a</Prefix>' }),
      configuration({ scope: '<Prefix>a </Prefix>' }),
      { gone: [{ prefix: 'a' }], added: [{ prefix: 'a ' }] },
    ],
    [
      'another tag',
      configuration({ actions: expiration, scope: '<Filter><Tag><Key>a</Key><Value>1</Value></Tag></Filter>' }),
      configuration({ actions: expiration, scope: '<Filter><Tag><Key>a</Key><Value>01</Value></Tag></Filter>' }),
      { gone: [{}], added: [{}] },
    ],
    [
      'an unknown element is gone',
      configuration({ actions: abort(7) + (otherActions[7] ?? '') }),
      configuration({ actions: abort(7) }),
      { gone: [{ action: 'SomethingNew' }] },
    ],
    [
      'an empty unknown element is gone',
      configuration({ actions: `${abort(7)}<SomethingNew/>` }),
      configuration({ actions: abort(7) }),
      { gone: [{ action: 'SomethingNew' }] },
    ],
    ['what is no rule is gone', read(ruleXml(), '<Note>1</Note>'), read(ruleXml()), { gone: [{ action: 'Note' }] }],
  ])('%s', (_, from, to, expected) => {
    const difference = compareMeaning(from, to);
    expect(difference.same).toBe(false);
    expect(difference).toMatchObject(expected);
    expect(compareMeaning(to, from).same).toBe(false);
  });

  it.each([
    [null, 'all_storage_classes_128K'],
    ['varies_by_storage_class', 'all_storage_classes_128K'],
    ['varies_by_storage_class', null],
  ])('the transition default went from %s to %s', (from, to) => {
    const rules = configuration({});
    expect(compareMeaning({ ...rules, transitionDefault: from }, { ...rules, transitionDefault: to })).toMatchObject({
      same: false,
      transitionDefault: { from, to },
    });
  });
});
