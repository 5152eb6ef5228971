import { type BucketBehaviour, type PracticeStore, startPracticeStore } from '../../practice/store.ts';
import { OpenedEngine } from './opened-engine.ts';
import {
  type PassingAnswer,
  type PassingRequest,
  type RewritingProxy,
  startRewritingProxy,
} from './rewriting-proxy.ts';

/** For tests: an engine on practice storage, whose answers a test may rewrite on their way. Close it. */
export interface PracticeBehindProxy {
  opened: OpenedEngine;
  practice: PracticeStore;
  proxy: RewritingProxy;
  /** What becomes of each answer from now on. */
  rewrite: (answer: PassingAnswer, request: PassingRequest) => void;
  close(): Promise<void>;
}

/** @param bucket made for the test, with this behaviour */
export async function openPracticeBehindProxy(
  bucket: string,
  behaviour: Partial<BucketBehaviour> = {},
  settings: { activeWindowMs?: number } = {},
): Promise<PracticeBehindProxy> {
  const practice = await startPracticeStore({ scenario: 'empty' });
  practice.createBucket(bucket, behaviour);
  const stand: Pick<PracticeBehindProxy, 'rewrite'> = { rewrite: () => {} };
  const proxy = await startRewritingProxy(practice.endpointUrl, (...passing) => stand.rewrite(...passing));
  const { region, accessKeyId, secretAccessKey } = practice;
  const at = { url: proxy.url, region, accessKeyId, secretAccessKey, quietIntervalMs: 100, ...settings };
  const opened = await OpenedEngine.open(at);
  return Object.assign(stand, {
    opened,
    practice,
    proxy,
    close: async () => {
      await opened.close();
      await proxy.close();
      await practice.close();
    },
  });
}
