import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import { folderOf, isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';
import { decodeUrl, type EncodingMemory } from '../encoding.ts';
import { InitiationWatch } from '../initiation-times.ts';
import { KeySpelling } from '../key-spelling.ts';
import {
  type CallInfo,
  type InitiationTimes,
  partsPerPage,
  type Store,
  type StoredObject,
  type UploadsPage,
} from '../store.ts';
import { AnsweringStore } from './answering-store.ts';
import { bucketQuestions } from './bucket-questions.ts';
import { bucketTerms, type ChangingSettings } from './bucket-terms.ts';
import type { CredentialProvider } from './client-factory.ts';
import { sendListParts } from './direct-parts.ts';
import { endpointHost } from './endpoint-host.ts';
import { LeftOut } from './left-out.ts';
import { getLifecycle, putLifecycle } from './lifecycle-calls.ts';
import { requireWritable } from './read-only.ts';
import { isAnotherKey } from './repeated-question.ts';
import { runningCall } from './running-call.ts';
import { createSender, type SenderOptions } from './s3-sender.ts';
import { requireAddress, requireText } from './sendable.ts';
import { callInfo } from './store-answer.ts';
import {
  completedParts,
  plainEtag,
  readBuckets,
  readFoundObject,
  readParts,
  readStoredObject,
  requireFresh,
  requireOwn,
} from './store-results.ts';
import { type UploadPagesOptions, uploadPages } from './upload-pages.ts';

export interface S3StoreOptions extends SenderOptions {
  /** Where the endpoint's key convention is kept between sessions; without it, it is learned once per store. */
  encodingMemory?: EncodingMemory;
  /** What it was seen to write into Initiated. */
  initiationTimes?: InitiationTimes;
  /** What may change under an open store; as the connection has it, where left out. Asked at every call. */
  settings?: () => ChangingSettings;
}

/**
 * The S3 calls of one connection.
 *
 * One method is one request, with exceptions that happen once and prove nothing about an upload: where the endpoint
 * names another region, or may want the other addressing style, it is asked again so (`endpoint-learning.ts`; later
 * calls go there at once); what a store refuses is left out of what it is asked from then on (`left-out.ts`); and a page of
 * uploads may be asked for twice (`upload-pages.ts`).
 *
 * Every method throws an AppError, or, where `signal` aborted it, the signal's reason as it is.
 */
export function createS3Store(connection: Connection, credentials: CredentialProvider, options: S3StoreOptions): Store {
  const settings = options.settings ?? (() => connection);
  const { send, learned, close } = createSender(connection, credentials, options, () => settings().readOnly);
  const spelling = new KeySpelling(options.encodingMemory);
  const initiation = new InitiationWatch(options.initiationTimes ?? 'told');
  const answering = new AnsweringStore();
  /** What the other lists are asked without. */
  const without = { parts: new LeftOut(), objects: new LeftOut() };

  /** What goes with every call about a bucket. */
  const terms = (bucket: string) => bucketTerms(bucket, connection, settings());

  const lifecycleOf = (bucket: string) => {
    // These calls know no Requester Pays (API reference, GetBucketLifecycleConfiguration).
    const { RequestPayer: _, ...owner } = terms(bucket);
    return { bucket, terms: owner };
  };

  const listParts: Store['listParts'] = async ({ bucket, key, uploadId }, partNumberMarker, signal) => {
    requireAddress('ListParts', key, uploadId);
    const answer = await without.parts.ask({ names: ['max-parts'] }, (left) =>
      send({
        operation: 'ListParts',
        bucket,
        upload: { uploadId, key },
        signal,
        send: (client, abortSignal) =>
          sendListParts(
            client,
            {
              Bucket: bucket,
              ...terms(bucket),
              Key: key,
              UploadId: uploadId,
              ...(left.has('max-parts') ? {} : { MaxParts: partsPerPage }),
              ...(partNumberMarker === null ? {} : { PartNumberMarker: partNumberMarker }),
            },
            { abortSignal, now: options.now },
          ),
      }),
    );
    const page = readParts(answer, partsPerPage, { uploadId, marker: partNumberMarker });
    answering.listed(page.call);
    return page;
  };

  const findsParts: UploadPagesOptions['findsParts'] = async (upload, signal) => {
    const { parts } = await listParts({ ...upload, connectionId: connection.id }, null, signal).catch(
      (error: unknown) => {
        if (error instanceof AppError) return { parts: [] };
        throw error;
      },
    );
    return parts.length > 0;
  };
  const listUploads = uploadPages({ connection, send, terms, spelling, findsParts });

  return {
    connection,
    endpoint: endpointHost(connection, connection.region),
    learned,

    async listBuckets(request = {}, signal) {
      const { continuationToken = null } = request;
      const answer = await send({
        operation: 'ListBuckets',
        bucket: null,
        signal,
        send: (client, abortSignal) =>
          client.send(
            new ListBucketsCommand(continuationToken === null ? {} : { ContinuationToken: continuationToken }),
            { abortSignal },
          ),
      });
      return { call: answer.call, ...readBuckets(answer) };
    },

    async listUploads(request, signal): Promise<UploadsPage> {
      const page = await listUploads(request, signal);
      answering.listed(page.call);
      return initiation.told(request.bucket, page);
    },

    listParts,

    async abortUpload({ bucket, key, uploadId }, { ifInitiatedAt, signal } = {}) {
      requireAddress('AbortMultipartUpload', key, uploadId);
      // The client would refuse it too, but only after credentials were asked for.
      requireWritable(settings());
      const isConditional = ifInitiatedAt !== undefined && isDirectoryBucket(bucket, connection);
      const { call, context } = await send({
        operation: 'AbortMultipartUpload',
        bucket,
        signal,
        send: (client, abortSignal) =>
          client.send(
            new AbortMultipartUploadCommand({
              Bucket: bucket,
              ...terms(bucket),
              Key: key,
              UploadId: uploadId,
              ...(isConditional ? { IfMatchInitiatedTime: new Date(ifInitiatedAt) } : {}),
            }),
            { abortSignal },
          ),
      });
      answering.requireNamed(context, call);
      return call;
    },

    async completeUpload({ bucket, key, uploadId }, parts, { ifAbsent = false, signal } = {}) {
      requireAddress('CompleteMultipartUpload', key, uploadId);
      requireWritable(settings());
      const { call, output, context } = await send({
        operation: 'CompleteMultipartUpload',
        bucket,
        signal,
        send: (client, abortSignal) =>
          client.send(
            new CompleteMultipartUploadCommand({
              Bucket: bucket,
              ...terms(bucket),
              Key: key,
              UploadId: uploadId,
              MultipartUpload: { Parts: completedParts(parts) },
              // Only AWS is known to honour it on this call; elsewhere it might be refused, or ignored.
              ...(ifAbsent && connection.endpointUrl === null ? { IfNoneMatch: '*' } : {}),
            }),
            { abortSignal },
          ),
      });
      // Another object's success may be no success of this one, and has its ETag.
      const told = output.Key ?? '';
      requireOwn(context, isAnotherKey(told, key) ? { name: 'Key', told } : null);
      return { call, etag: plainEtag(output.ETag) };
    },

    async headObject(bucket, key, signal) {
      requireAddress('HeadObject', key, null);
      // A HEAD has no body for the store's code: 404 is all that an absent object can say. It comes as an error so
      // that every answer goes one way; here it is an answer like another.
      let absent: CallInfo | null = null;
      const answer = await send({
        operation: 'HeadObject',
        bucket,
        signal,
        send: (client, abortSignal) =>
          client
            .send(new HeadObjectCommand({ Bucket: bucket, ...terms(bucket), Key: key }), { abortSignal })
            .catch((error: unknown) => {
              const running = runningCall.getStore();
              if (running?.answer?.status !== 404) throw error;
              running.error = null;
              requireFresh(running.context, running.answer.headers);
              absent = callInfo(running.answer);
              answering.requireNamed(running.context, absent);
              return null;
            }),
      });
      if (absent || !answer.output) return { call: absent ?? answer.call, object: null };
      answering.requireNamed(answer.context, answer.call);
      return { call: answer.call, object: readStoredObject(answer) };
    },

    async findObject(bucket, key, signal): Promise<{ call: CallInfo; object: StoredObject | null }> {
      requireAddress('ListObjectsV2', key, null);
      requireText('ListObjectsV2', bucket, key);
      // A directory bucket takes whole folders only; the page is then searched for the key.
      const folder = isDirectoryBucket(bucket, connection) ? folderOf(key) : null;
      const narrowed = folder === null ? { Prefix: key } : folder ? { Prefix: folder } : {};
      const maxKeys = folder === null ? 100 : 1000;
      // Never without its prefix: a page from the bucket's beginning says nothing of the key.
      const answer = await without.objects.ask({ names: ['max-keys', 'encoding-type'] }, (left) =>
        send({
          operation: 'ListObjectsV2',
          bucket,
          signal,
          send: (client, abortSignal) =>
            client.send(
              new ListObjectsV2Command({
                Bucket: bucket,
                ...terms(bucket),
                ...narrowed,
                ...(left.has('max-keys') ? {} : { MaxKeys: maxKeys }),
                ...(left.has('encoding-type') ? {} : { EncodingType: 'url' }),
              }),
              { abortSignal },
            ),
        }),
      );
      const { call, page } = answer;
      // Where it is in doubt how keys are written, either spelling can be meant: the prefix is the key.
      const names = (written: string) => spelling.names(written, key, page?.fields.get('EncodingType') === 'url');
      const prefix = folder ?? key;
      const isUnder = (written: string) => written.startsWith(prefix) || decodeUrl(written).startsWith(prefix);
      return {
        call,
        object: readFoundObject(answer, without.objects.has('max-keys') ? 1000 : maxKeys, { names, isUnder }),
      };
    },

    async countLifecycleRules(bucket, signal) {
      const read = await getLifecycle(send, lifecycleOf(bucket), signal);
      return { call: read.call, rules: read.document === null ? null : read.rules };
    },

    async readLifecycle(bucket, signal) {
      const { call, document } = await getLifecycle(send, lifecycleOf(bucket), signal);
      return { call, document };
    },

    async writeLifecycle(bucket, document, options) {
      requireWritable(settings());
      return putLifecycle(send, lifecycleOf(bucket), document, options);
    },

    askBucket(bucket, question, more, signal) {
      if ('key' in more) requireAddress('GetObjectRetention', more.key, null);
      const { RequestPayer, ...owner } = terms(bucket);
      const payer = RequestPayer ? { RequestPayer } : {};
      return bucketQuestions(send, { bucket, owner, payer })[question](more, signal);
    },

    keyWriting: () => spelling.writing(),

    initiationTimes: () => initiation.times,

    close,
  };
}
