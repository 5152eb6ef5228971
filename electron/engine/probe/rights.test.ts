import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../shared/schema/model.ts';
import type { Unknown } from '../../../shared/schema/unknowns.ts';
import type { ErrorCode } from '../../../shared/values/error-codes.ts';
import { denied, type Fault, type PracticeStore, slowDown, startPracticeStore } from '../../practice/store.ts';
import { systemClock } from '../ports/clock.ts';
import { createS3Store } from '../store/s3/s3-store.ts';
import { exampleConnection } from '../store/s3/testing/recording-server.ts';
import { findRights } from './rights.ts';

let practice: PracticeStore;
beforeEach(async () => {
  const initiatedAt = Date.UTC(2026, 2, 1);
  const uploads = ['a', 'b', 'c'].map((key) => ({ key, initiatedAt, parts: [{ partNumber: 1, size: 5 }] }));
  practice = await startPracticeStore({
    scenario: {
      name: 'test',
      buckets: [
        { name: 'full', uploads },
        { name: 'empty', uploads: [] },
      ],
    },
  });
});
afterEach(() => practice.close());

async function rights(faults: readonly Fault[] = [], bucket = 'full', changes: Partial<Connection> = {}) {
  practice.setFaults(faults);
  const { accessKeyId, secretAccessKey } = practice;
  const connection = exampleConnection(practice.endpointUrl, changes);
  const store = createS3Store(connection, async () => ({ accessKeyId, secretAccessKey }), { now: Date.now });
  try {
    return await findRights(store, bucket, { clock: systemClock, random: () => 0 });
  } finally {
    store.close();
  }
}

const allowed = { answer: 'allowed' };
const missing = (permission: string) => ({ answer: 'denied', permission, code: 'AccessDenied' });
const unknown = (why: Unknown['why']) => ({ answer: 'unknown', unknown: { why } });
const failed = (code: ErrorCode) => ({ answer: 'unknown', unknown: { why: 'failed', error: { code } } });
const aborts = () => practice.calls.filter(({ operation }) => operation === 'AbortMultipartUpload');

/** Whatever was asked: no upload was touched, and what was sent names none that ever was. */
function nothingWasTouched(): void {
  const all = [...practice.uploads('full'), ...practice.uploads('empty')];
  expect(all).toHaveLength(3);
  for (const { phase, aborts: found } of all) expect({ phase, found }).toEqual({ phase: 'open', found: 0 });
  for (const { key, uploadId } of aborts()) {
    expect(key).toMatch(/^loose-parts\/rights-check\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(all.map((upload) => upload.uploadId)).not.toContain(uploadId);
  }
  const writes = practice.calls.filter(({ operation }) => !/^(List|Head|Get|Abort)/.test(operation));
  expect(writes).toEqual([]);
}
afterEach(nothingWasTouched);

describe('rights', () => {
  it.each(['full', 'empty'])('finds all of them where nothing is denied, in a bucket that is %s', async (bucket) => {
    expect(await rights([], bucket)).toEqual({
      connectionId: 'c1',
      bucket,
      at: expect.any(Number),
      list: allowed,
      look: allowed,
      abort: allowed,
      object: allowed,
    });
    expect(aborts()).toHaveLength(1);
  });

  it('looks that nothing is there right before it sends an abort', async () => {
    await rights();
    const at = practice.calls.findIndex(({ operation }) => operation === 'AbortMultipartUpload');
    expect(practice.calls[at - 1]?.operation).toBe('ListMultipartUploads');
  });

  it.each([
    ['list', 'ListMultipartUploads', 's3:ListBucketMultipartUploads'],
    ['look', 'ListParts', 's3:ListMultipartUploadParts'],
    ['abort', 'AbortMultipartUpload', 's3:AbortMultipartUpload'],
  ] as const)('tells one that is missing from the others: %s', async (right, operation, permission) => {
    for (const bucket of ['full', 'empty']) {
      expect(await rights([denied(operation)], bucket)).toMatchObject({
        list: allowed,
        look: allowed,
        abort: allowed,
        object: allowed,
        [right]: missing(permission),
      });
    }
  });

  it('says no access, not empty, where everything is denied, and sends no abort it could not check', async () => {
    const all = denied('ListMultipartUploads', 'ListParts', 'AbortMultipartUpload', 'HeadObject', 'ListObjectsV2');
    expect(await rights([all])).toMatchObject({
      list: missing('s3:ListBucketMultipartUploads'),
      look: missing('s3:ListMultipartUploadParts'),
      abort: unknown('not tried, nothing shown'),
      object: missing('s3:ListBucket'),
    });
    expect(aborts()).toEqual([]);
  });

  it('does not take NoSuchKey for leave to look: Ceph says it before it checks the right', async () => {
    practice.setBehaviour('empty', { partsWhenGone: 'NoSuchKey' });
    expect(await rights([], 'empty')).toMatchObject({
      look: unknown('no upload to look at'),
      abort: allowed,
    });
    practice.setBehaviour('full', { partsWhenGone: 'NoSuchKey' });
    expect(await rights([], 'full')).toMatchObject({ look: allowed });
  });

  it('takes either way to see an object', async () => {
    expect((await rights([denied('HeadObject')])).object).toEqual(allowed);
    expect((await rights([denied('ListObjectsV2')])).object).toEqual(allowed);
  });

  it('names the KMS permission where that is what is missing', async () => {
    const message =
      'User: arn:aws:iam::111122223333:user/x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:111122223333:key/k because no identity-based policy allows the kms:Decrypt action';
    const kms: Fault = {
      operations: ['ListParts'],
      effect: { kind: 'error', status: 403, code: 'AccessDenied', message },
    };
    expect((await rights([kms])).look).toEqual(missing('kms:Decrypt'));
  });

  it('tries an upload ID of the store’s own form where the store refuses one that is not', async () => {
    const malformed = { kind: 'error', status: 400, code: 'InvalidArgument', message: 'Not an upload ID' } as const;
    expect(await rights([{ operations: ['AbortMultipartUpload'], effect: malformed, times: 1 }])).toMatchObject({
      abort: allowed,
    });
    const own = practice.uploads('full')[0]?.uploadId ?? '';
    const [first, second] = aborts().map(({ uploadId }) => uploadId ?? '');
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second?.replace(/\w/g, '0')).toBe(own.replace(/\w/g, '0'));

    expect(await rights([{ operations: ['AbortMultipartUpload'], effect: malformed }])).toMatchObject({
      abort: unknown('other upload IDs refused'),
    });
  });

  it.each([
    [422, 'UnprocessableEntity', 2],
    [406, 'NotAcceptable', 2],
    [400, 'NotImplemented', 1],
    [405, 'MethodNotAllowed', 1],
    [501, 'NotImplemented', 1],
  ])('takes %i %s for what it says of the ID or of the call: %i tries', async (status, code, tries) => {
    await rights([{ operations: ['AbortMultipartUpload'], effect: { kind: 'error', status, code, message: 'No' } }]);
    expect(aborts()).toHaveLength(tries);
  });

  it('sends no abort over a read-only connection', async () => {
    expect(await rights([], 'full', { readOnly: true })).toMatchObject({
      list: allowed,
      look: allowed,
      abort: unknown('read-only'),
    });
    expect(aborts()).toEqual([]);
  });

  it('never takes trouble on the way for a denial', async () => {
    const down = await rights([], 'full', { endpointUrl: 'http://127.0.0.1:1' });
    for (const right of [down.list, down.look, down.abort, down.object]) {
      expect(right).toMatchObject(
        right === down.abort ? unknown('not tried, nothing shown') : failed('CONNECTION_REFUSED'),
      );
    }
    expect(
      (await rights([{ operations: ['AbortMultipartUpload'], effect: { kind: 'reset', when: 'after' } }])).abort,
    ).toMatchObject(failed('CONNECTION_LOST'));
    expect((await rights([], 'nowhere')).list).toMatchObject(failed('NO_SUCH_BUCKET'));
  });

  it('asks a busy store again', async () => {
    expect(await rights([slowDown(null, { times: 2 })])).toMatchObject({
      list: allowed,
      look: allowed,
      abort: allowed,
    });
  });

  it('sends no abort where the listing shows something under the key that was just made up', async () => {
    // A store that takes no notice of the prefix.
    const { accessKeyId, secretAccessKey } = practice;
    const connection = exampleConnection(practice.endpointUrl);
    const store = createS3Store(connection, async () => ({ accessKeyId, secretAccessKey }), { now: Date.now });
    const found = await findRights(
      { ...store, listUploads: ({ prefix: _, ...request }, signal) => store.listUploads(request, signal) },
      'full',
      { clock: systemClock, random: () => 0 },
    );
    store.close();
    expect(found.abort).toEqual(unknown('not tried, something listed'));
    expect(aborts()).toEqual([]);
  });
});
