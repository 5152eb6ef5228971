import { systemClock } from '../../ports/clock.ts';
import { createS3Store } from '../../store/s3/s3-store.ts';
import { exampleConnection } from '../../store/s3/testing/recording-server.ts';
import type { Store } from '../../store/store.ts';

/** A store to read files from. */
export function storeAt(at: {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}): Store {
  const { endpointUrl, region, accessKeyId, secretAccessKey } = at;
  const keys = async () => ({ accessKeyId, secretAccessKey });
  return createS3Store(exampleConnection(endpointUrl, { region }), keys, { now: Date.now });
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
