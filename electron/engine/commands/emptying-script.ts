import type { Shell } from './abort-commands.ts';
import { type CliTarget, targetOptions, termOptions } from './cli-target.ts';
import { quoteForPowerShell, quoteForSh } from './quoting.ts';

export interface Emptying {
  bucket: string;
  /** How the bucket’s content is listed there. A store without versions may refuse to list any. */
  listedAs: 'versions' | 'objects';
}

/** One page at a time, from the beginning: what was deleted is gone from the next. No key stands in the script. */
const listings = {
  versions: {
    command: 'list-object-versions --no-paginate --max-keys 1000',
    query: '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}',
  },
  objects: {
    command: 'list-objects-v2 --no-paginate --max-keys 1000',
    query: '{Objects: [Contents][].{Key: Key}}',
  },
} as const;

/**
 * A script that deletes everything in a bucket for good, with the AWS CLI, and then the bucket. It ends at the first object
 * that the store will not delete, and says which. Keys go from the listing to the deletion as JSON in a file, so that none
 * of them is ever read by a shell.
 *
 * @throws RangeError for an empty name
 */
export function emptyingScript(emptying: Emptying, target: CliTarget, shell: Shell): string {
  if (emptying.bucket === '') throw new RangeError('A bucket’s name is never empty');
  return shell === 'sh' ? forSh(emptying, target) : forPowerShell(emptying, target);
}

function head({ bucket }: Emptying): string[] {
  return [
    `# Deletes every object and version in ${oneLine(bucket)} for good, and then the bucket. Nothing of it can be undone.`,
    '# Read it before you run it. Incomplete uploads are not touched: clear them first, with proof.',
    '# What is under retention in governance mode is deleted only with --bypass-governance-retention behind',
    '# "delete-objects", by who has s3:BypassGovernanceRetention. In compliance mode nobody can before it ends.',
  ];
}

function forSh(emptying: Emptying, target: CliTarget): string {
  const { command, query } = listings[emptying.listedAs];
  const options = targetOptions(target, quoteForSh);
  const terms = termOptions(target, quoteForSh);
  const bucket = quoteForSh(emptying.bucket);
  return [
    '#!/bin/sh',
    ...head(emptying),
    'set -eu',
    'page=$(mktemp)',
    'left=$(mktemp)',
    `trap 'rm -f "$page" "$left"' EXIT`,
    'while :; do',
    `  aws s3api ${command}${options} --bucket ${bucket}${terms.all} --output json --query '${query}' > "$page"`,
    `  grep -q '"Key"' "$page" || break`,
    `  aws s3api delete-objects${options} --bucket ${bucket}${terms.all} --delete "file://$page" --output json --query Errors > "$left"`,
    `  if grep -q '"Key"' "$left"; then`,
    '    echo "These could not be deleted:" >&2',
    '    cat "$left" >&2',
    '    exit 1',
    '  fi',
    'done',
    `aws s3api delete-bucket${options} --bucket ${bucket}${terms.owner}`,
    '',
  ].join('\n');
}

function forPowerShell(emptying: Emptying, target: CliTarget): string {
  const { command, query } = listings[emptying.listedAs];
  const options = targetOptions(target, quoteForPowerShell);
  const terms = termOptions(target, quoteForPowerShell);
  const bucket = quoteForPowerShell(emptying.bucket);
  return [
    ...head(emptying),
    `$ErrorActionPreference = 'Stop'`,
    '# So that keys beyond ASCII come through as they are.',
    '[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)',
    `$env:PYTHONUTF8 = '1'`,
    `function Stop-OnFailure { if ($LASTEXITCODE -ne 0) { throw "aws ended with $LASTEXITCODE" } }`,
    '$page = [IO.Path]::GetTempFileName()',
    'try {',
    '  while ($true) {',
    `    $json = (aws s3api ${command}${options} --bucket ${bucket}${terms.all} --output json --query '${query}') -join "\`n"`,
    '    Stop-OnFailure',
    `    if ($json -notmatch '"Key"') { break }`,
    '    [IO.File]::WriteAllText($page, $json)',
    `    $left = (aws s3api delete-objects${options} --bucket ${bucket}${terms.all} --delete "file://$page" --output json --query Errors) -join "\`n"`,
    '    Stop-OnFailure',
    `    if ($left -match '"Key"') { throw "These could not be deleted: $left" }`,
    '  }',
    `  aws s3api delete-bucket${options} --bucket ${bucket}${terms.owner}`,
    '  Stop-OnFailure',
    '} finally { [IO.File]::Delete($page) }',
    '',
  ].join('\r\n');
}

/** A name in a remark must not end it. */
function oneLine(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ');
}
