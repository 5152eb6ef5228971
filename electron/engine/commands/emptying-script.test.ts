import { describe, expect, it } from 'vitest';
import { emptyingScript } from './emptying-script.ts';

const target = { endpointUrl: 'https://s3.example', region: 'eu-west-1', profile: "it's" };
const versions = { bucket: "b'$(x)\nrm", listedAs: 'versions' as const };

describe('the script that empties a bucket', () => {
  it('names bucket and store in every call, quoted', () => {
    const calls = emptyingScript(versions, target, 'sh')
      .split(/^(?= *aws )/m)
      .slice(1);
    expect(calls).toHaveLength(3);
    for (const call of calls) {
      expect(call).toContain(` --endpoint-url https://s3.example --region eu-west-1 --profile 'it'\\''s'`);
      expect(call).toContain(`--bucket 'b'\\''$(x)\nrm'`);
    }
    const powershell = emptyingScript(versions, target, 'powershell');
    expect(powershell.match(/--bucket 'b''\$\(x\)\nrm'/g)).toHaveLength(3);
    expect(powershell.match(/--profile 'it''s'/g)).toHaveLength(3);
  });

  it('says in remarks alone what it does, and no name ends one', () => {
    const [first, ...rest] = emptyingScript(versions, target, 'sh').split('\n');
    expect(first).toBe('#!/bin/sh');
    expect(rest[0]).toBe(
      "# Deletes every object and version in b'$(x) rm for good, and then the bucket. Nothing of it can be undone.",
    );
  });

  it('lists objects where versions cannot be listed', () => {
    const text = emptyingScript({ bucket: 'b', listedAs: 'objects' }, target, 'sh');
    expect(text).toContain('list-objects-v2');
    expect(text).not.toContain('VersionId');
  });

  it('goes by who pays and who must own the bucket, as far as each call knows them', () => {
    const terms = { RequestPayer: 'requester', ExpectedBucketOwner: '111122223333' } as const;
    const calls = emptyingScript(versions, { ...target, terms }, 'sh')
      .split(/^(?= *aws )/m)
      .slice(1);
    const term = / --(expected-bucket-owner 111122223333|request-payer requester)/g;
    expect(calls.map((call) => call.match(term)?.length)).toEqual([2, 2, 1]);
    expect(
      emptyingScript(versions, { ...target, terms }, 'powershell').match(/--expected-bucket-owner '111122223333'/g),
    ).toHaveLength(3);
  });

  it('an empty name is refused', () => {
    expect(() => emptyingScript({ ...versions, bucket: '' }, target, 'sh')).toThrow(RangeError);
  });
});
