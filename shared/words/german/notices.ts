import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/numbers.ts';
import { showName } from '../../format/shown-key.ts';
import type { Notice } from '../../schema/watch.ts';
import type { NoticeWords } from '../language.ts';
import { leftClause } from './left.ts';
import { stateNames } from './verdicts.ts';

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
      ? { title: `Upload in ${showName(bucket)} abgeschlossen`, body: 'Das Objekt ist da, und der Upload ist weg.' }
      : { title: `Upload in ${showName(bucket)} nicht abgeschlossen`, body: 'Die Aktivität sagt, warum.' };
  }
  const others = (
    ['refused', 'gave up', 'unreachable', 'unverified', 'ghost', 'completed', 'skipped'] as const
  ).flatMap((verdict) => (counts[verdict] > 0 ? [`${formatCount(counts[verdict])} ${stateNames[verdict]}`] : []));
  const clear = `${formatCount(counts.clear)} von ${formatCount(items)} ${stateNames.clear}, ${formatBytes(bytesFreed)} freigegeben`;
  const left = bytesLeft > 0 || unknownLeft > 0 ? [leftClause({ bytes: bytesLeft, unknown: unknownLeft })] : [];
  return { title: `Aufräumen von ${showName(bucket)} beendet`, body: `${[clear, ...left, ...others].join(', ')}.` };
}

function waitingTitle({ errand, bucket }: Waiting): string {
  return errand === 'complete'
    ? `Das Abschließen eines Uploads in ${showName(bucket)} wartet`
    : `Das Aufräumen in ${showName(bucket)} wartet`;
}

function waitingBody({ code, connectionName }: Waiting): string {
  const of = connectionName === null ? 'der Verbindung' : `von „${showName(connectionName)}“`;
  const way = connectionName === null ? 'die Verbindung' : `„${showName(connectionName)}“`;
  switch (code) {
    case 'DISK_FULL':
      return 'Der Datenträger ist voll, und es wird nichts geschickt, was sich nicht festhalten lässt.';
    case 'DATA_FOLDER_UNWRITABLE':
      return 'In den Datenordner lässt sich nicht schreiben, und es wird nichts geschickt, was sich nicht festhalten lässt.';
    case 'TOKEN_EXPIRED':
    case 'CREDENTIALS_MISSING':
    case 'ACCESS_KEY_UNKNOWN':
    case 'KEYS_REFUSED':
    case 'SIGNATURE_MISMATCH':
    case 'PROFILE_INVALID':
    case 'VAULT_UNAVAILABLE':
      return `Die Zugangsdaten ${of} brauchen Ihr Zutun.`;
    case 'SIGN_IN_NEEDED':
      return `Melden Sie sich für ${way} wieder an, dann geht es weiter.`;
    case 'CLOCK_SKEW':
      return 'Die Uhr dieses Computers und die des Servers liegen zu weit auseinander.';
    case 'PROXY_FAILED':
      return `Der Proxy ${of} lässt uns nicht durch. Es geht von selbst weiter, sobald er es tut.`;
    case 'TLS_FAILED':
      return `Der Server ${of} zeigt ein Zertifikat, dem nicht vertraut wird. Testen Sie die Verbindung, um es zu sehen.`;
    case 'WRONG_SCHEME':
      return `Die Endpunkt-URL ${of} beginnt mit dem falschen von http:// und https://. Testen Sie die Verbindung, um mehr zu sehen.`;
    case 'NO_SUCH_BUCKET':
      return 'Den Bucket gibt es nicht mehr.';
    case 'ACCOUNT_BLOCKED':
      return `Der Server bedient das Konto ${of} nicht.`;
    case 'REDIRECTED':
      return `Der Server ${of} schickt uns anderswohin. Testen Sie die Verbindung, um zu sehen, wohin.`;
    case 'ACCESS_DENIED':
      return `Der Server verweigert den Zugriff über ${way}.`;
    default:
      return `Der Server ${of} antwortet nicht, wie er soll. Es geht von selbst weiter, sobald er es tut.`;
  }
}

function cameBack({ bucket, jobId, uploads }: CameBack): NoticeWords {
  const what =
    uploads === 1
      ? `Ein abgebrochener Upload in ${showName(bucket)} ist wieder da`
      : `${formatCount(uploads)} abgebrochene Uploads in ${showName(bucket)} sind wieder da`;
  return {
    title: what,
    body:
      jobId === null
        ? 'Nicht angetastet: siehe „Beobachtet“.'
        : 'Der Aufräumauftrag hat sich dessen wieder angenommen.',
  };
}
