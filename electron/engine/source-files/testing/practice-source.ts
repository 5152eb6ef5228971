import { PutObjectCommand } from '@aws-sdk/client-s3';
import { openStore } from '../../../practice/testing/practice-client.ts';
import { readerPorts, storeAt } from './reader-ports.ts';

/** A practice storage with the bucket `reports`, to read files from: closed with the block that uses it. */
export async function openSource() {
  const it = await openStore({}, { scenario: { name: 'test', buckets: [{ name: 'reports', uploads: [] }] } });
  const store = storeAt(it.store);
  return {
    practice: it.store,
    store,
    ports: readerPorts(store),
    put: (Key: string, Body: string | Uint8Array, ContentEncoding?: string) =>
      it.client.send(new PutObjectCommand({ Bucket: 'reports', Key, Body, ContentEncoding })),
    async [Symbol.asyncDispose]() {
      store.close();
      await it[Symbol.asyncDispose]();
    },
  };
}
