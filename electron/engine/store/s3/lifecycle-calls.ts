import { createHash } from 'node:crypto';
import {
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { CallInfo, LifecycleDocument } from '../store.ts';
import { runningCall } from './running-call.ts';
import type { Sender } from './s3-sender.ts';
import { callInfo } from './store-answer.ts';

/** What goes with every call about a bucket's lifecycle: it knows no Requester Pays (API reference). */
interface Address {
  bucket: string;
  terms: { ExpectedBucketOwner?: string };
}

/** In lower case, as headers are kept. */
const transitionHeader = 'x-amz-transition-default-minimum-object-size';

/** @returns how many rules there are, and the document as it came; null where the store says that there is none */
export async function getLifecycle(
  send: Sender['send'],
  { bucket, terms }: Address,
  signal: AbortSignal | undefined,
): Promise<{ call: CallInfo; rules: number; document: LifecycleDocument } | { call: CallInfo; document: null }> {
  let none: CallInfo | null = null;
  const { call, output } = await send({
    operation: 'GetBucketLifecycleConfiguration',
    bucket,
    signal,
    send: async (client, abortSignal) => {
      const running = runningCall.getStore();
      try {
        await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket, ...terms }), { abortSignal });
        const transitionDefault = running?.answer?.headers[transitionHeader] || null;
        const { xml = '', rules = 0 } = running?.taken?.lifecycle ?? {};
        return { rules, document: { xml, transitionDefault } };
      } catch (error) {
        if (!running?.answer || running.error?.details.storeCode !== 'NoSuchLifecycleConfiguration') throw error;
        running.error = null;
        none = callInfo(running.answer);
        return null;
      }
    },
  });
  return none || !output ? { call: none ?? call, document: null } : { call, ...output };
}

/**
 * Sends a whole configuration, with the SDK's checksum or with Content-MD5 alone.
 *
 * The document is ours, byte by byte: the SDK would write only what its model knows of the rules, and so drop the rest.
 */
export async function putLifecycle(
  send: Sender['send'],
  { bucket, terms }: Address,
  { xml, transitionDefault }: LifecycleDocument,
  { contentMd5, signal }: { contentMd5: boolean; signal?: AbortSignal | undefined },
): Promise<CallInfo> {
  const { call } = await send({
    operation: 'PutBucketLifecycleConfiguration',
    bucket,
    signal,
    send: (client: S3Client, abortSignal) => {
      const command = new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, ...terms });
      command.middlewareStack.add(
        (next) => (args) => {
          const { request } = args;
          if (isWritten(request)) {
            request.body = xml;
            request.headers['content-type'] = 'application/xml';
            if (transitionDefault !== null) request.headers[transitionHeader] = transitionDefault;
          }
          return next(args);
        },
        // Before the SDK measures and sums what it sends.
        { step: 'build', priority: 'high', name: 'ownDocument' },
      );
      if (contentMd5) {
        command.middlewareStack.add(
          (next) => (args) => {
            if (isWritten(args.request)) takeMd5(args.request);
            return next(args);
          },
          { step: 'build', priority: 'low', name: 'contentMd5' },
        );
      }
      return client.send(command, { abortSignal });
    },
  });
  return call;
}

/** Content-MD5 in the place of every other checksum, as it was before there were others. */
function takeMd5({ headers, body }: Written): void {
  for (const name of Object.keys(headers)) {
    if (/^x-amz-(checksum-|sdk-checksum-algorithm$)/i.test(name)) delete headers[name];
  }
  headers['content-md5'] = createHash('md5').update(String(body)).digest('base64');
}

interface Written {
  headers: Record<string, string>;
  body: unknown;
}

function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && 'headers' in value && 'body' in value;
}
