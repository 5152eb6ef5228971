import { type Fit, mib } from './growth.ts';

/** A client that uploads in parts, by its defaults. All of them can be configured: a match is a hint, never a verdict. */
export interface Client {
  id: string;
  /** As its makers call it: a name, the same in every language. */
  name: string;
  /** Default part size, bytes; more than one where versions differ. Empty: told by a pattern of its own. */
  sizes: readonly number[];
  /** What it does with files too big for 10,000 such parts. */
  fit: Fit;
  /** Files below this are sent whole, bytes; 0 where that is not known. */
  threshold: number;
  /** Whether it sends one part after the other, so that no number is ever missing. `either`: not known. */
  order: 'sequential' | 'parallel' | 'either';
  /** Which checksum its newer versions put on parts: an SDK's CRC32, CRT's CRC64NVME, none; `either`: not known. */
  checksum: 'sdk' | 'crt' | 'none' | 'either';
  /** How often it is met, as a weight: 1 seldom, 8 everywhere. A judgement, not a measurement. */
  common: number;
  /** Keys that it makes; absent: any. */
  keys?: RegExp;
  /** It makes no other keys than these. */
  onlyTheseKeys?: boolean;
  /** Never more parts than this. */
  mostParts?: number;
  /** What names it in the initiator's ID or display name. */
  initiator?: RegExp;
  /** Where its defaults are read. */
  source: string;
}

type Rest = Partial<Omit<Client, 'id' | 'name' | 'sizes' | 'source' | 'threshold'>> & {
  /** MiB. */
  threshold?: number;
};

/** @param sizes in MiB */
function client(id: string, name: string, sizes: number | readonly number[], source: string, rest: Rest = {}): Client {
  return {
    fit: { kind: 'constant' },
    order: 'either',
    checksum: 'either',
    common: 1,
    ...rest,
    id,
    name,
    sizes: (typeof sizes === 'number' ? [sizes] : sizes).map((size) => size * mib),
    threshold: (rest.threshold ?? 0) * mib,
    source,
  };
}

const exact: Fit = { kind: 'exact' };
const wholeMiB: Fit = { kind: 'multiple', of: mib };
const doubles: Fit = { kind: 'doubles' };

/** 5 MiB, the smallest part there may be, is what most SDKs begin with. */
const fiveMiB: readonly Client[] = [
  client('sdk-js-v3', 'AWS SDK for JavaScript v3 (lib-storage)', 5, '@aws-sdk/lib-storage dist-es/Upload.js', {
    fit: exact,
    threshold: 5,
    checksum: 'sdk',
    common: 6,
  }),
  client('sdk-go-v1', 'AWS SDK for Go v1 (s3manager)', 5, 'aws/aws-sdk-go service/s3/s3manager/upload.go', {
    fit: exact,
    threshold: 5,
    checksum: 'none',
    common: 5,
  }),
  client(
    'sdk-go-v2',
    'AWS SDK for Go v2 (feature/s3/manager)',
    5,
    'vmware-tanzu/velero-plugin-for-aws object_store.go',
    {
      fit: exact,
      threshold: 5,
      checksum: 'sdk',
      common: 5,
      initiator: /velero/i,
    },
  ),
  client('sdk-java-v1', 'AWS SDK for Java v1 (TransferManager)', 5, 'aws-sdk-java TransferManagerConfiguration', {
    fit: exact,
    threshold: 16,
    order: 'parallel',
    checksum: 'none',
    common: 4,
  }),
  client('sdk-php', 'AWS SDK for PHP v3 (Flysystem, Laravel)', 5, 'aws-sdk-php MultipartUploader PART_MIN_SIZE', {
    checksum: 'sdk',
    common: 3,
  }),
  client('sdk-ruby', 'AWS SDK for Ruby (ActiveStorage, Shrine)', 5, 'aws-sdk-ruby MultipartFileUploader', {
    checksum: 'sdk',
    common: 2,
  }),
  client('sdk-dotnet', 'AWS SDK for .NET (TransferUtility)', 5, 'aws-sdk-net MinSizeBeforePartUpload', {
    threshold: 16,
    checksum: 'sdk',
    common: 3,
  }),
  client('soto', 'Soto (Swift)', 5, 'soto-project/soto S3+multipart.swift'),
  client('rclone', 'rclone', 5, 'rclone backend/s3/s3.go, fs/chunksize/chunksize.go', {
    fit: wholeMiB,
    threshold: 200,
    common: 6,
    initiator: /rclone/i,
  }),
  client('minio-py-java', 'minio-py, minio-java', 5, 'minio-py minio.py, minio-java ObjectWriteArgs', {
    fit: { kind: 'multiple', of: 5 * mib },
    threshold: 5,
    checksum: 'none',
    common: 2,
  }),
  client('juicefs', 'JuiceFS sync', 5, 'juicefs pkg/sync/sync.go', { fit: wholeMiB, threshold: 10 }),
  client('flink', 'Apache Flink (native S3)', 5, 'flink s3.upload.min.part.size', { common: 2 }),
  client('fine-uploader', 'Fine Uploader', 5, 'FineUploader client/js/s3/uploader.basic.js', { checksum: 'none' }),
  client('arrow-cpp', 'Apache Arrow C++', [5, 10], 'arrow kMinimumPartUpload', { common: 2 }),
  client('gitlab', 'GitLab direct upload', 5, 'gitlab ObjectStorage DirectUpload MAXIMUM_MULTIPART_PARTS', {
    fit: { kind: 'share', parts: 100 },
    mostParts: 100,
    checksum: 'none',
    keys: /(^|\/)tmp\/uploads\//,
    onlyTheseKeys: true,
    initiator: /gitlab/i,
  }),
  client(
    'object-store-rs',
    'object_store (delta-rs, DataFusion, LanceDB)',
    [5, 10],
    'arrow-rs-object-store upload.rs',
    {
      common: 2,
    },
  ),
  client('uppy', 'Uppy (AWS S3)', 5, 'uppy packages/@uppy/aws-s3 S3Uploader.ts', {
    fit: exact,
    threshold: 100,
    checksum: 'none',
    common: 2,
  }),
];

/** Clients whose parts grow with their number; until then they look like any other of their first size. */
const growing: readonly Client[] = [
  client('goofys', 'goofys', 5, 'goofys internal/file.go', { order: 'sequential', checksum: 'none' }),
  client('geesefs', 'GeeseFS', 5, 'geesefs core/cfg/flags.go', { checksum: 'none' }),
  client('clickhouse', 'ClickHouse', 16, 'ClickHouse s3_min_upload_part_size, s3_upload_part_size_multiply_factor', {
    common: 3,
    initiator: /clickhouse/i,
  }),
  client('pgbackrest', 'pgBackRest', 5, 'pgbackrest src/storage/s3/write.c', {
    order: 'sequential',
    checksum: 'none',
    keys: /(^|\/)(archive|backup)\/[^/]+\/(\d+-\d+|\d{8}-\d{6}[FDI])/,
    common: 2,
    initiator: /pgbackrest/i,
  }),
  client('barman', 'Barman cloud', [], 'barman cloud.py', { initiator: /barman/i }),
];

const others: readonly Client[] = [
  client('evaporate', 'EvaporateJS', 6, 'EvaporateJS evaporate.js', { checksum: 'none' }),
  client('baidu', 'Baidu BOS SDK', 6, 'bce-sdk', { checksum: 'none' }),
  client('s3transfer', 'AWS CLI, boto3 (s3transfer)', 8, 's3transfer manager.py, utils.py', {
    fit: doubles,
    threshold: 8,
    order: 'parallel',
    checksum: 'sdk',
    common: 8,
    initiator: /boto|aws-?cli/i,
  }),
  client('crt', 'AWS CRT (Mountpoint, CRT clients)', 8, 'aws-c-s3 s3_util.c, mountpoint-s3 s3_crt_client.rs', {
    fit: exact,
    order: 'parallel',
    checksum: 'crt',
    common: 3,
    initiator: /mountpoint/i,
  }),
  client('sdk-java-v2', 'AWS SDK for Java v2', 8, 'aws-sdk-java-v2 MultipartConfigurationResolver', {
    fit: exact,
    order: 'parallel',
    checksum: 'sdk',
    common: 4,
  }),
  client('tus-node', 'tus-node-server', 8, 'tus-node-server packages/s3-store/src/index.ts', {
    keys: /(^|\/)[0-9a-f]{32}$/,
  }),
  client(
    'registry',
    'Docker/OCI registry (Harbor, GitLab registry)',
    [10, 32],
    'distribution registry/storage/driver/s3-aws/s3.go',
    {
      order: 'sequential',
      common: 5,
      keys: /(^|\/)docker\/registry\/v2\/|\/(_uploads|blobs\/uploads)\/[0-9a-f-]{36}\//,
      initiator: /registry|harbor/i,
    },
  ),
  client('cyberduck', 'Cyberduck, Mountain Duck', 10, 'cyberduck s3.upload.multipart.size', {
    threshold: 100,
    common: 3,
  }),
  client('s3fs-fuse', 's3fs-fuse', [10, 512], 's3fs-fuse curl.cpp', { common: 4, checksum: 'none' }),
  client('oss-browser', 'oss-browser', 10, 'aliyun/oss-browser settings.js', { checksum: 'none' }),
  client('s3cmd', 's3cmd', [15, 1024], 's3cmd S3/Config.py', {
    threshold: 15,
    order: 'sequential',
    checksum: 'none',
    common: 5,
  }),
  client('minio-go', 'minio-go, mc', [16, 528], 'minio-go api-put-object-common.go, mc put-main.go', {
    fit: { kind: 'multiple', of: 16 * mib },
    threshold: 16,
    common: 5,
  }),
  client('starrocks', 'StarRocks', 16, 'starrocks be/src/fs', { threshold: 16 }),
  client('wal-g', 'WAL-G', 20, 'wal-g configure.go', {
    common: 3,
    keys: /(^|\/)(basebackups|wal)_\d{3}\//,
    initiator: /wal-?g/i,
  }),
  client('kafka-connect', 'Kafka Connect S3 sink', 25, 'kafka-connect-storage-cloud PART_SIZE_DEFAULT', {
    common: 3,
    initiator: /kafka|connect/i,
  }),
  client('iceberg', 'Apache Iceberg (S3FileIO), Trino', 32, 'iceberg S3FileIOProperties MULTIPART_SIZE_DEFAULT', {
    threshold: 48,
    common: 3,
    initiator: /iceberg|trino/i,
  }),
  client('s5cmd', 's5cmd', 50, 's5cmd command/cp.go', { threshold: 50, common: 3 }),
  client('tusd', 'tusd', 50, 'tusd pkg/s3store/s3store.go', { fit: exact, order: 'sequential' }),
  client('fsspec', 's3fs/fsspec (pandas, Dask), smart_open, s4cmd', 50, 's3fs core.py, smart_open s3.py', {
    fit: exact,
    common: 4,
  }),
  client('hadoop', 'Hadoop S3A (Spark, Hive, HBase)', [64, 100], 'hadoop DEFAULT_MULTIPART_SIZE', {
    threshold: 128,
    order: 'parallel',
    common: 6,
    keys: /(^|\/)(_temporary|__magic(_job-[^/]*)?)\//,
    initiator: /hadoop|spark|emr|hive/i,
  }),
  client('minio-js', 'minio-js', 64, 'minio-js src/internal/client.ts', { fit: doubles, checksum: 'none', common: 2 }),
  client('objstore', 'Thanos, Loki, Mimir', 64, 'thanos-io/objstore providers/s3/s3.go', {
    common: 2,
    initiator: /thanos|loki|mimir/i,
  }),
  client(
    'elasticsearch',
    'Elasticsearch, OpenSearch snapshots',
    100,
    'elasticsearch S3Repository DEFAULT_BUFFER_SIZE',
    {
      threshold: 100,
      common: 4,
      keys: /(^|\/)indices\/[^/]+\/\d+\/__/,
      initiator: /elastic|opensearch/i,
    },
  ),
  client('restic', 'restic', 200, 'restic internal/backend/s3/s3.go', {
    common: 3,
    keys: /(^|\/)data\/[0-9a-f]{2}\/[0-9a-f]{64}$/,
    initiator: /restic/i,
  }),
  client('s3m', 's3m', 512, 's3m stream/mod.rs'),
  client('duckdb', 'DuckDB (httpfs)', 76.5, 'duckdb-httpfs s3fs.cpp', { common: 2 }),
];

/** Every client that is known, by its defaults. */
export const catalogue: readonly Client[] = [...fiveMiB, ...growing, ...others];

const byId = new Map(catalogue.map((entry) => [entry.id, entry]));

/** @returns undefined where there is none of that ID */
export function clientById(id: string): Client | undefined {
  return byId.get(id);
}
