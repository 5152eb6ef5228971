import { OpenedEngine, type StoreAt } from './opened-engine.ts';
import {
  type PassingAnswer,
  type PassingRequest,
  type RewritingProxy,
  startRewritingProxy,
} from './rewriting-proxy.ts';

/** A store in this process: practice storage. */
interface ServedStore {
  endpointUrl: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  close(): Promise<void>;
}

/** For tests: an engine on a store whose answers a test may rewrite on their way. Close it: it closes the store too. */
export interface BehindProxy {
  opened: OpenedEngine;
  proxy: RewritingProxy;
  /** What becomes of each answer from now on. */
  rewrite: (answer: PassingAnswer, request: PassingRequest) => void;
  close(): Promise<void>;
}

export async function openBehindProxy(
  store: ServedStore,
  settings: Pick<StoreAt, 'activeWindowMs'> = {},
): Promise<BehindProxy> {
  const stand: Pick<BehindProxy, 'rewrite'> = { rewrite: () => {} };
  const proxy = await startRewritingProxy(store.endpointUrl, (...passing) => stand.rewrite(...passing));
  const { region, accessKeyId, secretAccessKey } = store;
  const at = { url: proxy.url, region, accessKeyId, secretAccessKey, quietIntervalMs: 100, ...settings };
  const opened = await OpenedEngine.open(at);
  return Object.assign(stand, {
    opened,
    proxy,
    close: async () => {
      await opened.close();
      await proxy.close();
      await store.close();
    },
  });
}
