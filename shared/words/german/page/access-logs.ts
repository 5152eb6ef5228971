import { formatCount } from '../../../format/numbers.ts';
import { formatDay, formatUtc } from '../../../format/time.ts';
import type { LogSummary } from '../../../schema/access-logs.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

const operations: Readonly<Record<LogSummary['lastErrors'][number]['operation'], string>> = {
  create: 'Beginnen',
  'put part': 'Teil senden',
  'copy part': 'Teil kopieren',
  complete: 'Abschließen',
  abort: 'Abbrechen',
  'lifecycle abort': 'Abbruch durch Lifecycle',
  'list uploads': 'Uploads auflisten',
  'list parts': 'Teile auflisten',
};

export const accessLogsPage: PageWords['accessLogs'] = {
  title: 'Zugriffsprotokolle',
  about:
    'Zugriffsprotokolle des Servers zeigen, wer einen Upload begonnen hat und was schiefging. Nennen Sie einen Ordner dieses Computers, der sie enthält, oder s3://bucket/prefix, unkomprimiert oder gzip. Gelesen werden sie hier; nach dieser Sitzung bleibt nichts davon. AWS stellt sie ohne Gewähr zu: Was nicht darin steht, kann trotzdem geschehen sein.',
  folder: {
    label: 'Ordner mit Zugriffsprotokollen, oder ihr Bucket',
    placeholder: '/home/ich/logs oder s3://bucket/prefix',
  },
  reading: 'Die Protokolle werden gelesen …',
  read: 'Protokolle lesen',
  summary: {
    lines: ({ lines, files, from, to }) =>
      `${counted(lines, 'Zeile', 'Zeilen')} in ${counted(files, 'Datei', 'Dateien')}${from === null || to === null ? '' : `, über Uploads ${days(from, to)}`}.`,
    unreadable: (lines) => `${counted(lines, 'Zeile war', 'Zeilen waren')} nicht lesbar.`,
    found: '{share} darin gefunden.',
    share: ({ found, wanted }) => `${formatCount(found)} von ${counted(wanted, 'Upload', 'Uploads')}`,
    unread: ({ files, which }) =>
      `${counted(files, 'Datei ließ', 'Dateien ließen')} sich nicht zu Ende lesen: ${which.join('; ')}`,
  },
  counts: {
    uploads: 'Uploads',
    userAgents: 'User-Agents',
    noUserAgent: 'nicht genannt',
    requesters: 'Anfragende',
    noRequester: 'niemand Bekanntes',
    lastErrors: 'Letzter Fehler vor der Stille',
    lastError: ({ operation, code, status }) => `${operations[operation]}: ${code ?? 'kein Code'} (HTTP ${status})`,
    lifecycleAborts: 'Durch Lifecycle abgebrochen',
    lifecycleAbort: ({ bucket, day }) => `${bucket}, ${formatDay(day, 'UTC')} (UTC)`,
  },
  trace: {
    requester: (name) => `durch ${name}`,
    remoteIp: (address) => `von ${address}`,
    stored: ({ partsStored, lastAt }) =>
      `${counted(partsStored, 'Teil', 'Teile')} gespeichert, zuletzt gesehen ${formatUtc(lastAt)}`,
    failed: ({ operation, code, status, at }, isLast) =>
      `${isLast ? 'Vor der Stille schlug fehl' : 'Einmal schlug fehl'}: ${operations[operation]}, ${code ?? 'kein Code'} (HTTP ${status}), ${formatUtc(at)}`,
    ended: (ended) =>
      ended === 'completed'
        ? 'Laut den Protokollen wurde er abgeschlossen.'
        : 'Laut den Protokollen wurde er abgebrochen.',
  },
};

function days(from: number, to: number): string {
  const [first, last] = [formatDay(from), formatDay(to)];
  return first === last ? `vom ${first}` : `vom ${first} bis zum ${last}`;
}
