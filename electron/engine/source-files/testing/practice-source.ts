import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type PracticeStore, startPracticeStore } from '../../../practice/store.ts';
import { clientOf } from '../../../practice/testing/practice-client.ts';
import { systemClock } from '../../ports/clock.ts';
import { createS3Store } from '../../store/s3/s3-store.ts';
import { exampleConnection } from '../../store/s3/testing/recording-server.ts';
import type { Store } from '../../store/store.ts';

/** A practice bucket `reports` to read files from, and what a reader of it is given. Disposing ends both. */
export async function practiceSource(): Promise<
  {
    practice: PracticeStore;
    store: Store;
    put: (key: string, body: string | Uint8Array, encoding?: string) => Promise<void>;
    ports: ReturnType<typeof readerPorts>;
  } & AsyncDisposable
> {
  const practice = await startPracticeStore({
    scenario: { name: 'test', buckets: [{ name: 'reports', uploads: [] }] },
  });
  const { accessKeyId, secretAccessKey, endpointUrl, region } = practice;
  const keys = async () => ({ accessKeyId, secretAccessKey });
  const store = createS3Store(exampleConnection(endpointUrl, { region }), keys, { now: Date.now });
  const client = clientOf(practice);
  return {
    practice,
    store,
    async put(key, body, encoding) {
      const more = encoding === undefined ? {} : { ContentEncoding: encoding };
      await client.send(new PutObjectCommand({ Bucket: 'reports', Key: key, Body: body, ...more }));
    },
    ports: readerPorts(store),
    async [Symbol.asyncDispose]() {
      store.close();
      client.destroy();
      await practice.close();
    },
  };
}

/** What a reader needs to reach a bucket. @param store null: no connection is asked for */
export function readerPorts(store: Store | null) {
  return {
    clock: systemClock,
    random: Math.random,
    paces: { inTurn: (paced: Store) => paced },
    attendedStoreFor: async () => {
      if (!store) throw new Error('No store is asked for here');
      return store;
    },
  };
}
