import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { abortScript } from './abort-commands.ts';
import type { CliTarget } from './cli-target.ts';
import { emptyingScript } from './emptying-script.ts';
import { type PowerShellCall, powerShellReader } from './testing/powershell-tree.ts';

let read: (script: string) => PowerShellCall[];
beforeAll(async () => {
  read = await powerShellReader();
});

/** What PowerShell would take for something else, were it not quoted. */
const odd = [
  `it's "quoted"`,
  '$(Remove-Item x)',
  '`n`"',
  '$env:HOME',
  '@{a=1}',
  "'; Remove-Item x #",
  '-leading',
  'two\nlines\r\nof it',
  'a | b; c & d',
  '%20 <x> (y) {z}',
  '🎬',
];
const nowhere: CliTarget = { endpointUrl: null, region: null, profile: null };
const upload = (key: string) => ({ bucket: 'b', key, uploadId: 'u' });
const aborting = (keys: readonly string[], target = nowhere) =>
  [...abortScript(keys.map(upload), target, 'powershell')].join('');

describe('what is exported for PowerShell is PowerShell', () => {
  it('the reader tells what is none, and takes what is quoted as it is meant', () => {
    expect(() => read(`Stop-Upload 'it's'`)).toThrow(SyntaxError);
    expect(() => read('try { a')).toThrow(SyntaxError);
    expect(read(`a 'it''s' "b" "$c" -d e; 'f' | Out-Null`)).toEqual([
      { name: 'a', words: ["it's", 'b', null, '-d', 'e'] },
      { name: 'Out-Null', words: [] },
    ]);
  });

  it('aborts: one call for each upload, which is given its JSON and nothing else', () => {
    const [aws, ...calls] = read(aborting(odd, { endpointUrl: `https://x/'y`, region: 'eu', profile: "a 'b' $c" }));
    expect(aws).toEqual({
      name: 'aws',
      words: [
        's3api',
        'abort-multipart-upload',
        '--endpoint-url',
        `https://x/'y`,
        '--region',
        'eu',
        '--profile',
        "a 'b' $c",
        '--cli-input-json',
        null,
      ],
    });
    expect(calls.map(({ name, words }) => [name, words.map((word) => JSON.parse(word ?? 'null'))])).toEqual(
      odd.map((key) => ['Stop-Upload', [{ Bucket: 'b', Key: key, UploadId: 'u' }]]),
    );
  });

  it.each(['versions', 'objects'] as const)('emptying a bucket of %s: its calls, whatever the names', (listedAs) => {
    for (const name of odd) {
      const calls = read(emptyingScript({ bucket: name, listedAs }, { ...nowhere, profile: name }, 'powershell'));
      const asked = calls.filter(({ name: called }) => called === 'aws');
      expect(asked.map(({ words }) => words[1])).toEqual([
        listedAs === 'versions' ? 'list-object-versions' : 'list-objects-v2',
        'delete-objects',
        'delete-bucket',
      ]);
      for (const { words } of asked) {
        expect(words[words.indexOf('--bucket') + 1]).toBe(name);
        expect(words[words.indexOf('--profile') + 1]).toBe(name);
      }
      expect(new Set(calls.map(({ name: called }) => called))).toEqual(new Set(['aws', 'Stop-OnFailure']));
    }
  });

  it('whatever text a name is: no call more, and none less', () => {
    const text = fc
      .array(fc.constantFrom(...`'"$(){}@#;|&\`\r\n-%‘’ ab`), { minLength: 1, maxLength: 12 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (bucket, profile) => {
        const script = emptyingScript({ bucket, listedAs: 'versions' }, { ...nowhere, profile }, 'powershell');
        expect(read(script).filter(({ name }) => name === 'aws')).toHaveLength(3);
        expect(read(aborting([bucket, profile], { ...nowhere, profile }))).toHaveLength(3);
      }),
      { numRuns: 200 },
    );
  });
});
