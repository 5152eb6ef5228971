import type { LifecycleProposal, LifecycleSnippet, LifecycleView, UploadSum } from '../../shared/schema/lifecycle.ts';
import type { SnippetTool } from '../../shared/values/lifecycle-kinds.ts';

const day = 86_400_000;
const gib = 1024 ** 3;
const sum = (uploads: number, gibs: number, rest: Partial<UploadSum> = {}): UploadSum => ({
  uploads,
  bytes: gibs * gib,
  unsized: 0,
  active: 0,
  bytesByClass: { STANDARD: gibs * gib },
  ...rest,
});
const midnight = (now: number) => Math.ceil(now / day) * day;

/** Rules of every kind: one that covers a prefix, one that is off, one that cannot abort, and two of other kinds. */
export function lifecycleView(connectionId: string, bucket: string, now: number): LifecycleView {
  const rule = { enabled: true, prefix: '', conditions: [], abort: null, actions: [] };
  const abort = { kind: 'days after initiation', days: 7 } as const;
  return {
    connectionId,
    bucket,
    at: now,
    state: 'rules',
    rules: [
      { ...rule, id: 'abort-leftovers', prefix: 'proxies/', abort },
      { ...rule, id: 'abort-footage', enabled: false, prefix: 'footage/', abort: { ...abort, days: 3 } },
      {
        ...rule,
        id: 'old-renders',
        prefix: 'renders/',
        conditions: ['Tag(Key="keep",Value="no")'],
        actions: [{ name: 'Expiration', details: 'Expiration(Days="30")' }],
      },
      {
        ...rule,
        id: 'archive after a quarter',
        actions: [{ name: 'Transition', details: 'Transition(Days="90",StorageClass="GLACIER")' }],
      },
    ],
    others: [],
    transitionDefault: 'varies_by_storage_class',
    coversEverything: null,
    coverage: {
      scannedAt: now - 3_600_000,
      total: sum(4321, 12_400, { unsized: 865, active: 12 }),
      covered: { ...sum(409, 310), firstAt: midnight(now), lastAt: midnight(now + 6 * day) },
      uncovered: [
        {
          ...sum(3100, 11_800, { unsized: 800, active: 12 }),
          nearest: { rule: 1, why: 'disabled' },
          keys: ['footage/2026/camera-0/clip-0000000.mxf', 'footage/2026/camera-1/clip-0000001.mxf'],
        },
        { ...sum(812, 290, { unsized: 65 }), nearest: { rule: 0, why: 'other prefix' }, keys: ['audio/take-4.wav'] },
      ],
      undated: 3,
    },
    advice: {
      days: 5,
      why: null,
      finished: 1180,
      vanished: 60,
      leftOut: { still: 212, tooFarApart: 0 },
      longest: { leastMs: 1.4 * day, mostMs: 2.4 * day },
      choices: [1, 3, 7, 14, 30].map((days) => ({ days, lost: days === 1 ? 18 : 0, mayBeLost: days === 1 ? 7 : 0 })),
    },
    managedBy: bucket === 'footage' ? null : 'Veeam',
    ownTool: null,
  };
}

/** One rule more, which would take two uploads that are active. */
export function lifecycleProposal(bucket: string, days: number, now: number): LifecycleProposal {
  const at = (n: number) => midnight(now + n * day);
  return {
    bucket,
    kind: { kind: 'added' },
    base: '0'.repeat(64),
    difference: {
      same: false,
      gone: [],
      added: [
        {
          enabled: true,
          prefix: '',
          conditions: [],
          action: 'AbortIncompleteMultipartUpload',
          details: `AbortIncompleteMultipartUpload(DaysAfterInitiation="${days}")`,
          ids: [`abort-incomplete-uploads-after-${days}-days`],
        },
      ],
      changed: [],
      transitionDefault: null,
    },
    unchanged: 4,
    managedBy: bucket === 'in-circles' ? 'Veeam' : null,
    simulation: {
      dates: [
        { at: at(0), ...sum(3900, 12_010, { unsized: 865 }) },
        { at: at(1), ...sum(8, 70) },
        { at: at(5), ...sum(4, 10, { active: 2 }) },
      ],
      total: sum(3912, 12_090, { unsized: 865, active: 2 }),
      already: sum(409, 310),
      left: sum(0, 0),
      active: [
        { key: 'footage/2026/camera-7/clip-0000007.mxf', at: at(5) },
        { key: 'footage/2026/camera-8/clip-0000008.mxf', at: at(5) },
      ],
      undated: 3,
    },
  };
}

/** A snippet of any tool. */
export function lifecycleSnippet(tool: SnippetTool, bucket: string, days: number): LifecycleSnippet {
  const content = `resource "aws_s3_bucket_lifecycle_configuration" "abort_incomplete_uploads" {\n  bucket = "${bucket}"\n\n  rule {\n    id     = "abort-incomplete-uploads-after-${days}-days"\n    status = "Enabled"\n  }\n}\n`;
  return {
    possible: true,
    tool,
    files: [{ name: 'lifecycle.tf', content }],
    commands: [],
    notes: ['replaces all rules'],
  };
}
