import {
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { AppError } from '../../../../shared/schema/errors.ts';
import { says } from '../../../../shared/words/says.ts';
import { decodeUrl } from '../encoding.ts';
import {
  type BucketAnswers,
  type BucketQuestions,
  type CallInfo,
  type ListedVersion,
  mostObjectBytes,
} from '../store.ts';
import { unusableAnswer } from './answer-errors.ts';
import { objectSize } from './answer-numbers.ts';
import type { CallContext, S3Operation } from './call-context.ts';
import { moreFollows, readListEnd } from './list-end.ts';
import { type Fields, readListPage } from './list-pages.ts';
import { runningCall } from './running-call.ts';
import type { Sender } from './s3-sender.ts';
import { callInfo } from './store-answer.ts';
import { readToldTime } from './told-time.ts';

/** What goes with every call about a bucket, and with those that Requester Pays knows. */
interface Address {
  bucket: string;
  owner: { ExpectedBucketOwner?: string };
  payer: { RequestPayer?: 'requester' };
}

type Answers = {
  [Q in keyof BucketQuestions]: (
    more: BucketQuestions[Q],
    signal: AbortSignal | undefined,
  ) => Promise<{ call: CallInfo } & BucketAnswers[Q]>;
};

/** The questions about a bucket, each by its name. */
export function bucketQuestions(send: Sender['send'], { bucket, owner, payer }: Address): Answers {
  const at = { Bucket: bucket, ...owner };
  const ask = (
    operation: S3Operation,
    signal: AbortSignal | undefined,
    call: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<unknown>,
    absentCodes: readonly string[] = [],
  ) => askDocument(send, { operation, bucket, signal, call, absentCodes });
  const version = ({ key, versionId }: BucketQuestions['retention']) => ({
    ...at,
    ...payer,
    Key: key,
    ...(versionId === null ? {} : { VersionId: versionId }),
  });
  return {
    async versions({ most }, signal) {
      const command = new ListObjectVersionsCommand({ ...at, ...payer, MaxKeys: most, EncodingType: 'url' });
      const answer = await ask('ListObjectVersions', signal, (client, options) => client.send(command, options));
      return { call: answer.call, ...versionsIn(answer, most) };
    },

    async objects({ most }, signal) {
      const answer = await send({
        operation: 'ListObjectsV2',
        bucket,
        signal,
        send: (client, abortSignal) =>
          client.send(new ListObjectsV2Command({ ...at, ...payer, MaxKeys: most, EncodingType: 'url' }), {
            abortSignal,
          }),
      });
      const { page, listEnd, context } = answer;
      const isEncoded = page?.fields.get('EncodingType') === 'url';
      const written = (page?.entries ?? []).map((fields) => fields.get('Key') ?? '');
      const next = [page?.fields.get('NextContinuationToken')];
      const isTruncated = listEnd ? moreFollows(listEnd, { entries: written.length, asked: most, next }) : null;
      if (typeof isTruncated !== 'boolean' || written.includes('')) throw unreadable(context);
      return { call: answer.call, keys: written.map((key) => (isEncoded ? decodeUrl(key) : key)), isTruncated };
    },

    async files({ prefix, after }, signal) {
      const request = { ...at, ...payer, Prefix: prefix, EncodingType: 'url' as const };
      const answer = await send({
        operation: 'ListObjectsV2',
        bucket,
        signal,
        send: (client, abortSignal) =>
          client.send(
            new ListObjectsV2Command({ ...request, ...(after === null ? {} : { ContinuationToken: after }) }),
            { abortSignal },
          ),
      });
      const { page, listEnd, context } = answer;
      const isEncoded = page?.fields.get('EncodingType') === 'url';
      const files = (page?.entries ?? []).map((fields) => {
        const written = fields.get('Key') ?? '';
        const size = objectSize(fields.get('Size'));
        if (written === '' || size === null) throw unreadable(context);
        return { key: isEncoded ? decodeUrl(written) : written, size };
      });
      const next = page?.fields.get('NextContinuationToken') || null;
      const more = listEnd ? moreFollows(listEnd, { entries: files.length, asked: 1000, next: [next] }) : null;
      if (typeof more !== 'boolean' || (more && next === null)) throw unreadable(context);
      return { call: answer.call, files, next: more ? next : null };
    },

    async 'object bytes'({ key, start, end }, signal) {
      if (end <= start || end - start > mostObjectBytes) throw new RangeError(`Not so many bytes: ${start} to ${end}`);
      const answer = await send({
        operation: 'GetObject',
        bucket,
        signal,
        send: async (client, abortSignal) => {
          const command = new GetObjectCommand({ ...at, ...payer, Key: key, Range: `bytes=${start}-${end - 1}` });
          await client.send(command, { abortSignal });
          return runningCall.getStore()?.content ?? null;
        },
      });
      const { output: content } = answer;
      if (!content) throw unreadable(answer.context);
      // Who knows no ranges sends the whole of it.
      if (answer.call.status === 200) return { call: answer.call, bytes: content.subarray(start, end) };
      const range = /^bytes (\d+)-(\d+)\//.exec(answer.headers['content-range'] ?? '');
      const isMeant = Number(range?.[1]) === start && Number(range?.[2]) === start + content.length - 1;
      if (!isMeant || content.length > end - start) throw unreadable(answer.context);
      return { call: answer.call, bytes: content };
    },

    async versioning(_, signal) {
      const command = new GetBucketVersioningCommand(at);
      const answer = await ask('GetBucketVersioning', signal, (client, options) => client.send(command, options));
      const fields = fieldsOf(answer);
      const status = fields.get('Status');
      const state = status === 'Enabled' || status === 'Suspended' ? status : 'never';
      if (status && state === 'never') throw unreadable(answer.context);
      return {
        call: answer.call,
        state,
        mfaDelete: (fields.get('MfaDelete') ?? fields.get('MFADelete')) === 'Enabled',
      };
    },

    async 'object lock'(_, signal) {
      const command = new GetObjectLockConfigurationCommand(at);
      const answer = await ask(
        'GetObjectLockConfiguration',
        signal,
        (client, options) => client.send(command, options),
        ['ObjectLockConfigurationNotFoundError', 'NoSuchObjectLockConfiguration'],
      );
      if (answer.document === null) return { call: answer.call, lock: null };
      const fields = fieldsOf(answer);
      const mode = fields.get('Rule/DefaultRetention/Mode');
      const [days, years] = [number(fields, 'Days'), number(fields, 'Years')];
      const isOn = fields.get('ObjectLockEnabled') === 'Enabled' || mode !== undefined;
      return { call: answer.call, lock: isOn ? { defaultRetention: mode ? { mode, days, years } : null } : null };
    },

    async retention(more, signal) {
      const command = new GetObjectRetentionCommand(version(more));
      const answer = await ask('GetObjectRetention', signal, (client, options) => client.send(command, options), [
        'NoSuchObjectLockConfiguration',
        'ObjectLockConfigurationNotFoundError',
      ]);
      if (answer.document === null) return { call: answer.call, retention: null };
      const fields = fieldsOf(answer);
      const mode = fields.get('Mode');
      const retention = mode ? { mode, until: readToldTime(fields.get('RetainUntilDate')) } : null;
      return { call: answer.call, retention };
    },

    async 'legal hold'(more, signal) {
      const command = new GetObjectLegalHoldCommand(version(more));
      const answer = await ask('GetObjectLegalHold', signal, (client, options) => client.send(command, options), [
        'NoSuchObjectLockConfiguration',
        'ObjectLockConfigurationNotFoundError',
      ]);
      return { call: answer.call, held: answer.document !== null && fieldsOf(answer).get('Status') === 'ON' };
    },

    async policy(_, signal) {
      const command = new GetBucketPolicyCommand(at);
      const answer = await ask('GetBucketPolicy', signal, (client, options) => client.send(command, options), [
        'NoSuchBucketPolicy',
      ]);
      return { call: answer.call, policy: answer.document };
    },
  };
}

interface Document {
  call: CallInfo;
  context: CallContext;
  /** null: the store says that there is none. */
  document: string | null;
}

/** @param request `absentCodes`: the store's codes for what is not there */
async function askDocument(
  send: Sender['send'],
  request: {
    operation: S3Operation;
    bucket: string;
    signal: AbortSignal | undefined;
    call: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<unknown>;
    absentCodes: readonly string[];
  },
): Promise<Document> {
  const { operation, bucket, signal, call, absentCodes } = request;
  let absent: CallInfo | null = null;
  let document = '';
  const answer = await send({
    operation,
    bucket,
    signal,
    send: async (client, abortSignal) => {
      const running = runningCall.getStore();
      try {
        await call(client, { abortSignal });
        document = running?.taken?.document ?? '';
      } catch (error) {
        if (!running?.answer || !absentCodes.includes(running.error?.details.storeCode ?? '')) throw error;
        running.error = null;
        absent = callInfo(running.answer);
      }
    },
  });
  return { call: absent ?? answer.call, context: answer.context, document: absent ? null : document };
}

function versionsIn({ document, context }: Document, asked: number): BucketAnswers['versions'] {
  const xml = document ?? '';
  const entries = (['Version', 'DeleteMarker'] as const).flatMap((element): ListedVersion[] => {
    const page = readListPage(xml, element);
    if (!page) throw unreadable(context);
    const isEncoded = page.fields.get('EncodingType') === 'url';
    return page.entries.map((fields) => {
      const written = fields.get('Key') ?? '';
      if (written === '') throw unreadable(context);
      return {
        key: isEncoded ? decodeUrl(written) : written,
        versionId: fields.get('VersionId') || null,
        kind: element === 'Version' ? 'version' : 'delete marker',
        isLatest: fields.get('IsLatest') === 'true',
      };
    });
  });
  const fields = readListPage(xml, 'Version')?.fields;
  const next = [fields?.get('NextKeyMarker'), fields?.get('NextVersionIdMarker')] as const;
  const more = moreFollows(readListEnd(xml), { entries: entries.length, asked, next });
  if (typeof more !== 'boolean') throw unreadable(context);
  return { entries, isTruncated: more };
}

function fieldsOf({ document, context }: Document): Fields {
  // No element is called so: all that is there stands beside the entries.
  const page = readListPage(document ?? '', '-');
  if (!page) throw unreadable(context);
  return page.fields;
}

function number(fields: Fields, name: 'Days' | 'Years'): number | null {
  const text = fields.get(`Rule/DefaultRetention/${name}`) ?? '';
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function unreadable(context: CallContext): AppError {
  return unusableAnswer(context, says('answerNotAsAsked'));
}
