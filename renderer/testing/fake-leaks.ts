import type { LogSummary, UploadTraceJson } from '../../shared/schema/access-logs.ts';
import type { LeakReport, UploadOrigin } from '../../shared/schema/leaks.ts';

const mib = 1024 ** 2;
const week = 7 * 86_400_000;

/** What most of the uploads show. */
export function report(uploads: number, now: number): LeakReport {
  const share = (part: number) => ({
    uploads: Math.round(uploads * part),
    bytes: Math.round(uploads * part) * 24 * mib,
  });
  const role = 'arn:aws:iam::111122223333:role/ingest-nightly-transcoder-production';
  return {
    uploads,
    looked: Math.min(uploads, 20_000),
    active: 41,
    clients: [
      {
        names: ['AWS CLI', 'boto3 and s3transfer'],
        odds: 0.81,
        reasons: [
          { kind: 'default size', bytes: 8 * mib },
          { kind: 'checksum', algorithm: 'CRC32' },
          { kind: 'parallel' },
        ],
        ...share(0.7),
      },
      {
        names: ['restic'],
        odds: 0.97,
        reasons: [{ kind: 'default size', bytes: 200 * mib }, { kind: 'key' }],
        ...share(0.2),
      },
      { names: [], odds: 0, reasons: [], ...share(0.1) },
    ],
    causes: [
      { code: 'dies before its second part', uploads, of: uploads, advice: 'abort on failure' },
      { code: 'one initiator', initiator: role, uploads, of: uploads, advice: 'ask the initiator' },
      { code: 'same time of day', minute: 135, days: 61, uploads, of: uploads, advice: 'look at the schedule' },
      { code: 'goes on', perDay: 12.4, since: now - 60 * 86_400_000, uploads: 87, of: uploads, advice: 'add a rule' },
    ],
    initiators: [
      { name: role, ...share(0.9) },
      { name: null, ...share(0.1) },
    ],
    prefixes: [
      { prefix: 'footage/', ...share(0.8) },
      { prefix: '', ...share(0.2) },
    ],
    weeks: [5, 4, 3, 2, 1].map((weeks) => ({ from: now - weeks * week, ...share(weeks / 15) })),
  };
}

export const origin: UploadOrigin = {
  guesses: [
    {
      name: 'AWS CLI',
      odds: 0.62,
      reasons: [{ kind: 'default size', bytes: 8 * mib }, { kind: 'parallel' }],
      file: null,
    },
    { name: 'Mountpoint for Amazon S3', odds: 0.21, reasons: [{ kind: 'default size', bytes: 8 * mib }], file: null },
  ],
  unknown: 0.17,
  arrival: { kind: 'some', bytes: 160 * mib, missing: 3 },
};

export function trace(now: number): UploadTraceJson {
  return {
    lines: 22,
    firstAt: now - 3 * week,
    lastAt: now - 3 * week + 60_000,
    userAgent: 'aws-cli/2.15.0 Python/3.11.6 Linux/5.10 source/x86_64',
    requester: 'arn:aws:sts::111122223333:assumed-role/ingest/i-0abc',
    remoteIp: '192.0.2.3',
    partsStored: 20,
    lastSuccessAt: now - 3 * week + 50_000,
    errors: 1,
    lastError: { at: now - 3 * week + 60_000, operation: 'put part', status: 403, code: 'ExpiredToken' },
    ended: null,
  };
}

export function logSummary(now: number): LogSummary {
  const { userAgent, requester } = trace(now);
  return {
    files: 312,
    lines: 4_812_004,
    malformed: 3,
    from: now - 8 * week,
    to: now,
    operations: [{ operation: 'put part', lines: 2_004_112 }],
    wanted: 4321,
    found: 3902,
    userAgents: [{ name: userAgent, uploads: 3902 }],
    requesters: [{ name: requester, uploads: 3902 }],
    lastErrors: [{ operation: 'put part', status: 403, code: 'ExpiredToken', uploads: 3812 }],
    lifecycleAborts: [{ bucket: 'footage', day: now - week, uploads: 41 }],
    problems: [{ path: '2026/broken.gz', issue: 'unexpected end of file' }],
    problemCount: 1,
  };
}
