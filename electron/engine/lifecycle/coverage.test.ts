import { describe, expect, it } from 'vitest';
import { abortDateOf, readLifecycle } from '../../practice/lifecycle/rules.ts';
import { readXml } from '../../practice/protocol/xml.ts';
import { noConfiguration } from './configuration.ts';
import { abortDateAfter, coverageOf, coversEverything, type RuledUpload } from './coverage.ts';
import { managedBy } from './managed-buckets.ts';
import { configuration, document, ruleXml } from './testing/configurations.ts';

const at = (text: string) => Date.parse(text);
const upload = (rest: Partial<RuledUpload> = {}): RuledUpload => ({
  key: 'logs/a',
  initiatedAt: at('2026-11-03T09:30:00Z'),
  newestPartAt: at('2026-11-05T10:00:00Z'),
  ...rest,
});
const abort = (days: number) =>
  `<AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`;

it.each([
  ['2026-11-03T09:30:00Z', 7, '2026-11-11T00:00:00Z'],
  ['2026-11-03T00:00:00Z', 7, '2026-11-10T00:00:00Z'],
  ['2026-11-03T23:59:59.999Z', 1, '2026-11-05T00:00:00Z'],
  ['2026-12-30T12:00:00Z', 1, '2027-01-01T00:00:00Z'],
  ['2028-02-28T12:00:00Z', 1, '2028-03-01T00:00:00Z'],
])('begun %s, %d days: %s', (initiatedAt, days, expected) => {
  expect(abortDateAfter(at(initiatedAt), days)).toBe(at(expected));
});

it('says what the practice store says', () => {
  const xml = document(ruleXml({ scope: '<Filter><Prefix>logs/</Prefix></Filter>', actions: abort(3) }));
  for (const initiatedAt of [at('2026-11-03T09:30:00Z'), at('2026-11-03T00:00:00Z'), at('2026-12-31T23:59:59Z')]) {
    const there = abortDateOf(readLifecycle(readXml(xml), null), { key: 'logs/a', initiatedAt });
    const here = coverageOf(
      configuration({ scope: '<Filter><Prefix>logs/</Prefix></Filter>', actions: abort(3) }),
      upload({ initiatedAt }),
    );
    expect(here).toEqual({ covered: true, at: there?.at, rule: 0 });
  }
});

describe('coverage', () => {
  it('is by the rule that comes first', () => {
    const rules = configuration({ actions: abort(9) }, { actions: abort(3) }, { actions: abort(5) });
    expect(coverageOf(rules, upload())).toEqual({ covered: true, at: at('2026-11-07'), rule: 1 });
  });

  it.each<[string, Parameters<typeof configuration>, object | null]>([
    ['there is no rule', [], null],
    [
      'its tag forbids an abort',
      [{ scope: '<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>' }],
      { rule: 0, why: 'condition' },
    ],
    [
      'its size forbids an abort',
      [{ scope: '<Filter><And><Prefix>logs/</Prefix><ObjectSizeLessThan>9</ObjectSizeLessThan></And></Filter>' }],
      { rule: 0, why: 'condition' },
    ],
    ['it is disabled', [{ status: 'Disabled' }], { rule: 0, why: 'disabled' }],
    ['its status is unreadable', [{ status: 'On' }], { rule: 0, why: 'unreadable' }],
    ['its days are unreadable', [{ actions: '<AbortIncompleteMultipartUpload/>' }], { rule: 0, why: 'unreadable' }],
    ['its prefix is another', [{ scope: '<Prefix>data/</Prefix>' }], { rule: 0, why: 'other prefix' }],
    ['its prefix is longer than the key', [{ scope: '<Prefix>logs/a/b</Prefix>' }], { rule: 0, why: 'other prefix' }],
    [
      'it aborts nothing',
      [{ actions: '<Expiration><Days>1</Days></Expiration>' }],
      { rule: 0, why: 'no abort action' },
    ],
    [
      'of several, by the nearest',
      [{ scope: '<Prefix>x</Prefix>' }, { status: 'Disabled' }, { actions: '<Expiration><Days>1</Days></Expiration>' }],
      { rule: 1, why: 'disabled' },
    ],
    [
      'it is too young for a date',
      [
        {
          actions:
            '<AbortMultipartUpload><CreatedBeforeDate>2026-11-01T00:00:00.000Z</CreatedBeforeDate></AbortMultipartUpload>',
        },
      ],
      { rule: 0, why: 'too young' },
    ],
  ])('is missing because %s', (_, rules, nearest) => {
    expect(coverageOf(configuration(...rules), upload())).toEqual({ covered: false, nearest });
  });

  it('goes by the last part where the store does', () => {
    const rules = configuration({ actions: '<AbortMultipartUpload><Days>3</Days></AbortMultipartUpload>' });
    expect(coverageOf(rules, upload())).toMatchObject({ at: at('2026-11-09') });
    expect(coverageOf(rules, upload({ newestPartAt: null }))).toMatchObject({ at: at('2026-11-07') });
    const before = configuration({
      actions:
        '<AbortMultipartUpload><CreatedBeforeDate>2026-12-01T00:00:00.000Z</CreatedBeforeDate></AbortMultipartUpload>',
    });
    expect(coverageOf(before, upload())).toMatchObject({ covered: true, at: at('2026-12-01') });
  });

  it.each<[Parameters<typeof configuration>, object | null]>([
    [[{}], { days: 7 }],
    [[{ actions: abort(9) }, { actions: abort(4) }], { days: 4 }],
    [[{ status: 'Disabled' }], null],
    [[{ scope: '<Prefix>a</Prefix>' }], null],
    [[{ scope: '<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>' }], null],
    [[], null],
  ])('of everything by %j is %j', (rules, expected) => {
    expect(coversEverything(configuration(...rules))).toEqual(expected);
  });

  it('is of nothing where there is no configuration', () => {
    expect(coverageOf(noConfiguration, upload())).toEqual({ covered: false, nearest: null });
  });
});

it.each([
  [['a', 'Veeam/Backup/x'], 'Veeam'],
  [['data/Veeam/x', 'VeeamX/y'], null],
  [[], null],
])('keys %j: managed by %s', (keys, program) => expect(managedBy(keys)).toBe(program));
