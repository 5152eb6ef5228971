import { afterAll, beforeAll } from 'vitest';
import type { Store } from '../../store.ts';
import { createS3Store } from '../s3-store.ts';
import { exampleConnection, type RecordingServer, startRecordingServer } from './recording-server.ts';

/** For tests: the app's own store on a recording server, for all tests of a file or of a `describe`. */
export function recordedStore(secretAccessKey = 'an-example-secret'): {
  readonly server: RecordingServer;
  readonly store: Store;
} {
  const recorded: { server?: RecordingServer; store?: Store } = {};
  beforeAll(async () => {
    recorded.server = await startRecordingServer();
    const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey });
    recorded.store = createS3Store(exampleConnection(recorded.server.url), credentials, { now: Date.now });
  });
  afterAll(async () => {
    recorded.store?.close();
    await recorded.server?.close();
  });
  const begun = <T>(made: T | undefined): T => {
    if (made === undefined) throw new Error('A recorded store is there within tests only');
    return made;
  };
  return {
    get server() {
      return begun(recorded.server);
    },
    get store() {
      return begun(recorded.store);
    },
  };
}
