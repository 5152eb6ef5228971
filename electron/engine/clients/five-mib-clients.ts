import { type Client, client, exact, wholeMiB } from './client.ts';
import { mib } from './growth.ts';

/** 5 MiB, the smallest part there may be, is what most SDKs begin with. */
export const fiveMiBClients: readonly Client[] = [
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
    keysAre: 'all',
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
