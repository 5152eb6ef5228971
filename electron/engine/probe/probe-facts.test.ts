import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/schema/errors.ts';
import {
  addressingOf,
  initiatorFact,
  keyEncodingFact,
  keyMarkerFact,
  type MarkerAnswer,
  orderFact,
  ownerCheckFact,
  pageLimitFact,
} from './probe-facts.ts';

const named = (...keys: string[]) => keys.map((key) => ({ key }));
const refused = new AppError('STORE_REFUSED', 'No such marker', { storeCode: 'InvalidArgument', httpStatus: 400 });
const lost = new AppError('CONNECTION_LOST', 'The connection was reset.');
const denied = new AppError('ACCESS_DENIED', 'AccessDenied', { httpStatus: 403 });

describe('order', () => {
  it('is disproved by one inversion, however few keys there are', () => {
    expect(orderFact(named('b', 'a'))).toEqual({ known: true, value: 'unsorted' });
  });
  it('is proved by five different keys, and not by five uploads of four', () => {
    expect(orderFact(named('a', 'b', 'c', 'd', 'e'))).toEqual({ known: true, value: 'sorted' });
    expect(orderFact(named('a', 'a', 'b', 'c', 'd'))).toMatchObject({ known: false });
  });
});

describe('the key marker', () => {
  it.each<[MarkerAnswer[], unknown]>([
    [[{ kind: 'exclusive' }], { known: true, value: 'exclusive' }],
    [[{ kind: 'elsewhere' }, { kind: 'inclusive' }], { known: true, value: 'inclusive' }],
    [[{ kind: 'elsewhere' }, { kind: 'elsewhere' }], { known: true, value: 'opaque' }],
    [[{ kind: 'failed', error: refused }], { known: true, value: 'opaque' }],
    // Once may be the bucket that changed.
    [[{ kind: 'elsewhere' }], { known: false, unknown: { why: 'listing changed', while: 'compared' } }],
    [[{ kind: 'failed', error: lost }], { known: false, unknown: { why: 'failed', error: lost.toShape() } }],
    [[{ kind: 'nothing' }], { known: false, unknown: { why: 'empty page' } }],
    [[], { known: false, unknown: { why: 'too few keys', for: 'markers', fewest: 3 } }],
  ])('%j', (answers, expected) => {
    expect(keyMarkerFact(answers)).toEqual(expected);
  });
});

describe('the owner check', () => {
  const passed = { ok: true as const, answer: null };
  it('is honoured where one of the impossible owners is refused: the other may be an emulator’s own', () => {
    expect(ownerCheckFact([passed, { ok: false, error: denied }])).toEqual({ known: true, value: 'honoured' });
  });
  it('is ignored only where both pass', () => {
    expect(ownerCheckFact([passed, passed])).toEqual({ known: true, value: 'ignored' });
    expect(ownerCheckFact([passed, { ok: false, error: lost }])).toMatchObject({ known: false });
  });
});

describe('key encoding', () => {
  it('never makes a convention of one half', () => {
    expect(keyEncodingFact({ echoed: false, keys: 'encoded', marker: null })).toMatchObject({ known: false });
    expect(keyEncodingFact({ echoed: false, keys: 'plain', marker: 'encoded' })).toMatchObject({ known: false });
    expect(keyEncodingFact({ echoed: false, keys: 'encoded', marker: 'plain' })).toEqual({
      known: true,
      value: 'keys encoded, markers plain',
    });
  });
});

it('a page that ended early because the bucket changed shows no limit', () => {
  const call = { status: 200, requestId: null, serverTime: null, requestCharged: false };
  const answer = { call, uploads: [], isTruncated: false, nextKeyMarker: null, nextUploadIdMarker: null };
  expect(pageLimitFact(2, { ok: true, answer })).toMatchObject({ known: false });
});

it('addressing is by path where the host is an address, whatever was entered', () => {
  const of = (endpointUrl: string | null, pathStyle = false) => addressingOf({ endpointUrl, pathStyle });
  expect(of(null)).toEqual({ known: true, value: 'virtual host' });
  expect(of('https://s3.example.com')).toEqual({ known: true, value: 'virtual host' });
  expect(of('https://s3.example.com', true)).toEqual({ known: true, value: 'path' });
  expect(of('http://127.0.0.1:9000')).toEqual({ known: true, value: 'path' });
  expect(of('http://[::1]:9000')).toEqual({ known: true, value: 'path' });
});

describe('the initiator', () => {
  const by = (...ids: (string | null)[]) =>
    ids.map((id) => ({
      key: 'k',
      uploadId: 'u',
      initiatedAt: 1,
      initiator: id === null ? null : { id, displayName: null },
      owner: null,
      storageClass: null,
    }));
  it.each([
    [by('me', 'me'), 'me', { known: false, unknown: { why: 'all by the asker' } }],
    [by('me', null), 'me', { known: false, unknown: { why: 'all by the asker' } }],
    [by('me', 'other'), 'me', { known: true, value: 'told' }],
    [by('other'), 'me', { known: true, value: 'told' }],
    [by('me'), null, { known: true, value: 'told' }],
    [by(null), 'me', { known: true, value: 'not told' }],
    [by(), 'me', { known: false, unknown: { why: 'no uploads' } }],
  ])('of %o asked by %s', (uploads, asker, fact) => expect(initiatorFact(uploads, asker)).toEqual(fact));
});
