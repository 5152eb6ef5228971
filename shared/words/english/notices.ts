import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/numbers.ts';
import { showName } from '../../format/shown-key.ts';
import type { Notice } from '../../schema/watch.ts';
import type { NoticeWords } from '../language.ts';
import { leftClause } from './left.ts';

type Finished = Extract<Notice, { kind: 'finished' }>;
type Waiting = Extract<Notice, { kind: 'waiting' }>;
type CameBack = Extract<Notice, { kind: 'came back' }>;

/** A notice: a few words, and a sentence or two. */
export function noticeWords(notice: Notice): NoticeWords {
  switch (notice.kind) {
    case 'finished':
      return finished(notice);
    case 'waiting':
      return { title: waitingTitle(notice), body: waitingBody(notice) };
    case 'came back':
      return cameBack(notice);
  }
}

function finished({ errand, bucket, counts, items, bytesFreed, bytesLeft, unknownLeft }: Finished): NoticeWords {
  if (errand === 'complete') {
    return counts.completed > 0
      ? { title: `Upload completed in ${showName(bucket)}`, body: 'The object is there, and the upload is gone.' }
      : { title: `Upload not completed in ${showName(bucket)}`, body: 'Activity says why.' };
  }
  const others = (
    ['refused', 'gave up', 'unreachable', 'unverified', 'ghost', 'completed', 'skipped'] as const
  ).flatMap((verdict) => (counts[verdict] > 0 ? [`${formatCount(counts[verdict])} ${verdict}`] : []));
  const clear = `${formatCount(counts.clear)} of ${formatCount(items)} clear, ${formatBytes(bytesFreed)} freed`;
  const left = bytesLeft > 0 || unknownLeft > 0 ? [leftClause({ bytes: bytesLeft, unknown: unknownLeft })] : [];
  return { title: `Clean-up of ${showName(bucket)} has ended`, body: `${[clear, ...left, ...others].join(', ')}.` };
}

function waitingTitle({ errand, bucket }: Waiting): string {
  return `${errand === 'complete' ? 'Completing an upload' : 'The clean-up'} in ${showName(bucket)} is waiting`;
}

function waitingBody({ code, connectionName }: Waiting): string {
  const way = connectionName === null ? 'the connection' : `“${showName(connectionName)}”`;
  switch (code) {
    case 'DISK_FULL':
      return 'The disk is full, and nothing is sent that cannot be recorded.';
    case 'DATA_FOLDER_UNWRITABLE':
      return 'The data folder cannot be written, and nothing is sent that cannot be recorded.';
    case 'TOKEN_EXPIRED':
    case 'CREDENTIALS_MISSING':
    case 'ACCESS_KEY_UNKNOWN':
    case 'KEYS_REFUSED':
    case 'SIGNATURE_MISMATCH':
    case 'PROFILE_INVALID':
    case 'VAULT_UNAVAILABLE':
      return `The credentials of ${way} need you.`;
    case 'SIGN_IN_NEEDED':
      return `Sign in to ${way} again, and it goes on.`;
    case 'CLOCK_SKEW':
      return 'This computer’s clock and the server’s are too far apart.';
    case 'PROXY_FAILED':
      return `The proxy of ${way} does not let us through. It goes on by itself once that does.`;
    case 'TLS_FAILED':
      return `The server of ${way} shows a certificate that is not trusted. Test the connection to see it.`;
    case 'WRONG_SCHEME':
      return `The endpoint URL of ${way} has the wrong one of http:// and https://. Test the connection to see more.`;
    case 'NO_SUCH_BUCKET':
      return 'The bucket is gone.';
    case 'ACCOUNT_BLOCKED':
      return `The server does not serve the account of ${way}.`;
    case 'REDIRECTED':
      return `The server of ${way} sends us elsewhere. Test the connection to see where.`;
    case 'ACCESS_DENIED':
      return `The server denies ${way} access.`;
    default:
      return `The server of ${way} does not answer as it should. It goes on by itself once that does.`;
  }
}

function cameBack({ bucket, jobId, uploads }: CameBack): NoticeWords {
  const what = uploads === 1 ? 'An aborted upload came back' : `${uploads} aborted uploads came back`;
  return {
    title: `${what} in ${showName(bucket)}`,
    body: jobId === null ? 'Left alone: see “Watching”.' : 'The clean-up has taken it up again.',
  };
}
