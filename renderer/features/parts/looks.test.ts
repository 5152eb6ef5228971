import { expect, test } from 'vitest';
import type { Evidence } from '../../../shared/schema/model.ts';
import { groupByLook } from './looks.ts';

let sequence = 0;
const entry = (operation: Evidence['operation'], more: Partial<Evidence> = {}): Evidence => ({
  sequence: ++sequence,
  callId: `call-${sequence}`,
  jobId: 'j',
  ref: { connectionId: 'c', bucket: 'b', key: 'k', uploadId: 'u' },
  at: sequence,
  durationMs: 1,
  purpose: 'look after',
  operation,
  status: 200,
  code: null,
  requestId: null,
  parts: null,
  bytes: null,
  ...more,
});
const gone = { status: 404, code: 'NoSuchUpload' };
const clean = () => [
  entry('ListParts', gone),
  entry('ListMultipartUploads', { saw: 'not listed' }),
  entry('HeadObject', { status: 404, saw: 'no object' }),
];
const abort = () => entry('AbortMultipartUpload', { purpose: 'abort', status: 204 });
const shape = (entries: Evidence[]) =>
  groupByLook(entries).map(({ kind, entries: of, clean: nth }) => [kind, of.length, nth]);

test('a look before, an abort and two clean looks', () => {
  const before = [
    entry('HeadObject', { purpose: 'look before', status: 404, saw: 'no object' }),
    entry('ListParts', { purpose: 'look before', parts: 3, bytes: 30 }),
    entry('ListMultipartUploads', { purpose: 'look before', saw: 'listed' }),
  ];
  expect(shape([...before, abort(), ...clean(), ...clean()])).toEqual([
    ['look', 3, null],
    ['act', 1, null],
    ['look', 3, 1],
    ['look', 3, 2],
  ]);
});

test('pages of parts and of the listing are of one look', () => {
  const look = [
    entry('ListParts', { parts: 1000 }),
    entry('ListMultipartUploads', { saw: 'not listed' }),
    entry('ListParts', { parts: 12 }),
    entry('ListMultipartUploads', { saw: 'listed' }),
  ];
  expect(shape(look)).toEqual([['look', 4, null]]);
});

test('the views come in either order', () => {
  const [parts, list, object] = clean();
  if (!parts || !list || !object) throw new Error('three calls');
  expect(shape([list, parts, object, ...clean()])).toEqual([
    ['look', 3, 1],
    ['look', 3, 2],
  ]);
});

test.each<[string, Evidence[]]>([
  ['still listed', [entry('ListParts', gone), entry('ListMultipartUploads', { saw: 'listed' })]],
  ['an older record, which does not say what was listed', [entry('ListParts', gone), entry('ListMultipartUploads')]],
  ['an object in its place', [...clean().slice(0, 2), entry('HeadObject', { saw: 'object' })]],
  ['not allowed to look', [entry('ListParts', { status: 403, code: 'AccessDenied' }), ...clean().slice(1)]],
  ['parts left', [entry('ListParts', { parts: 1 }), ...clean().slice(1)]],
])('%s is no clean look', (_, look) => {
  expect(shape(look)).toEqual([['look', look.length, null]]);
});

test('an abort between them, and another job, begin the count anew', () => {
  const other = clean().map((one) => ({ ...one, jobId: null, purpose: 'verify' as const }));
  expect(shape([...clean(), abort(), ...clean()]).map(([, , nth]) => nth)).toEqual([1, null, 1]);
  expect(shape([...clean(), ...other]).map(([, , nth]) => nth)).toEqual([1, 2]);
});
