import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { AppError } from '../../../../shared/schema/errors.ts';
import type { Connection } from '../../../../shared/schema/model.ts';
import { folderOf, isDirectoryBucket } from '../../../../shared/values/bucket-address.ts';
import { holdsBytes } from '../../../../shared/values/byte-escapes.ts';
import { says } from '../../../../shared/words/says.ts';
import type { EncodingMemory } from '../encoding.ts';
import { InitiationWatch } from '../initiation-times.ts';
import { KeySpelling } from '../key-spelling.ts';
import { MarkerWriting } from '../marker-writing.ts';
import { canSend, plainOnly } from '../odd-keys.ts';
import {
  type CallInfo,
  type InitiationTimes,
  partsPerPage,
  type Store,
  type StoredObject,
  type UploadsPage,
} from '../store.ts';
import { isUnheardOf, objectsToRequest } from '../trouble-table.ts';
import { bucketQuestions } from './bucket-questions.ts';
import { bucketTerms, type ChangingSettings } from './bucket-terms.ts';
import type { CredentialProvider } from './client-factory.ts';
import { sendListParts } from './direct-parts.ts';
import { endpointHost } from './endpoint-host.ts';
import { type AskedWith, LeftOut, type Optional } from './left-out.ts';
import { getLifecycle, putLifecycle } from './lifecycle-calls.ts';
import { requireWritable } from './read-only.ts';
import { runningCall } from './running-call.ts';
import { createSender, type SenderOptions } from './s3-sender.ts';
import { callInfo } from './store-answer.ts';
import type { S3Operation } from './store-errors.ts';
import {
  completedParts,
  plainEtag,
  readBuckets,
  readFoundObject,
  readParts,
  readStoredObject,
  readUploads,
  type WrittenUploads,
} from './store-results.ts';

export interface S3StoreOptions extends SenderOptions {
  /** Where the endpoint's key convention is kept between sessions; without it, it is learned once per store. */
  encodingMemory?: EncodingMemory;
  /** What it was seen to write into Initiated. */
  initiationTimes?: InitiationTimes;
  /** What may change under an open store; as the connection has it, where left out. Asked at every call. */
  settings?: () => ChangingSettings;
}

type UploadsRequest = Parameters<Store['listUploads']>[0];

/** Uploads that a page holds where nothing is asked for (API reference, ListMultipartUploads). */
const uploadsPerPage = 1000;

/**
 * The S3 calls of one connection.
 *
 * One method is one request, with exceptions that happen once and prove nothing about an upload: where the endpoint
 * names another region, or may want the other addressing style, it is asked again so (`endpoint-learning.ts`; later
 * calls go there at once), and a page of keys that read differently by encoding convention is asked for again without
 * encoding-type, once a walk or wherever a page contradicts what was learned (`key-spelling.ts`). What a store refuses is
 * left out of what it is asked from then on (`left-out.ts`). A page that leads back to where it was asked for is asked for
 * again by its marker as the store wrote it (`marker-writing.ts`).
 *
 * Every method throws an AppError, or, where `signal` aborted it, the signal's reason as it is.
 */
export function createS3Store(connection: Connection, credentials: CredentialProvider, options: S3StoreOptions): Store {
  const settings = options.settings ?? (() => connection);
  const { send, learned, close } = createSender(connection, credentials, options, () => settings().readOnly);
  const spelling = new KeySpelling(options.encodingMemory);
  const markers = new MarkerWriting();
  const initiation = new InitiationWatch(options.initiationTimes ?? 'told');
  /** What each list is asked without. */
  const without = { uploads: new LeftOut(), parts: new LeftOut(), objects: new LeftOut() };

  /** What goes with every call about a bucket. */
  const terms = (bucket: string) => bucketTerms(bucket, connection, settings());

  const lifecycleOf = (bucket: string) => {
    // These calls know no Requester Pays (API reference, GetBucketLifecycleConfiguration).
    const { RequestPayer: _, ...owner } = terms(bucket);
    return { bucket, terms: owner };
  };

  /** One page as the store wrote it, asked for with or without encoding-type, and without what the store refuses. */
  function writtenUploads(
    request: UploadsRequest,
    encoded: boolean,
    signal: AbortSignal | undefined,
  ): Promise<WrittenUploads> {
    const { prefix = '', keyMarker } = request;
    const names: Optional[] = ['max-uploads', ...(encoded ? (['encoding-type'] as const) : [])];
    const asked: AskedWith =
      prefix === '' ? { names } : { names: [...names, 'prefix'], doubtful: isPlainKey(prefix) ? [] : ['prefix'] };
    return without.uploads
      .ask(asked, (left) => writtenPage(request, encoded, left, signal))
      .catch((error: unknown) => {
        throw keyMarker ? refusedMarker(error) : error;
      });
  }

  async function writtenPage(
    request: UploadsRequest,
    encoded: boolean,
    left: ReadonlySet<Optional>,
    signal: AbortSignal | undefined,
  ): Promise<WrittenUploads> {
    const { bucket, keyMarker, uploadIdMarker, maxUploads = 1000, expectedBucketOwner } = request;
    const prefix = left.has('prefix') ? '' : request.prefix;
    const isDirectory = isDirectoryBucket(bucket, connection);
    const answer = await send({
      operation: 'ListMultipartUploads',
      bucket,
      signal,
      send: (client, abortSignal) =>
        client.send(
          new ListMultipartUploadsCommand({
            Bucket: bucket,
            ...terms(bucket),
            ...(left.has('max-uploads') ? {} : { MaxUploads: maxUploads }),
            ...(encoded && !left.has('encoding-type') ? { EncodingType: 'url' } : {}),
            ...(prefix ? { Prefix: prefix } : {}),
            ...(keyMarker ? { KeyMarker: keyMarker } : {}),
            ...(uploadIdMarker === null || uploadIdMarker === undefined || isDirectory
              ? {}
              : { UploadIdMarker: uploadIdMarker }),
            // Comes before what the bucket's own terms say.
            ...(expectedBucketOwner === undefined ? {} : { ExpectedBucketOwner: expectedBucketOwner }),
          }),
          { abortSignal },
        ),
    });
    const page = readUploads(answer, left.has('max-uploads') ? uploadsPerPage : maxUploads);
    return left.has('prefix') ? { ...page, narrowTo: request.prefix ?? '' } : page;
  }

  /** One page of uploads, its keys read as they are meant. */
  async function spelledUploads(request: UploadsRequest, signal: AbortSignal | undefined): Promise<UploadsPage> {
    const { maxUploads = uploadsPerPage } = request;
    if (!Number.isInteger(maxUploads) || maxUploads < 2 || maxUploads > 1000) {
      throw new AppError('INVALID_INPUT', says('pageOfUploads'), { operation: 'ListMultipartUploads' });
    }
    const { bucket, prefix = '', keyMarker } = request;
    requireText('ListMultipartUploads', bucket, prefix, keyMarker ?? '');
    if (prefix !== folderOf(prefix) && isDirectoryBucket(bucket, connection)) {
      throw new AppError('INVALID_INPUT', says('wholeFoldersOnly'), {
        operation: 'ListMultipartUploads',
        bucket,
      });
    }
    if (!request.onRecord) spelling.begins(request);
    return markers.listed(request, (asked) => readUploadsPage(asked, signal));
  }

  /** A page, and how it was written where it was asked for as encoded. */
  async function readUploadsPage(request: UploadsRequest, signal: AbortSignal | undefined) {
    const isBare = () => spelling.isBare(request) || without.uploads.has('encoding-type');
    if (isBare()) return { written: null, page: uploadsPage(await writtenUploads(request, false, signal)) };
    const asked = await writtenUploads(request, true, signal);
    // It was refused just now: the page is written as it is meant.
    if (isBare()) return { written: null, page: uploadsPage(asked) };
    return { written: asked, page: uploadsPage(await meantUploads(request, asked, signal)) };
  }

  /** What a page means that was asked for as encoded. */
  async function meantUploads(
    request: UploadsRequest,
    asked: WrittenUploads,
    signal: AbortSignal | undefined,
  ): Promise<WrittenUploads> {
    const read = spelling.read(asked);
    if (read) return read;
    const saidSo = request.onRecord && asked.echoed ? spelling.asSaid(asked) : null;
    if (saidSo) return saidSo;
    try {
      const bare = () => writtenUploads(request, false, signal);
      // What broke off once may have been the connection. A store that breaks off again cannot write the page.
      const compared = await bare().catch((error: unknown) => {
        if (isBrokenOff(error)) return bare();
        throw error;
      });
      return spelling.compare(asked, compared);
    } catch (error) {
      // Without encoding, a key that XML cannot hold breaks the page.
      const isUnreadable = error instanceof AppError && (error.code === 'NOT_S3' || isBrokenOff(error));
      const said = isUnreadable ? spelling.asSaid(asked) : null;
      if (!said) throw error;
      return said;
    }
  }

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
      return initiation.told(request.bucket, await spelledUploads(request, signal));
    },

    async listParts({ bucket, key, uploadId }, partNumberMarker, signal) {
      requireAddress('ListParts', key, uploadId);
      const answer = await without.parts.ask({ names: ['max-parts'] }, (left) =>
        send({
          operation: 'ListParts',
          bucket,
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
      return readParts(answer, partsPerPage);
    },

    async abortUpload({ bucket, key, uploadId }, { ifInitiatedAt, signal } = {}) {
      requireAddress('AbortMultipartUpload', key, uploadId);
      // The client would refuse it too, but only after credentials were asked for.
      requireWritable(settings());
      const isConditional = ifInitiatedAt !== undefined && isDirectoryBucket(bucket, connection);
      const { call } = await send({
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
      return call;
    },

    async completeUpload({ bucket, key, uploadId }, parts, { ifAbsent = false, signal } = {}) {
      requireAddress('CompleteMultipartUpload', key, uploadId);
      requireWritable(settings());
      const { call, output } = await send({
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
              absent = callInfo(running.answer);
              return null;
            }),
      });
      if (absent || !answer.output) return { call: absent ?? answer.call, object: null };
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
      return {
        call,
        object: readFoundObject(answer, without.objects.has('max-keys') ? 1000 : maxKeys, names),
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

/** Design, rule 1, and the same care for reads: an empty key would address the bucket. */
function requireAddress(operation: S3Operation, key: string, uploadId: string | null): void {
  if (key === '') throw new AppError('INVALID_INPUT', says('keyEmpty'), { operation });
  if (uploadId === '') throw new AppError('INVALID_INPUT', says('uploadIdEmpty'), { operation });
}

/** What goes into a query is a text: a signature over other bytes is nobody's. Keys stand in paths, where they may be any. */
function requireText(operation: S3Operation, bucket: string, ...values: readonly string[]): void {
  if (!values.some(holdsBytes)) return;
  const sentence = 'The listing would have to be asked for by a key whose bytes are no UTF-8, which no request can.';
  throw new AppError('PAGING_MARKER_MISSING', sentence, { operation, bucket });
}

/** Without its prefix a request is answered by a page of the whole bucket; what is asked for is picked out of it. */
function uploadsPage(page: WrittenUploads): UploadsPage {
  const { call, unnamed, isTruncated, nextKeyMarker, nextUploadIdMarker, narrowTo = '' } = page;
  // How an odd key is spelled on this page may be in doubt: no such upload is passed over.
  const isMeant = (key: string) => key.startsWith(narrowTo) || !(isPlainKey(narrowTo) || isPlainKey(key));
  const uploads = narrowTo === '' ? page.uploads : page.uploads.filter(({ key }) => isMeant(key));
  return { call, uploads, ...(unnamed ? { unnamed } : {}), isTruncated, nextKeyMarker, nextUploadIdMarker };
}

/** No walk goes on past its first page without a marker, and none is left out: it would skip uploads, or begin anew. */
function refusedMarker(error: unknown): unknown {
  if (!(error instanceof AppError) || !objectsToRequest(error)) return error;
  const names = `${error.details.storeMessage ?? ''} ${error.details.storeCode ?? ''}`;
  if (!isUnheardOf(error) && !/marker/i.test(names)) return error;
  return new AppError('PAGING_REFUSED', says('pagingRefused'), error.details);
}

/** Whether a prefix is written alike in a URL, in XML and in a signature. */
function isPlainKey(key: string): boolean {
  return canSend(key, plainOnly);
}

/** Whether a good answer came whose text ends before its root does. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof AppError && error.code === 'CONNECTION_LOST' && error.details.unusable === true;
}
