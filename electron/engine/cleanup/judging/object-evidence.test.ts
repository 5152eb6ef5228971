import { describe, expect, it } from 'vitest';
import type { PartsSeen } from '../../../../shared/schema/model.ts';
import { foreignWhileOpen, hasPlainEtag, mayBeProduct } from './object-evidence.ts';
import type { SeenObject } from './rules.ts';

const begun = Date.UTC(2030, 0, 10, 12, 0, 0, 500);
const minute = 60_000;
const md5 = '0123456789abcdef0123456789abcdef';
const seen = (more: Partial<SeenObject> = {}): SeenObject => ({
  outcome: 'present',
  lastModified: begun + minute,
  bytes: 300,
  etag: `"${md5}-3"`,
  ...more,
});
const present: PartsSeen = { outcome: 'present', parts: 3, bytes: 300, newestPartAt: null };

describe('the ETag of a single PUT', () => {
  it.each([
    [md5, true],
    [`"${md5}"`, true],
    [md5.toUpperCase(), true],
    [`"${md5}-3"`, false],
    [`x${md5}`, false],
    [`${md5}x`, false],
    [md5.slice(1), false],
    ['', false],
    [null, false],
  ])('%j is one, or not', (etag, expected) => {
    expect(hasPlainEtag(seen({ etag }))).toBe(expected);
  });
});

describe('what may be the product of an upload that is gone', () => {
  it.each([
    ['the same second as its beginning', begun - 499, true],
    ['the second before', begun - 501, false],
    ['a minute later', begun + minute, true],
  ])('goes by whole seconds: an object of %s', (_, lastModified, expected) => {
    expect(mayBeProduct(seen({ lastModified }), begun, null)).toBe(expected);
  });

  it('is not what was there while it was open, and is what was written since', () => {
    expect(mayBeProduct(seen(), begun, seen())).toBe(false);
    expect(mayBeProduct(seen(), begun, seen({ etag: `"${md5}-4"` }))).toBe(true);
    expect(mayBeProduct(seen(), begun, seen({ bytes: 301 }))).toBe(true);
  });
});

describe('an object that is there while the upload is open', () => {
  const isForeign = (object: SeenObject, parts: PartsSeen = present, lookAt = begun + 2 * minute) =>
    foreignWhileOpen(object, parts, begun, lookAt);

  it('may be its product, on a store whose views trail behind', () => {
    expect(isForeign(seen())).toBe(false);
    expect(isForeign(seen({ etag: `${md5}-3` }))).toBe(false);
    expect(isForeign(seen({ etag: 'opaque' }))).toBe(false);
    expect(isForeign(seen({ etag: null, bytes: null }))).toBe(false);
  });

  it('is another’s where it is older, of one PUT, or stands for a quarter of an hour', () => {
    const opaque = { etag: 'opaque' };
    expect(isForeign(seen({ ...opaque, lastModified: begun - 1000 }), { outcome: 'gone', code: 'x' })).toBe(true);
    expect(isForeign(seen({ etag: md5 }))).toBe(true);
    const at = begun + minute + 15 * minute;
    expect([isForeign(seen(opaque), present, at - 1), isForeign(seen(opaque), present, at)]).toEqual([false, true]);
  });

  it('is another’s where it holds more parts or more bytes than the upload', () => {
    expect([isForeign(seen({ bytes: 300 })), isForeign(seen({ bytes: 301 }))]).toEqual([false, true]);
    expect([isForeign(seen({ etag: '"x-3"' })), isForeign(seen({ etag: '"x-4"' }))]).toEqual([false, true]);
    expect([isForeign(seen({ etag: 'x-4' })), isForeign(seen({ etag: 'x-12' }))]).toEqual([true, true]);
    // A number that is not at the end is none of parts.
    expect(isForeign(seen({ etag: '"x-9-b"' }))).toBe(false);
  });

  it('is measured by nothing where sizes are unknown, and by nothing held where no part is', () => {
    const unknown: PartsSeen = { ...present, bytes: null };
    expect(isForeign(seen({ bytes: 9_000 }), unknown)).toBe(false);
    expect(isForeign(seen({ bytes: null }))).toBe(false);
    expect(isForeign(seen({ etag: 'opaque', bytes: 1 }), { outcome: 'none' })).toBe(true);
    expect(isForeign(seen({ etag: 'opaque', bytes: 0 }), { outcome: 'none' })).toBe(false);
    expect(isForeign(seen({ etag: '"x-1"', bytes: 0 }), { outcome: 'none' })).toBe(true);
    // A look that did not see the parts tells nothing of what they are.
    const denied = { outcome: 'denied', code: 'AccessDenied', permission: 's3:ListMultipartUploadParts' } as const;
    expect(isForeign(seen({ bytes: 9_000 }), denied)).toBe(false);
  });
});
