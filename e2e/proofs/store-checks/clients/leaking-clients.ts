import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findExecutables, type StoreKeys } from './clients.ts';

/** A real client that is to be killed in the middle of an upload. */
export interface LeakingClient {
  name: string;
  /** As the app calls it; null: it is configured otherwise than by its defaults, and nothing should be said of it for sure. */
  calledBy: string | null;
  /** The file it sends, MiB: above the size from which it uploads in parts. */
  fileMiB: number;
  /** It is killed once so many parts are there. */
  parts: number;
  /** null: it is not on this computer. */
  command(at: { store: StoreKeys; bucket: string; key: string; file: string; mount: string }): string[] | null;
}

const boto3 = (code: string) => `
import sys, boto3, botocore
from boto3.s3.transfer import TransferConfig
endpoint, bucket, key, file = sys.argv[1:]
config = botocore.config.Config(s3={"addressing_style": "path"}, signature_version="s3v4")
client = boto3.client("s3", endpoint_url=endpoint, config=config)
client.upload_file(file, bucket, key${code})
`;
const libStorage = (options: string) => `
const { createReadStream } = require('node:fs');
const { S3Client } = require('@aws-sdk/client-s3');
const { Upload } = require('@aws-sdk/lib-storage');
const [endpoint, Bucket, Key, file] = process.argv.slice(1);
const client = new S3Client({ endpoint, forcePathStyle: true, region: process.env.AWS_DEFAULT_REGION });
new Upload({ client, params: { Bucket, Key, Body: createReadStream(file) }${options} }).done();
`;
const minio = `
const { Client } = require('minio');
const [endpoint, bucket, key, file] = process.argv.slice(1);
const { hostname, port } = new URL(endpoint);
const { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey, AWS_DEFAULT_REGION: region } = process.env;
new Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey, region }).fPutObject(bucket, key, file);
`;

/** @param modules the folder that holds `node_modules` with the clients from npm */
export function leakingClients(modules: string): LeakingClient[] {
  const python = findExecutables('python3');
  const node = (of: string, code: string): LeakingClient['command'] => {
    return ({ store, bucket, key, file }) =>
      existsSync(join(modules, 'node_modules', of))
        ? [process.execPath, '-e', code, '--', store.endpointUrl, bucket, key, file]
        : null;
  };
  const withBoto3 = (code: string): LeakingClient['command'] => {
    return ({ store, bucket, key, file }) =>
      python[0] === undefined ? null : [python[0], '-c', boto3(code), store.endpointUrl, bucket, key, file];
  };
  const s3transfer = 'AWS CLI, boto3 (s3transfer)';
  return [
    {
      name: 'aws cli',
      calledBy: s3transfer,
      fileMiB: 400,
      parts: 4,
      command: ({ store, bucket, key, file }) =>
        from('aws', ['--endpoint-url', store.endpointUrl, 's3', 'cp', file, `s3://${bucket}/${key}`]),
    },
    { name: 'boto3', calledBy: s3transfer, fileMiB: 400, parts: 4, command: withBoto3('') },
    {
      name: 'boto3, parts of 9 MiB',
      calledBy: null,
      fileMiB: 400,
      parts: 4,
      command: withBoto3(', Config=TransferConfig(multipart_chunksize=9 * 1024 * 1024)'),
    },
    {
      name: 'rclone',
      calledBy: 'rclone',
      fileMiB: 500,
      parts: 4,
      command: ({ bucket, key, file }) => from('rclone', ['copyto', file, `practice:${bucket}/${key}`]),
    },
    {
      name: 's3cmd',
      calledBy: 's3cmd',
      fileMiB: 400,
      parts: 3,
      command: ({ store, bucket, key, file }) => {
        const { host } = new URL(store.endpointUrl);
        const keys = ['--access_key', store.accessKeyId, '--secret_key', store.secretAccessKey];
        const way = ['--no-ssl', '--host', host, '--host-bucket', host, '--region', store.region];
        return from('s3cmd', ['-c', '/dev/null', ...keys, ...way, 'put', file, `s3://${bucket}/${key}`]);
      },
    },
    {
      name: '@aws-sdk/lib-storage',
      calledBy: 'AWS SDK for JavaScript v3 (lib-storage)',
      fileMiB: 400,
      parts: 4,
      command: node('@aws-sdk/lib-storage', libStorage('')),
    },
    {
      name: '@aws-sdk/lib-storage, parts of 7,000,000 bytes',
      calledBy: null,
      fileMiB: 400,
      parts: 4,
      command: node('@aws-sdk/lib-storage', libStorage(', partSize: 7_000_000')),
    },
    { name: 'minio from npm', calledBy: 'minio-js', fileMiB: 500, parts: 2, command: node('minio', minio) },
    {
      name: 's3fs',
      calledBy: 's3fs-fuse',
      fileMiB: 400,
      parts: 3,
      command: ({ store, bucket, key, file, mount }) => {
        const [s3fs] = findExecutables('s3fs');
        if (s3fs === undefined || !existsSync('/dev/fuse')) return null;
        // The mount and who writes into it end together, as a crashed computer would end them.
        const script =
          '"$1" "$2" "$3" -f -o url="$4" -o use_path_request_style & until mountpoint -q "$3"; do :; done; mkdir -p "$3/$(dirname "$6")"; cp "$5" "$3/$6"; wait';
        return ['sh', '-c', script, 'sh', s3fs, bucket, mount, store.endpointUrl, file, key];
      },
    },
  ];
}

function from(name: string, args: string[]): string[] | null {
  const [path] = findExecutables(name);
  return path === undefined ? null : [path, ...args];
}
