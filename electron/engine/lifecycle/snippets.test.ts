import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SnippetTool } from '../../../shared/values/lifecycle-kinds.ts';
import { cliConfiguration } from './cli-json.ts';
import { noConfiguration, readConfiguration } from './configuration.ts';
import { type Snippet, type SnippetInput, snippet } from './snippets.ts';
import { configuration, document, otherActions, ruleXml, scopes } from './testing/configurations.ts';

const input = (rest: Partial<SnippetInput> = {}): SnippetInput => ({
  bucket: 'b-1',
  rule: { days: 7, prefix: '' },
  existing: noConfiguration,
  target: { endpointUrl: null, region: null, profile: null },
  ...rest,
});
type Possible = Extract<Snippet, { possible: true }>;
const made = (tool: SnippetTool, rest: Partial<SnippetInput> = {}): Possible => {
  const found = snippet(tool, input(rest));
  if (!found.possible) throw new Error(found.why);
  return found;
};
/** The words of a command, as a real shell reads them. */
const words = (command = '') =>
  execFileSync('sh', ['-c', `for word in ${command}; do printf '%s\\0' "$word"; done`])
    .toString()
    .split('\0')
    .slice(0, -1);
/** A text in HCL's quotes as Terraform reads it (HCL, "Template Expressions"): fewer escapes than JSON has. */
const hclText = (quoted: string): string => {
  const piece = /\\([nrt"\\])|\\u([0-9a-fA-F]{4})|([$%])\3\{|(?![$%]\{)([^"\\\n])/uy;
  let text = '';
  for (let at = 0; at < quoted.length; at = piece.lastIndex) {
    piece.lastIndex = at;
    const [, short, code, template, plain] = piece.exec(quoted) ?? [];
    if (short !== undefined) text += JSON.parse(`"\\${short}"`);
    else if (code !== undefined) text += String.fromCharCode(Number.parseInt(code, 16));
    else if (template !== undefined) text += `${template}{`;
    else if (plain !== undefined) text += plain;
    else throw new SyntaxError(`No HCL: ${quoted.slice(at)}`);
  }
  return text;
};
const nastyPrefix = `it's "a" \${x} %{y} \n😀/`;

describe('Terraform', () => {
  it('has a resource with the rule and the transition default', () => {
    const { files, notes } = made('terraform', {
      existing: { ...noConfiguration, transitionDefault: 'varies_by_storage_class' },
      rule: { days: 7, prefix: 'a/' },
    });
    expect(files).toEqual([
      {
        name: 'lifecycle.tf',
        content: `resource "aws_s3_bucket_lifecycle_configuration" "abort_incomplete_uploads" {
  bucket = "b-1"
  transition_default_minimum_object_size = "varies_by_storage_class"

  rule {
    id     = "abort-incomplete-uploads-after-7-days"
    status = "Enabled"

    filter {
      prefix = "a/"
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
`,
      },
    ]);
    expect(notes).toEqual(['replaces all rules']);
  });

  it('begins no template within a string', () => {
    expect(made('terraform', { rule: { days: 7, prefix: nastyPrefix } }).files[0]?.content).toContain(
      `prefix = "it's \\"a\\" $\${x} %%{y} \\n😀/"`,
    );
  });

  it('has the prefix, whatever it is, by the escapes that Terraform knows', () => {
    expect(() => hclText('a\\b')).toThrow(SyntaxError);
    expect(() => hclText(`a\${x}`)).toThrow(SyntaxError);
    const text = fc
      .array(fc.oneof(fc.constantFrom(...'$%{}"\\\b\f\n\t\u0001bfu'), fc.string({ unit: 'grapheme', maxLength: 3 })))
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (prefix) => {
        const [file] = made('terraform', { rule: { days: 7, prefix } }).files;
        const [, quoted = ''] = / {6}prefix = "(.*)"\n {4}\}/.exec(file?.content ?? '') ?? [];
        expect(hclText(quoted)).toBe(prefix);
      }),
    );
  });
});

it('CloudFormation has a template', () => {
  const { files, notes } = made('cloudformation', { rule: { days: 3, prefix: nastyPrefix } });
  expect(JSON.parse(files[0]?.content ?? '').Resources.Bucket.Properties).toEqual({
    BucketName: 'b-1',
    LifecycleConfiguration: {
      Rules: [
        {
          Id: 'abort-incomplete-uploads-after-3-days',
          Status: 'Enabled',
          Prefix: nastyPrefix,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
        },
      ],
    },
  });
  expect(notes).toEqual(['replaces all rules']);
});

describe('aws', () => {
  const existing = {
    ...configuration({ actions: otherActions.slice(0, 7).join(''), scope: scopes[6] ?? '' }),
    transitionDefault: 'varies_by_storage_class',
  };

  it('names who must own the bucket', () => {
    const terms = { RequestPayer: 'requester', ExpectedBucketOwner: '111122223333' } as const;
    const { commands } = made('aws', { target: { endpointUrl: null, region: null, profile: null, terms } });
    const { Bucket, ExpectedBucketOwner, RequestPayer } = JSON.parse(words(commands[0]).at(-1) ?? '');
    expect([Bucket, ExpectedBucketOwner, RequestPayer]).toEqual(['b-1', '111122223333', undefined]);
  });

  it('puts all rules and the transition default', () => {
    const { commands, notes } = made('aws', {
      existing,
      target: { endpointUrl: 'https://s3.example', region: 'r', profile: 'p' },
    });
    const [command] = commands;
    const given = words(command);
    expect(given.slice(0, 10)).toEqual([
      'aws',
      's3api',
      'put-bucket-lifecycle-configuration',
      '--endpoint-url',
      'https://s3.example',
      '--region',
      'r',
      '--profile',
      'p',
      '--cli-input-json',
    ]);
    expect(JSON.parse(given[10] ?? '')).toEqual({
      Bucket: 'b-1',
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'r1',
            Filter: { And: { Prefix: 'logs/', Tags: [{ Key: 'a', Value: 'b' }], ObjectSizeGreaterThan: 500 } },
            Status: 'Enabled',
            Expiration: { ExpiredObjectDeleteMarker: true },
            Transitions: [
              { Days: 30, StorageClass: 'STANDARD_IA' },
              { Days: 90, StorageClass: 'GLACIER' },
            ],
            NoncurrentVersionExpiration: { NoncurrentDays: 5, NewerNoncurrentVersions: 2 },
            NoncurrentVersionTransitions: [{ NoncurrentDays: 5, StorageClass: 'GLACIER' }],
          },
          {
            ID: 'abort-incomplete-uploads-after-7-days',
            Filter: { Prefix: '' },
            Status: 'Enabled',
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    });
    expect(notes).toEqual(['holds all rules', 'no Content-MD5']);
  });

  it('is not possible with elements that it does not know: they would be lost', () => {
    const unknown = configuration({ actions: otherActions[7] ?? '' });
    expect(snippet('aws', input({ existing: unknown }))).toEqual({
      possible: false,
      tool: 'aws',
      why: 'unknown elements',
      elements: ['SomethingNew'],
    });
    const odd = readConfiguration(
      document(ruleXml({ actions: '<Expiration><Days>soon</Days></Expiration>' }), '<Note/>'),
      null,
    );
    expect(cliConfiguration(odd)).toEqual({ possible: false, unknown: ['Days', 'Note'] });
  });

  it('reads a long configuration from a file', () => {
    const long = configuration(...Array.from({ length: 400 }, (_, index) => ({ scope: `<Prefix>p${index}</Prefix>` })));
    const { files, commands } = made('aws', { existing: long });
    expect(commands[0]).toMatch(/--cli-input-json file:\/\/lifecycle\.json$/);
    expect(JSON.parse(files[0]?.content ?? '').LifecycleConfiguration.Rules).toHaveLength(401);
  });

  it('of Ceph ends with its own command', () => {
    const target = { endpointUrl: 'http://ceph.example:7480', region: null, profile: null };
    const { commands, files } = made('radosgw-admin', { bucket: "b'1", target });
    expect(commands).toHaveLength(2);
    expect(words(commands[0])).toEqual([
      's3cmd',
      '--no-ssl',
      '--host=ceph.example:7480',
      '--host-bucket=ceph.example:7480',
      'setlifecycle',
      'lifecycle.xml',
      "s3://b'1",
    ]);
    expect(words(commands[1])).toEqual(['radosgw-admin', 'lc', 'process', '--bucket', "b'1"]);
    const [file] = files;
    expect(readConfiguration(file?.content ?? '', null).rules).toMatchObject([{ abort: { days: 7 } }]);
  });
});

it('mc sets the whole server, and sweeps once', () => {
  const { commands, notes } = made('mc', { rule: { days: 2, prefix: nastyPrefix } });
  expect(words(commands[0])).toEqual(['mc', 'admin', 'config', 'set', 'ALIAS', 'api', 'stale_uploads_expiry=48h']);
  expect(words(commands[1])).toEqual([
    'mc',
    'rm',
    '--incomplete',
    '--recursive',
    '--force',
    '--older-than',
    '2d',
    `ALIAS/b-1/${nastyPrefix}`,
  ]);
  expect(notes).toEqual(['whole server', 'runs once']);
});

it('OCI puts its own rule', () => {
  const { commands, notes } = made('oci', { rule: { days: 7, prefix: nastyPrefix } });
  const given = words(commands[0]);
  expect(given.slice(0, 7)).toEqual(['oci', 'os', 'object-lifecycle-policy', 'put', '--bucket-name', 'b-1', '--items']);
  expect(JSON.parse(given[7] ?? '')).toEqual([
    {
      name: 'abort-incomplete-uploads-after-7-days',
      action: 'ABORT',
      target: 'multipart-uploads',
      timeAmount: 7,
      timeUnit: 'DAYS',
      isEnabled: true,
      objectNameFilter: { inclusionPrefixes: [nastyPrefix] },
    },
  ]);
  expect(notes).toEqual(['replaces all rules']);
});

it('Alibaba has the element of its own, beside all rules', () => {
  const { files, commands, notes } = made('alibaba', {
    existing: configuration({ actions: otherActions[0] ?? '', scope: '<Prefix>x</Prefix>' }),
  });
  expect(files[0]?.content).toContain('<AbortMultipartUpload><Days>7</Days></AbortMultipartUpload>');
  expect(files[0]?.content).toContain('<Expiration><Days>30</Days></Expiration>');
  expect(words(commands[0])).toEqual([
    'ossutil',
    'api',
    'put-bucket-lifecycle',
    '--bucket',
    'b-1',
    '--lifecycle-configuration',
    'file://lifecycle.xml',
  ]);
  expect(notes).toEqual(['holds all rules', 'days after last part', 'billed as PUT']);
});

it.each(['aws', 'radosgw-admin', 'alibaba'] as const)('%s says what cannot be', (tool) => {
  expect(snippet(tool, input({ rule: { days: 0, prefix: '' } }))).toEqual({ possible: false, tool, why: 'days' });
});
