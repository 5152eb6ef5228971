import { AppError } from '../../../shared/schema/errors.ts';
import { says } from '../../../shared/words/says.ts';
import {
  type LifecycleConfiguration,
  noConfiguration,
  readConfiguration,
  writeConfiguration,
} from '../lifecycle/configuration.ts';
import { XmlUnreadable } from '../lifecycle/xml-tree.ts';
import type { CallInfo, Store } from '../store/store.ts';
import { isFinal } from '../store/trouble-table.ts';

/** What a bucket has, as far as one answer tells. */
export interface ReadConfiguration {
  /** `none`: the store says that there is no configuration. `empty`: one without rules, which proves nothing. */
  state: 'rules' | 'none' | 'empty';
  configuration: LifecycleConfiguration;
  call: CallInfo;
}

/** Whether an endpoint takes nothing but Content-MD5, as it was seen to. */
export interface ChecksumMemory {
  wantsMd5(): boolean;
  learnedMd5(): void;
}

/** One bucket's configuration at its store. */
export interface ConfigurationStore {
  /** @throws AppError NOT_S3 for a document that cannot be read; as the store's calls */
  read(): Promise<ReadConfiguration>;
  /**
   * Puts a whole configuration: with the SDK's checksum, and once more with Content-MD5 where that is what the store wants.
   * @returns whether it took Content-MD5
   */
  write(configuration: LifecycleConfiguration): Promise<{ contentMd5: boolean }>;
}

/** A bucket's configuration over a store's calls. */
export function configurationStore(
  store: Pick<Store, 'readLifecycle' | 'writeLifecycle'>,
  bucket: string,
  memory: ChecksumMemory,
  signal?: AbortSignal,
): ConfigurationStore {
  const put = (configuration: LifecycleConfiguration, contentMd5: boolean) => {
    const document = { xml: writeConfiguration(configuration), transitionDefault: configuration.transitionDefault };
    return store.writeLifecycle(bucket, document, { contentMd5, ...(signal ? { signal } : {}) });
  };
  return {
    async read() {
      const { call, document } = await store.readLifecycle(bucket, signal);
      if (document === null) return { state: 'none', configuration: noConfiguration, call };
      const configuration = readable(document.xml, document.transitionDefault, bucket);
      return { state: configuration.rules.length > 0 ? 'rules' : 'empty', configuration, call };
    },

    async write(configuration) {
      const known = memory.wantsMd5();
      try {
        await put(configuration, known);
        return { contentMd5: known };
      } catch (error) {
        if (known || !mayWantMd5(error)) throw error;
        try {
          await put(configuration, true);
        } catch (second) {
          // What it is refused for is no longer the checksum.
          throw mayWantMd5(second) ? error : second;
        }
        memory.learnedMd5();
        return { contentMd5: true };
      }
    },
  };
}

function readable(xml: string, transitionDefault: string | null, bucket: string): LifecycleConfiguration {
  try {
    return readConfiguration(xml, transitionDefault);
  } catch (error) {
    if (!(error instanceof XmlUnreadable)) throw error;
    const operation = 'GetBucketLifecycleConfiguration';
    throw new AppError('NOT_S3', says('lifecycleUnreadable'), { operation, bucket });
  }
}

/**
 * Whether a refusal may be for want of Content-MD5: it names it, or is of the kind that stores give for a header that is
 * missing (Ceph: InvalidRequest without a word) or that they do not know. It was refused, so sending it again is safe.
 */
function mayWantMd5(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  const { storeCode = '', storeMessage = '' } = error.details;
  if (/content-?md5/i.test(`${storeCode} ${storeMessage}`)) return true;
  const isRefusal = error.code === 'STORE_REFUSED' && isFinal(error);
  return isRefusal && /^(InvalidRequest|MissingContentMD5|InvalidDigest|BadDigest|NotImplemented)$/.test(storeCode);
}
