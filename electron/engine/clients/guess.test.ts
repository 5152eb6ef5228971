import { describe, expect, it } from 'vitest';
import { catalogue, clientById } from './catalogue.ts';
import { mib, staircases } from './growth.ts';
import { guessClient, type UploadTraits } from './guess.ts';
import { emptyShape } from './part-shape.ts';
import { always, best, gib, killed, type Left, named, traits } from './testing/synthetic-uploads.ts';

describe('a table of real defaults', () => {
  // What each leaves of a large file when it is killed, and who must be among the names.
  const rows: readonly (readonly [string, Left, string, key?: string])[] = [
    ['lib-storage 3.x', killed(5 * mib, { checksum: 'CRC32' }), 'sdk-js-v3'],
    ['aws-sdk-go 1.x', killed(5 * mib), 'sdk-go-v1'],
    ['velero', killed(5 * mib, { checksum: 'CRC32' }), 'sdk-go-v2'],
    ['TransferManager v1, parallel', killed(5 * mib, { missing: [2] }), 'sdk-java-v1'],
    ['rclone', killed(5 * mib), 'rclone'],
    ['aws cli 2, parallel', killed(8 * mib, { checksum: 'CRC64NVME', missing: [1, 3] }), 's3transfer'],
    ['boto3', killed(8 * mib, { checksum: 'CRC32', missing: [1] }), 's3transfer'],
    ['boto3 of 2023', killed(8 * mib), 's3transfer'],
    ['Mountpoint', killed(8 * mib, { checksum: 'CRC64NVME' }), 'crt'],
    ['Java v2', killed(8 * mib, { checksum: 'CRC32' }), 'sdk-java-v2'],
    [
      'docker registry',
      killed(10 * mib),
      'registry',
      'docker/registry/v2/blobs/uploads/0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9/data',
    ],
    ['Cyberduck', killed(10 * mib), 'cyberduck'],
    ['s3fs', killed(10 * mib), 's3fs-fuse'],
    ['s3cmd', killed(15 * mib), 's3cmd'],
    ['mc', killed(16 * mib), 'minio-go'],
    ['ClickHouse, few parts', killed(16 * mib), 'clickhouse'],
    ['WAL-G', killed(20 * mib), 'wal-g', 'pg/basebackups_005/base_1/part_1.lz4'],
    ['Kafka Connect', killed(25 * mib), 'kafka-connect'],
    ['Iceberg', killed(32 * mib), 'iceberg'],
    ['s5cmd', killed(50 * mib), 's5cmd'],
    ['s3fs/fsspec', killed(50 * mib), 'fsspec'],
    ['Spark', killed(64 * mib, { missing: [1] }), 'hadoop'],
    ['minio-js', killed(64 * mib), 'minio-js'],
    ['DuckDB', killed(80_216_064), 'duckdb'],
    ['Elasticsearch', killed(100 * mib), 'elasticsearch', 'indices/Vg8wGXYzQ/0/__5fT'],
    ['restic', killed(200 * mib), 'restic', `data/0a/${'0a'.repeat(32)}`],
    ['s3m', killed(512 * mib, { file: 100 * gib }), 's3m'],
    ['mc pipe', killed(528 * mib, { file: 100 * gib }), 'minio-go'],
    ['s3cmd, copying', killed(1024 * mib, { file: 100 * gib }), 's3cmd'],
    ['EvaporateJS', killed(6 * mib), 'evaporate'],
  ];

  const left = rows.map(([name, upload, clientId, key = 'some/key.bin']) => [name, upload, clientId, key] as const);
  const guessRow = (upload: Left, key: string) => guessClient(traits(upload, { key }));

  it.each(left)('%s is among the names', (_, upload, clientId, key) => {
    const guesses = guessRow(upload, key);
    expect(named(guesses)).toContain(clientId);
    const sum = guesses.guesses.reduce((all, { odds }) => all + odds, guesses.unknown);
    expect(sum).toBeCloseTo(1, 9);
  });

  it('takes none for another one: the confusion matrix', () => {
    // By row: who began it. The names are all that share what can be seen, and no other.
    const matrix = Object.fromEntries(left.map(([name, upload, , key]) => [name, named(guessRow(upload, key)).sort()]));
    const only = (...ids: string[]) => ids.sort();
    expect(matrix).toMatchObject({
      'aws cli 2, parallel': only('s3transfer', 'crt', 'sdk-java-v2'),
      boto3: only('s3transfer', 'crt', 'sdk-java-v2'),
      Mountpoint: only('s3transfer', 'crt', 'sdk-java-v2'),
      s3fs: matrix.Cyberduck,
      'docker registry': only('registry'),
      Cyberduck: expect.not.arrayContaining(['s3transfer', 'sdk-go-v1', 's3cmd']),
      s3cmd: only('s3cmd'),
      mc: only('minio-go', 'clickhouse', 'starrocks'),
      'WAL-G': only('wal-g'),
      'Kafka Connect': only('kafka-connect'),
      Iceberg: only('iceberg', 'registry'),
      s5cmd: only('s5cmd', 'fsspec', 'tusd'),
      // A number is missing: neither of the two others that have 64 MiB is excluded, S3A leads.
      Spark: expect.arrayContaining(['hadoop']),
      DuckDB: only('duckdb'),
      Elasticsearch: only('elasticsearch'),
      restic: only('restic'),
      s3m: only('s3fs-fuse', 's3m'),
    });
    expect(best(guessClient(traits(killed(64 * mib, { missing: [1] }))))).toBe('hadoop');
  });

  it('narrows five MiB by what else is seen', () => {
    const of = (rest: Partial<Left>) => named(guessClient(traits(killed(5 * mib, rest))));
    // A checksum that third parties and old SDKs do not make.
    const sdk = of({ checksum: 'CRC32' });
    expect(sdk).toEqual(expect.arrayContaining(['sdk-js-v3', 'sdk-go-v2', 'sdk-dotnet']));
    expect(sdk).not.toContain('sdk-go-v1');
    expect(sdk).not.toContain('sdk-java-v1');
    // A missing part, which those that send one after the other never leave.
    expect(of({ missing: [1, 4] })).not.toContain('goofys');
  });

  it('names all that share a size, and no one of them as sure', () => {
    const guesses = guessClient(traits(killed(5 * mib)));
    expect(guesses.guesses.length).toBeGreaterThan(5);
    for (const { odds } of guesses.guesses) expect(odds).toBeLessThan(0.3);
  });

  it('leaves out whom the file would have been too small for', () => {
    // 60 MiB in whole: rclone and Cyberduck would have sent it at once.
    const whole = (size: number) => named(guessClient(traits({ size: always(size), file: 60 * mib + 5 })));
    expect(whole(5 * mib)).not.toContain('rclone');
    expect(whole(5 * mib)).toContain('sdk-go-v1');
    expect(whole(10 * mib)).not.toContain('cyberduck');
    expect(whole(10 * mib)).toContain('s3fs-fuse');
  });
});

describe('names', () => {
  it.each([
    ['docker/registry/v2/repositories/a/_uploads/0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9/data', 'registry'],
    ['tables/x/_temporary/0/task_1/part-0000.parquet', 'hadoop'],
    ['t/__magic_job-42/tasks/a/part-1', 'hadoop'],
    ['pg/basebackups_005/base_0001/part_001.tar.lz4', 'wal-g'],
    ['wal_005/000000010000000000000002.lz4', 'wal-g'],
    ['indices/Vg8wGXYzQ/0/__5fT', 'elasticsearch'],
    [`data/0a/${'0a'.repeat(32)}`, 'restic'],
    ['backup/main/20261110-120000F/pg_data/base/1.gz', 'pgbackrest'],
    ['archive/main/15-1/0000000100000001/x.gz', 'pgbackrest'],
  ])('%s speaks for %s, whatever the size', (key, clientId) => {
    for (const left of [null, killed(10 * mib), killed(37 * mib), killed(5 * mib, { arrived: 1 })]) {
      const guesses = guessClient(traits(left, { key }));
      expect(best(guesses)).toBe(clientId);
      expect(guesses.guesses[0]?.reasons).toContainEqual({ kind: 'key' });
    }
  });

  it.each([
    ['arn:aws:sts::1:assumed-role/velero-server/i-1', 5 * mib, 'sdk-go-v2'],
    ['AROAEXAMPLE:botocore-session-1', 8 * mib, 's3transfer'],
    ['svc-rclone', 5 * mib, 'rclone'],
    ['EMR_EC2_DefaultRole', 64 * mib, 'hadoop'],
  ])('%s speaks for one of those that share a size', (initiator, size, clientId) => {
    const guesses = guessClient(traits(killed(size), { initiator }));
    expect(best(guesses)).toBe(clientId);
    expect(guesses.guesses[0]?.reasons).toContainEqual({ kind: 'initiator' });
  });

  it('takes no upload for GitLab’s that has another key, or more than 100 parts', () => {
    const key = 'tmp/uploads/1794182400-1-0001-a';
    expect(best(guessClient(traits(killed(5 * mib), { key })))).toBe('gitlab');
    expect(named(guessClient(traits(killed(5 * mib))))).not.toContain('gitlab');
    expect(named(guessClient(traits(killed(5 * mib, { arrived: 101 }), { key })))).not.toContain('gitlab');
  });
});

describe('thin evidence is unknown', () => {
  it.each<[string, UploadTraits]>([
    ['nothing was listed', traits(null)],
    ['nothing was listed, with a checksum', traits(null, { checksumAlgorithm: 'CRC32' })],
    ['no parts', { ...traits(null), shape: emptyShape }],
    ['one part of any size', traits({ size: always(gib), file: 12_345_678 })],
    ['parts of all sizes', traits({ size: (n) => 5 * mib + ((n * 7919) % 1000) * 1000, file: gib })],
  ])('%s', (_, upload) => expect(guessClient(upload)).toEqual({ guesses: [], unknown: 1 }));

  it('a single part of a default size is a hint, and a weaker one', () => {
    const one = guessClient(traits(killed(8 * mib, { arrived: 1 })));
    const two = guessClient(traits(killed(8 * mib, { arrived: 3 })));
    expect(best(one)).toBe('s3transfer');
    expect(one.unknown).toBeGreaterThan(two.unknown);
  });
});

it('knows each client once', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  for (const { client } of staircases) expect(clientById(client)).toBeDefined();
  for (const { source, common } of catalogue) expect(source.length > 3 && common >= 1).toBe(true);
});
