import { type CliTarget, targetOptions } from './cli-target.ts';
import { asciiJson, quoteForPowerShell, quoteForSh } from './quoting.ts';

export interface UploadToAbort {
  bucket: string;
  key: string;
  uploadId: string;
}

/** Where commands are to be run. */
export type Shell = 'sh' | 'powershell';

/**
 * A script that aborts exactly these uploads with the AWS CLI, one command for each.
 *
 * Bucket, key and ID are given as JSON, because as options a key that begins with a dash would be taken for an option, and
 * one that begins with `file://` for the name of a file whose content is meant.
 *
 * @throws RangeError for an empty key, bucket or ID: with an empty key at least one store would delete the bucket
 */
export function* abortScript(uploads: Iterable<UploadToAbort>, target: CliTarget, shell: Shell): Generator<string> {
  const quote = shell === 'sh' ? quoteForSh : quoteForPowerShell;
  const command = `aws s3api abort-multipart-upload${targetOptions(target, quote)} --cli-input-json`;
  if (shell === 'powershell') yield* powerShellFunction(command);
  for (const { bucket, key, uploadId } of uploads) {
    if (bucket === '' || key === '' || uploadId === '')
      throw new RangeError('Bucket, key and upload ID are never empty');
    const json = `'${asciiJson({ Bucket: bucket, Key: key, UploadId: uploadId, ...target.terms })}'`;
    yield shell === 'sh' ? `${command} ${json}\n` : `Stop-Upload ${json}\r\n`;
  }
}

/** Through a file: before 7.3, PowerShell drops the double quotes of what it gives to a program. */
function* powerShellFunction(command: string): Generator<string> {
  yield 'function Stop-Upload([string] $Json) {\r\n';
  yield '  $file = [IO.Path]::GetTempFileName()\r\n';
  yield '  try {\r\n';
  yield '    [IO.File]::WriteAllText($file, $Json)\r\n';
  yield `    ${command} "file://$file"\r\n`;
  yield '  } finally { [IO.File]::Delete($file) }\r\n';
  yield '}\r\n';
}
