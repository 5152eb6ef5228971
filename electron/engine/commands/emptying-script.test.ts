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

  it('an empty name is refused', () => {
    expect(() => emptyingScript({ ...versions, bucket: '' }, target, 'sh')).toThrow(RangeError);
  });
});
