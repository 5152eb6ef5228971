import { expect, test } from 'vitest';
import { childText, element, escapeXml, readXml, writeElement } from './xml.ts';

test('text is escaped, control characters as references', () => {
  expect(escapeXml('a<b>&"c"\u0001\n')).toBe('a&lt;b&gt;&amp;&quot;c&quot;&#x1;&#xa;');
  expect([element('Key', ''), element('Key', null), element('Size', 3)]).toEqual(['<Key></Key>', '', '<Size>3</Size>']);
});

test('a small document is read and written back', () => {
  const source =
    '<?xml version="1.0"?>\n<!-- two parts --><s3:A xmlns:s3="urn:x"><Part><N>1</N><E>&quot;x&#x41;&#66;&quot;</E></Part>\n <Empty/></s3:A>\n';
  const root = readXml(source);
  expect(writeElement(root)).toBe('<A><Part><N>1</N><E>&quot;xAB&quot;</E></Part><Empty></Empty></A>');
  expect(childText(root, 'Empty')).toBe('');
  expect(childText(root, 'Missing')).toBeUndefined();
});

test.each([
  '',
  'text',
  '<A>',
  '<A></B>',
  '</A>',
  '<A/><B/>',
  '<A><B></A></B>',
  '<A',
  '<!DOCTYPE a><a/>',
  '<A>&#x110000;</A>',
  '<A>&constructor;</A>',
  '<A>&toString;</A>',
  '<A>&__proto__;</A>',
  '<A>&nbsp;</A>',
  '<A>fish & chips</A>',
  '<A>&amp</A>',
])('%j is malformed', (source) => {
  expect(() => readXml(source)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
});
