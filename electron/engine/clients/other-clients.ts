import { type Client, client, doubles, exact } from './client.ts';
import { mib } from './growth.ts';

/** Clients whose parts grow with their number; until then they look like any other of their first size. */
export const growingClients: readonly Client[] = [
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
    keysAre: 'most',
    common: 2,
    initiator: /pgbackrest/i,
  }),
  client('barman', 'Barman cloud', [], 'barman cloud.py', { initiator: /barman/i }),
];

/** Sizes of their own. */
export const otherClients: readonly Client[] = [
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
    keysAre: 'most',
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
      keysAre: 'most',
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
    keysAre: 'most',
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
      keysAre: 'most',
      initiator: /elastic|opensearch/i,
    },
  ),
  client('restic', 'restic', 200, 'restic internal/backend/s3/s3.go', {
    common: 3,
    keys: /(^|\/)data\/[0-9a-f]{2}\/[0-9a-f]{64}$/,
    keysAre: 'most',
    initiator: /restic/i,
  }),
  client('s3m', 's3m', 512, 's3m stream/mod.rs'),
  client('duckdb', 'DuckDB (httpfs)', 76.5, 'duckdb-httpfs s3fs.cpp', { common: 2 }),
];
