import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noConfiguration, readConfiguration, writeConfiguration } from './configuration.ts';
import { compareMeaning } from './meaning.ts';
import { anyRule, document, ruleXml } from './testing/configurations.ts';
import { parseXml, writeXml, type XmlTree, XmlUnreadable } from './xml-tree.ts';

describe('reading', () => {
  it('a rule', () => {
    const xml = ruleXml({
      id: 'clean',
      scope: '<Filter><And><Prefix>a/ </Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>',
      actions:
        '<Expiration><Days>3</Days></Expiration><AbortIncompleteMultipartUpload><DaysAfterInitiation> 5 </DaysAfterInitiation></AbortIncompleteMultipartUpload>',
    });
    const { rules, others, transitionDefault } = readConfiguration(document(xml), 'all_storage_classes_128K');
    expect(rules).toMatchObject([
      { id: 'clean', enabled: true, abort: { kind: 'days after initiation', days: 5 }, scope: { prefix: 'a/ ' } },
    ]);
    expect(rules[0]?.scope.conditions.map(({ name }) => name)).toEqual(['Tag']);
    expect(rules[0]?.actions.map(({ name }) => name)).toEqual(['Expiration']);
    expect([others, transitionDefault]).toEqual([[], 'all_storage_classes_128K']);
  });

  it.each<[string, object | null]>([
    [
      '<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>',
      { kind: 'days after initiation', days: 7 },
    ],
    ['<AbortMultipartUpload><Days>7</Days></AbortMultipartUpload>', { kind: 'days after last part', days: 7 }],
    [
      '<AbortMultipartUpload><CreatedBeforeDate>2026-01-02T00:00:00.000Z</CreatedBeforeDate></AbortMultipartUpload>',
      { kind: 'before', at: Date.parse('2026-01-02') },
    ],
    ['<AbortIncompleteMultipartUpload/>', { kind: 'unreadable' }],
    [
      '<AbortIncompleteMultipartUpload><DaysAfterInitiation>0</DaysAfterInitiation></AbortIncompleteMultipartUpload>',
      { kind: 'unreadable' },
    ],
    [
      '<AbortIncompleteMultipartUpload><DaysAfterInitiation>1.5</DaysAfterInitiation></AbortIncompleteMultipartUpload>',
      { kind: 'unreadable' },
    ],
    ['<Expiration><Days>1</Days></Expiration>', null],
  ])('%s', (actions, abort) => {
    expect(readConfiguration(document(ruleXml({ actions })), null).rules[0]?.abort).toEqual(abort);
  });

  it.each([
    ['Enabled', true],
    ['Disabled', false],
    [' Enabled ', true],
    ['enabled', null],
    ['', null],
  ])('a status of %j', (status, enabled) => {
    expect(readConfiguration(document(ruleXml({ status })), null).rules[0]?.enabled).toBe(enabled);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['no rules', document('')],
    ['no rules in one tag', '<LifecycleConfiguration/>'],
    ['a byte order mark', `\ufeff${document('')}`],
  ])('%s', (_, xml) => expect(readConfiguration(xml, null)).toEqual(noConfiguration));

  it.each([
    ['half an answer', document(ruleXml()).slice(0, 150)],
    ['a listing', '<ListBucketResult/>'],
    ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['no XML', '{"Rules": []}'],
    [
      'an entity of its own',
      `<!DOCTYPE x [<!ENTITY e "${'x'.repeat(9)}">]><LifecycleConfiguration>&e;</LifecycleConfiguration>`,
    ],
  ])('%s is refused', (_, xml) => expect(() => readConfiguration(xml, null)).toThrow(XmlUnreadable));

  it('prefixed names, as some stores write them', () => {
    const xml = document(ruleXml())
      .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1s3:')
      .replace('xmlns=', 'xmlns:s3=');
    expect(readConfiguration(xml, null).rules).toMatchObject([{ id: 'r', enabled: true, abort: { days: 7 } }]);
  });
});

describe('writing', () => {
  it('gives back what was read: order, unknown elements, attributes, blanks and odd characters', () => {
    const rules =
      '<Rule><Status>Disabled</Status><SomethingNew xmlns:q="urn:q" q:kind="&lt;&quot;"><Inner>a &amp; b</Inner></SomethingNew><ID>x</ID><Prefix> a&#xd;&#xa;b </Prefix></Rule>' +
      ruleXml({ id: '😀' });
    const written = writeConfiguration(readConfiguration(document(rules, '<Note>1</Note>'), null));
    expect(written).toBe(document(rules.replace('<Prefix></Prefix>', '<Prefix/>'), '<Note>1</Note>'));
  });

  it('is read as the same, whatever the rules', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), (rules) => {
        const read = readConfiguration(document(rules.map(ruleXml).join('\n  ')), null);
        const again = readConfiguration(writeConfiguration(read), null);
        expect(again).toEqual(read);
        expect(compareMeaning(read, again).same).toBe(true);
      }),
    );
  });

  it.each(['\u0085', '\u2028', 'a\r\u0085b', '\t\n'])('brings %j back, read as it is and as a reference', (text) => {
    const tree: XmlTree = { name: 'a', attributes: [['b', text]], children: [], text };
    expect(parseXml(writeXml(tree))).toEqual(tree);
    const raw = text.replaceAll('\r', '\n');
    expect(parseXml(`<a>${text}</a>`).text).toBe(raw);
  });

  it('brings any text back', () => {
    const text = fc.string({ unit: 'grapheme' }).map((found) => found.replaceAll(/[\ud800-\udfff\ufffe\uffff]/g, ''));
    fc.assert(
      fc.property(text, text, (content, value) => {
        const tree: XmlTree = { name: 'a', attributes: [['b', value]], children: [], text: content };
        expect(parseXml(writeXml(tree))).toEqual(tree);
      }),
    );
  });
});
