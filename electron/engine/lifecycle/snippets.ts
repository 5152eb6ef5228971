import type { SnippetNote, SnippetTool } from '../../../shared/values/lifecycle-kinds.ts';
import { type CliTarget, targetOptions } from '../commands/cli-target.ts';
import { asciiJson, quoteForSh } from '../commands/quoting.ts';
import { cliConfiguration } from './cli-json.ts';
import { type LifecycleConfiguration, writeConfiguration } from './configuration.ts';
import { proposeRule, type WantedRule } from './propose.ts';

/** How to put a rule by a store's own tool. */
export type Snippet =
  | {
      possible: true;
      tool: SnippetTool;
      /** Files that the commands read, or that are the snippet themselves. */
      files: readonly { name: string; content: string }[];
      /** Lines for a POSIX shell. */
      commands: readonly string[];
      notes: readonly SnippetNote[];
    }
  | { possible: false; tool: SnippetTool; why: 'unknown elements'; elements: readonly string[] }
  | { possible: false; tool: SnippetTool; why: 'too many rules' | 'days' };

export interface SnippetInput {
  bucket: string;
  rule: WantedRule;
  /** What the bucket has now. */
  existing: LifecycleConfiguration;
  target: CliTarget;
}

/** The rule as this tool has it. */
export function snippet(tool: SnippetTool, input: SnippetInput): Snippet {
  switch (tool) {
    case 'terraform':
      return terraform(input);
    case 'cloudformation':
      return cloudFormation(input);
    case 'aws':
      return awsCli(input);
    case 'radosgw-admin':
      return ceph(input);
    case 'mc':
      return mc(input);
    case 'oci':
      return oci(input);
    case 'alibaba':
      return alibaba(input);
  }
}

const ruleName = ({ days }: WantedRule) => `abort-incomplete-uploads-after-${days}-${days === 1 ? 'day' : 'days'}`;

/** HCL strings are JSON's but for two escapes, and begin a template at `${` and `%{`. */
function hcl(text: string): string {
  return JSON.stringify(text)
    .replace(/\\([bf\\])/g, (whole, letter) => hclEscapes[letter] ?? whole)
    .replace(/[$%](?=\{)/g, '$&$&');
}

/** JSON's short forms that HCL refuses. */
const hclEscapes: Readonly<Record<string, string>> = { b: '\\u0008', f: '\\u000c' };

function terraform({ bucket, rule, existing: { transitionDefault } }: SnippetInput): Snippet {
  const lines = [
    'resource "aws_s3_bucket_lifecycle_configuration" "abort_incomplete_uploads" {',
    `  bucket = ${hcl(bucket)}`,
    ...(transitionDefault === null ? [] : [`  transition_default_minimum_object_size = ${hcl(transitionDefault)}`]),
    '',
    '  rule {',
    `    id     = ${hcl(ruleName(rule))}`,
    '    status = "Enabled"',
    '',
    '    filter {',
    `      prefix = ${hcl(rule.prefix)}`,
    '    }',
    '',
    '    abort_incomplete_multipart_upload {',
    `      days_after_initiation = ${rule.days}`,
    '    }',
    '  }',
    '}',
    '',
  ];
  const files = [{ name: 'lifecycle.tf', content: lines.join('\n') }];
  return { possible: true, tool: 'terraform', files, commands: [], notes: ['replaces all rules'] };
}

function cloudFormation({ bucket, rule, existing: { transitionDefault } }: SnippetInput): Snippet {
  const template = {
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: bucket,
          LifecycleConfiguration: {
            ...(transitionDefault === null ? {} : { TransitionDefaultMinimumObjectSize: transitionDefault }),
            Rules: [
              {
                Id: ruleName(rule),
                Status: 'Enabled',
                ...(rule.prefix === '' ? {} : { Prefix: rule.prefix }),
                AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.days },
              },
            ],
          },
        },
      },
    },
  };
  const files = [{ name: 'lifecycle.template.json', content: `${JSON.stringify(template, null, 2)}\n` }];
  return { possible: true, tool: 'cloudformation', files, commands: [], notes: ['replaces all rules'] };
}

/** Linux takes 128 KiB in one argument, and a terminal less. */
const longestArgument = 30_000;

/** All rules, because the call replaces them; and the transition default, because the call resets it otherwise. */
function awsCli({ bucket, rule, existing, target }: SnippetInput): Snippet {
  const tool = 'aws';
  const proposal = proposeRule(existing, { ...rule, dialect: 's3' });
  if (proposal.kind === 'impossible') return { possible: false, tool, why: proposal.why };
  const configuration = proposal.kind === 'there' ? existing : proposal.configuration;
  const converted = cliConfiguration(configuration);
  if (!converted.possible) return { possible: false, tool, why: 'unknown elements', elements: converted.unknown };
  const { transitionDefault } = existing;
  const { ExpectedBucketOwner } = target.terms ?? {};
  const input = {
    Bucket: bucket,
    // Who pays is none of this call's parameters.
    ...(ExpectedBucketOwner === undefined ? {} : { ExpectedBucketOwner }),
    ...(transitionDefault === null ? {} : { TransitionDefaultMinimumObjectSize: transitionDefault }),
    LifecycleConfiguration: converted.json,
  };
  const json = asciiJson(input);
  const isLong = json.length > longestArgument;
  const files = isLong ? [{ name: 'lifecycle.json', content: json }] : [];
  const options = targetOptions(target, quoteForSh);
  const command = `aws s3api put-bucket-lifecycle-configuration${options} --cli-input-json`;
  const commands = [`${command} ${isLong ? 'file://lifecycle.json' : `'${json}'`}`];
  const notes: SnippetNote[] = target.endpointUrl === null ? [] : ['no Content-MD5'];
  return { possible: true, tool, files, commands, notes: ['holds all rules', ...notes] };
}

/**
 * Ceph has no command of its own to put rules; it works through them once a day, or when it is told to. Of the clients that
 * put them, today's AWS CLI sends no Content-MD5, without which Ceph 16 refuses them (measured); s3cmd does, and sends the
 * document word for word.
 */
function ceph({ bucket, rule, existing, target: { endpointUrl } }: SnippetInput): Snippet {
  const tool = 'radosgw-admin';
  const proposal = proposeRule(existing, { ...rule, dialect: 's3' });
  if (proposal.kind === 'impossible') return { possible: false, tool, why: proposal.why };
  const configuration = proposal.kind === 'there' ? existing : proposal.configuration;
  const host = endpointUrl === null ? null : new URL(endpointUrl);
  const options =
    host === null
      ? ''
      : `${host.protocol === 'http:' ? ' --no-ssl' : ''} --host=${quoteForSh(host.host)} --host-bucket=${quoteForSh(host.host)}`;
  return {
    possible: true,
    tool,
    files: [{ name: 'lifecycle.xml', content: writeConfiguration(configuration) }],
    commands: [
      `s3cmd${options} setlifecycle lifecycle.xml ${quoteForSh(`s3://${bucket}`)}`,
      `radosgw-admin lc process --bucket ${quoteForSh(bucket)}`,
    ],
    notes: ['holds all rules'],
  };
}

/** MinIO has no such rule: the server removes what is older than one age, whatever bucket it is in. */
function mc({ bucket, rule }: SnippetInput): Snippet {
  const place = quoteForSh(`ALIAS/${bucket}${rule.prefix === '' ? '' : `/${rule.prefix}`}`);
  return {
    possible: true,
    tool: 'mc',
    files: [],
    commands: [
      `mc admin config set ALIAS api stale_uploads_expiry=${rule.days * 24}h`,
      `mc rm --incomplete --recursive --force --older-than ${rule.days}d ${place}`,
    ],
    notes: ['whole server', 'runs once'],
  };
}

function oci({ bucket, rule }: SnippetInput): Snippet {
  const items = [
    {
      name: ruleName(rule),
      action: 'ABORT',
      target: 'multipart-uploads',
      timeAmount: rule.days,
      timeUnit: 'DAYS',
      isEnabled: true,
      ...(rule.prefix === '' ? {} : { objectNameFilter: { inclusionPrefixes: [rule.prefix] } }),
    },
  ];
  const command = `oci os object-lifecycle-policy put --bucket-name ${quoteForSh(bucket)} --items '${asciiJson(items)}'`;
  return { possible: true, tool: 'oci', files: [], commands: [command], notes: ['replaces all rules'] };
}

function alibaba({ bucket, rule, existing }: SnippetInput): Snippet {
  const proposal = proposeRule(existing, { ...rule, dialect: 'alibaba' });
  if (proposal.kind === 'impossible') return { possible: false, tool: 'alibaba', why: proposal.why };
  const configuration = proposal.kind === 'there' ? existing : proposal.configuration;
  return {
    possible: true,
    tool: 'alibaba',
    files: [{ name: 'lifecycle.xml', content: writeConfiguration(configuration) }],
    commands: [
      `ossutil api put-bucket-lifecycle --bucket ${quoteForSh(bucket)} --lifecycle-configuration file://lifecycle.xml`,
    ],
    notes: ['holds all rules', 'days after last part', 'billed as PUT'],
  };
}
