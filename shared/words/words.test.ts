import { expect, test } from 'vitest';
import type { Reason } from '../schema/reasons.ts';
import { partProblemSaid } from './part-problem-said.ts';
import { words } from './words.ts';

test('a plan that is not opened, and a bucket that nothing keeps', () => {
  const error = { code: 'INVALID_INPUT', message: 'This file is no plan of Loose Parts.', details: {} } as const;
  expect(words.opening.refusal({ why: 'bad plan', name: 'x.json', error })).toBe(
    '“x.json” is not opened. This file is no plan of Loose Parts.',
  );
  expect(words.deletion.summary({ blockers: [], unknown: [] })).toBe('No cause was found among what can be asked.');
});

test('what an earlier version told is told as it was', () => {
  expect(words.reason({ why: 'told', sentence: 'As it was, ' })).toBe('As it was, ');
  expect(words.unknown({ why: 'told', sentence: 'Nothing shows it.' })).toBe('Nothing shows it.');
});

test.each<[Reason, string]>([
  [{ why: 'more parts', parts: 4, planned: 3 }, 'It has more parts than on the plan (4, not 3).'],
  [
    {
      why: 'refused',
      errand: 'abort',
      status: 403,
      code: 'AccessDenied',
      message: null,
      permission: 's3:AbortMultipartUpload',
    },
    'The store will not abort it (AccessDenied). It takes s3:AbortMultipartUpload, and no policy that denies it.',
  ],
  [
    {
      why: 'refused',
      errand: 'complete',
      status: 403,
      code: 'AccessDenied',
      message: 'No.',
      permission: 'kms:Decrypt',
    },
    'The store will not complete it (AccessDenied: No). It takes kms:Decrypt, and no policy that denies it.',
  ],
  // The store's sentence says nothing of permissions.
  ...(['abort', 'complete'] as const).map((errand): [Reason, string] => [
    { why: 'refused', errand, status: 403, code: 'AccessDenied', message: 'Your address is not let in.' },
    `The store will not ${errand} it (AccessDenied: Your address is not let in).`,
  ]),
  [
    { why: 'refused', errand: 'abort', status: 412, code: 'PreconditionFailed', message: null },
    'The store will not abort it (PreconditionFailed). A condition failed: the upload is not the one we looked at.',
  ],
  [
    { why: 'refused', errand: 'abort', status: 405, code: null, message: '' },
    'The store will not abort it (HTTP 405).',
  ],
  [
    { why: 'refused', errand: 'complete', status: 400, code: 'EntityTooSmall', message: 'Too small' },
    'The store will not complete it (EntityTooSmall: Too small).',
  ],
  [{ why: 'parts left', parts: 3, bytes: null, listed: true }, '3 parts (unknown size) there after the abort.'],
  [
    { why: 'parts left', parts: 1, bytes: 1024, listed: false },
    'Not listed, yet 1 part (1 KiB) is there after the abort.',
  ],
  [
    { why: 'abort not proved', accepted: true, permissions: ['s3:A', 's3:B'] },
    'The abort was accepted, but these credentials lack s3:A and s3:B.',
  ],
  [
    {
      why: 'look failed',
      code: 'NOT_S3',
      said: { english: 'It was empty, in English.', saying: { says: 'answerEmpty' } },
    },
    'A look failed (NOT_S3). The answer was empty. It proves nothing.',
  ],
  [
    { why: 'deadline, not aborted', last: { why: 'look failed', code: 'TIMEOUT' } },
    'The deadline passed before it could be aborted. A look failed (TIMEOUT). It proves nothing.',
  ],
  [{ why: 'deadline, not proved', last: null }, 'The deadline passed. Nothing was proved.'],
  [{ why: 'deadline, parts left', parts: 2, bytes: 2048 }, 'The deadline passed with 2 parts (2 KiB) left.'],
  [
    // Characters that turn the text are shown by their names.
    { why: 'listed, not found', key: 'in\u202e', planned: false, tried: { said: null, aborted: true } },
    'The listing shows it as “in⟨U+202E⟩”, which is not the key of the plan: under that one no call finds it. ListParts said no parts, and a listing narrowed to the key did not name it. An abort was sent under that key.',
  ],
])('%j', (reason, told) => {
  expect(words.reason(reason)).toBe(told);
});

test('why something is not known', () => {
  const error = {
    code: 'ACCESS_DENIED',
    message: 'x',
    details: { permission: 's3:GetLifecycleConfiguration' },
  } as const;
  expect(words.unknown({ why: 'failed', error })).toBe(
    'No access. These credentials lack s3:GetLifecycleConfiguration.',
  );
  expect(words.unknown({ why: 'not tried, listing failed', error })).toMatch(/^No abort was tried: no access\. These /);
  expect(words.unknown({ why: 'too few keys', for: 'order', fewest: 5 })).toBe(
    'The bucket has uploads of fewer than five keys, so nothing shows in which order they come.',
  );
});

test('notices', () => {
  const about = { id: 'n', at: 0, connectionId: 'c', bucket: 'attic', jobId: 'j' };
  const counts = { ...zero, clear: 2, refused: 1 };
  const sums = { bytesFreed: 2048, bytesLeft: 1024, unknownLeft: 0 };
  const finished = { ...about, kind: 'finished', errand: 'abort', items: 3, counts, ...sums } as const;
  expect(words.notice(finished)).toEqual({
    title: 'Clean-up of attic has ended',
    body: '2 of 3 clear, 2 KiB freed, 1 KiB left, 1 refused.',
  });
  expect(words.notice({ ...finished, unknownLeft: 1 }).body).toMatch(/ freed, at least 1 KiB left, /);
  expect(words.notice({ ...finished, bytesLeft: 0, unknownLeft: 1 }).body).toMatch(
    / freed, what is left is not known, /,
  );
  expect(words.notice({ ...finished, bytesLeft: 0 }).body).toBe('2 of 3 clear, 2 KiB freed, 1 refused.');
  const completed = { ...finished, errand: 'complete', items: 1 } as const;
  expect(words.notice({ ...completed, counts: { ...zero, completed: 1 } }).title).toBe('Upload completed in attic');
  expect(words.notice({ ...completed, counts: zero }).title).toBe('Upload not completed in attic');
  const waiting = { ...about, kind: 'waiting', errand: 'abort', connectionName: 'Attic storage' } as const;
  expect(words.notice({ ...waiting, code: 'SIGN_IN_NEEDED' })).toEqual({
    title: 'The clean-up in attic is waiting',
    body: 'Sign in to “Attic storage” again, and it goes on.',
  });
  expect(words.notice({ ...about, kind: 'came back', uploads: 3 }).title).toBe('3 aborted uploads came back in attic');
});

const zero = {
  pending: 0,
  clear: 0,
  clearing: 0,
  stubborn: 0,
  hidden: 0,
  ghost: 0,
  completed: 0,
  unreachable: 0,
  unverified: 0,
  refused: 0,
  skipped: 0,
  'gave up': 0,
  cancelled: 0,
};

test('what stands in the way of completing', () => {
  const small = { why: 'parts too small', parts: 1, least: 5 * 1024 ** 2 } as const;
  expect(partProblemSaid({ ...small, isKnownLimit: true }).english).toBe(
    '1 part is smaller than 5 MiB. S3 accepts that of the last part only.',
  );
  expect(partProblemSaid({ ...small, isKnownLimit: false }).english).toMatch(
    /Most servers accept that of the last part only/,
  );
  expect(partProblemSaid({ why: 'numbers too high', most: 10_000 }).english).toMatch(/above 10,000/);
  expect(partProblemSaid({ why: 'numbers missing', numbers: 3 }).english).toMatch(/^3 part numbers are missing\./);
});

test.each([
  ['FULL_OBJECT', 'CRC64NVME, of each part and of the whole object'],
  ['COMPOSITE', 'CRC64NVME of each part, and one made of them for the object'],
  [null, 'CRC64NVME of each part'],
  ['OTHERWISE', 'CRC64NVME of each part (OTHERWISE)'],
])('checksums of type %s', (type, told) => {
  expect(words.checksum({ algorithm: 'CRC64NVME', type })).toBe(told);
});

test('what stands beside money', () => {
  const { cost } = words;
  expect(cost.assumption({ kind: 'abort date passed', uploads: 1, bytes: 1024 })).toBe(
    '1 upload (1 KiB) past the date on which lifecycle aborts it: very likely no longer billed since, though still listed.',
  );
  expect(cost.assumption({ kind: 'staging upper bound', storageClass: 'GLACIER' })).toBe(
    'Parts of GLACIER are billed as staging, at no more than STANDARD’s price, which is counted.',
  );
  expect(cost.assumption({ kind: 'confidence', confidence: 'example', storageClass: 'STANDARD' })).toBe(
    'The price of STANDARD is an example: practice storage costs nothing.',
  );
  expect(cost.missing({ kind: 'unsized', uploads: 2 })).toBe('2 uploads not sized, and not counted.');
  expect(cost.missing({ kind: 'no price', why: 'class', storageClass: 'X', bytes: 1024 })).toMatch(/^No price of X /);
  expect(cost.aborting({ minimumDays: 0 })).toMatch(/^Aborting costs nothing: no early-delete charge/);
  expect(cost.aborting({ minimumDays: 90 })).toMatch(/for 90 days/);
  expect(cost.aborting({ minimumDays: null })).toMatch(/not on record/);
  const source = { name: 's', date: null };
  const usd = (amount: string) => ({ currency: 'USD', amount });
  const requests = { money: usd('0.02'), requests: 3, source, matters: true, mayBeFree: false } as const;
  expect(cost.scan({ known: true, ...requests, upTo: usd('0.02'), atLeast: false })).toBe(
    'A scan takes 3 requests: $0.02.',
  );
  expect(cost.scan({ known: true, ...requests, upTo: usd('4.5'), atLeast: true, mayBeFree: true })).toBe(
    'A scan takes at least 3 requests: at least $0.02, and up to $4.50 where they begin a new pack. The account’s free requests may cover it.',
  );
});

test('lifecycle rules', () => {
  const rule = { id: 'r', enabled: true, prefix: '', conditions: [], abort: null, actions: [] };
  const abort = { kind: 'days after initiation', days: 1 } as const;
  expect(words.lifecycle.rule({ ...rule, abort })).toBe(
    'Of every key, aborts incomplete uploads 1 day after they began.',
  );
  const actions = [
    { name: 'Expiration', details: 'Expiration(Days="30")' },
    { name: 'Transition', details: 'Transition(Days="90",StorageClass="GLACIER")' },
    { name: 'NoncurrentVersionExpiration', details: 'NoncurrentVersionExpiration(NoncurrentDays="5")' },
    { name: 'Odd', details: 'Odd(Inner="1")' },
  ];
  const conditions = ['Tag(Key="a",Value="b")', 'ObjectSizeGreaterThan="500"'];
  expect(words.lifecycle.rule({ ...rule, enabled: false, prefix: 'a\n/', conditions, actions })).toBe(
    'Disabled: under “a␊/”, deletes objects 30 days after they were stored; moves objects to GLACIER after 90 days; deletes old versions after 5 days; does Odd: Odd(Inner="1"), only with the tag a=b and objects larger than 500 bytes.',
  );
  const elsewhere = { nearest: { rule: 0, why: 'other prefix' } } as const;
  expect(words.lifecycle.gap(elsewhere, [{ ...rule, actions }])).toBe('No rule of this bucket aborts uploads.');
  expect(words.lifecycle.gap(elsewhere, [rule, { ...rule, abort }])).toBe(
    'Every rule that aborts uploads is for other keys.',
  );
  const statement = { enabled: true, prefix: 'x/', conditions: [], action: 'Expiration', ids: ['r'] };
  const from = { ...statement, details: 'Expiration(Days="3")' };
  const to = { ...statement, details: 'Expiration(Days="4")' };
  const same = { same: false, gone: [], added: [], transitionDefault: { from: 'varies', to: null } };
  expect(words.lifecycle.difference({ ...same, changed: [{ from, to }] })).toEqual([
    'Changed: Under “x/”, deletes objects 3 days after they were stored (“r”). Then: Under “x/”, deletes objects 4 days after they were stored (“r”).',
    'Changed for small objects (TransitionDefaultMinimumObjectSize): varies becomes nothing said.',
  ]);
});
