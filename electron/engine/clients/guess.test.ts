import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalOf } from './arrival.ts';
import { catalogue, clientById } from './catalogue.ts';
import { fileBehind, mib, staircases, stairSize } from './growth.ts';
import { type Guesses, guessClient, type UploadTraits } from './guess.ts';
import { emptyShape } from './part-shape.ts';
import { type Left, shapeOfLeft } from './testing/synthetic-uploads.ts';

const gib = 1024 * mib;
const traits = (left: Left | null, rest: Partial<UploadTraits> = {}): UploadTraits => ({
  key: 'some/key.bin',
  initiator: null,
  checksumAlgorithm: null,
  shape: left === null ? null : shapeOfLeft(left),
  ...rest,
});
const always = (size: number) => () => size;
const named = ({ guesses }: Guesses) => guesses.map(({ clientId }) => clientId);
const best = ({ guesses }: Guesses) => guesses[0]?.clientId;
/** Killed in the middle of a file of 5 GiB. */
const killed = (size: number, rest: Partial<Left> = {}): Left => ({
  size: always(size),
  file: 5 * gib,
  arrived: 7,
  ...rest,
});

describe('a table of real defaults', () => {
  // What each leaves of a large file when it is killed, and who must be among the names.
  const left: readonly (readonly [string, Left, string])[] = [
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
    ['docker registry', killed(10 * mib), 'registry'],
    ['Cyberduck', killed(10 * mib), 'cyberduck'],
    ['s3fs', killed(10 * mib), 's3fs-fuse'],
    ['s3cmd', killed(15 * mib), 's3cmd'],
    ['mc', killed(16 * mib), 'minio-go'],
    ['ClickHouse, few parts', killed(16 * mib), 'clickhouse'],
    ['WAL-G', killed(20 * mib), 'wal-g'],
    ['Kafka Connect', killed(25 * mib), 'kafka-connect'],
    ['Iceberg', killed(32 * mib), 'iceberg'],
    ['s5cmd', killed(50 * mib), 's5cmd'],
    ['s3fs/fsspec', killed(50 * mib), 'fsspec'],
    ['Spark', killed(64 * mib, { missing: [1] }), 'hadoop'],
    ['minio-js', killed(64 * mib), 'minio-js'],
    ['DuckDB', killed(80_216_064), 'duckdb'],
    ['Elasticsearch', killed(100 * mib), 'elasticsearch'],
    ['restic', killed(200 * mib), 'restic'],
    ['s3m', killed(512 * mib, { file: 100 * gib }), 's3m'],
    ['mc pipe', killed(528 * mib, { file: 100 * gib }), 'minio-go'],
    ['s3cmd, copying', killed(1024 * mib, { file: 100 * gib }), 's3cmd'],
    ['EvaporateJS', killed(6 * mib), 'evaporate'],
  ];

  it.each(left)('%s is among the names', (_, upload, clientId) => {
    const guesses = guessClient(traits(upload));
    expect(named(guesses)).toContain(clientId);
    const sum = guesses.guesses.reduce((all, { odds }) => all + odds, guesses.unknown);
    expect(sum).toBeCloseTo(1, 9);
  });

  it('takes none for another one: the confusion matrix', () => {
    // By row: who began it. The names are all that share what can be seen, and no other.
    const matrix = Object.fromEntries(left.map(([name, upload]) => [name, named(guessClient(traits(upload))).sort()]));
    const only = (...ids: string[]) => ids.sort();
    expect(matrix).toMatchObject({
      'aws cli 2, parallel': only('s3transfer', 'crt', 'sdk-java-v2'),
      boto3: only('s3transfer', 'crt', 'sdk-java-v2'),
      Mountpoint: only('s3transfer', 'crt', 'sdk-java-v2'),
      s3fs: matrix.Cyberduck,
      'docker registry': matrix.Cyberduck,
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
      Elasticsearch: only('elasticsearch', 'hadoop'),
      restic: only('restic'),
      s3m: only('s3fs-fuse', 's3m'),
    });
    expect(best(guessClient(traits(left[21]?.[1] ?? null)))).toBe('hadoop');
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
    expect(whole(10 * mib)).toContain('registry');
  });
});

describe('sizes that grow with the part number', () => {
  it.each(staircases.map((stairs) => [stairs.client, stairs] as const))('%s', (clientId, stairs) => {
    fc.assert(
      fc.property(fc.integer({ min: 503, max: 4000 }), (arrived) => {
        const size = (partNumber: number) => stairSize(stairs, partNumber);
        // A step must be seen among the parts before the last.
        const second = stairs.steps[1]?.[0] ?? 0;
        const guesses = guessClient(traits({ size, file: Number.MAX_SAFE_INTEGER, arrived }));
        if (arrived > second) {
          expect(guesses.guesses[0]).toMatchObject({ clientId, reasons: expect.arrayContaining([{ kind: 'growth' }]) });
          expect(guesses.guesses[0]?.odds).toBeGreaterThan(0.9);
        } else expect(named(guesses)).toContain(clientId === 'goofys' ? 'goofys' : 'sdk-go-v1');
      }),
      { numRuns: 30 },
    );
  });

  it('pgBackRest', () => {
    const size = (partNumber: number) => (partNumber <= 205 ? 5 * mib : 5 * mib + (partNumber - 205) * 131_072);
    for (const arrived of [209, 300, 1500]) {
      expect(best(guessClient(traits({ size, file: 10_000 * gib, arrived })))).toBe('pgbackrest');
    }
  });

  it('Barman', () => {
    const size = (partNumber: number) => 219_902_324 + ((partNumber * 7919) % 400_000);
    expect(best(guessClient(traits({ size, file: 10_000 * gib, arrived: 12 })))).toBe('barman');
  });

  it('is not taken for one of these where a step is elsewhere', () => {
    const size = (partNumber: number) => (partNumber <= 400 ? 5 * mib : 25 * mib);
    const guesses = guessClient(traits({ size, file: 1000 * gib, arrived: 900 }));
    expect(guesses.guesses).toEqual([]);
    expect(guesses.unknown).toBe(1);
  });
});

describe('sizes that were chosen for the file', () => {
  // How each client chooses, and whether the file is within what is said of it.
  const ceil = (file: number) => Math.ceil(file / 10_000);
  it.each<[string, number, (file: number) => number]>([
    ['sdk-js-v3', 5 * mib, ceil],
    ['sdk-go-v1', 5 * mib, (file) => Math.floor(file / 10_000) + 1],
    ['crt', 8 * mib, ceil],
    ['rclone', 5 * mib, (file) => Math.ceil(file / 10_000 / mib) * mib],
    ['minio-py-java', 5 * mib, (file) => Math.ceil(file / 10_000 / (5 * mib)) * 5 * mib],
    ['minio-go', 16 * mib, (file) => Math.ceil(file / 10_000 / (16 * mib)) * 16 * mib],
    [
      's3transfer',
      8 * mib,
      (file) => {
        let size = 8 * mib;
        while (file / size > 10_000) size *= 2;
        return size;
      },
    ],
  ])('%s', (clientId, smallest, choose) => {
    const client = clientById(clientId);
    fc.assert(
      fc.property(fc.integer({ min: smallest * 10_000 + 10_001, max: 5 * 1024 * gib }), (file) => {
        const size = choose(file);
        const behind = client && fileBehind(client.fit, client.sizes[0] ?? 0, size);
        expect(behind).not.toBeNull();
        expect(behind?.atLeast).toBeLessThanOrEqual(file);
        expect(behind?.atMost).toBeGreaterThanOrEqual(file);
        const arrived = 1 + (file % 40);
        const guesses = guessClient(traits({ size: always(size), file, arrived: arrived + 1 }));
        const found = guesses.guesses.find((guess) => guess.clientId === clientId);
        // A size that another client has as its default hides the rest.
        if (!catalogue.some(({ sizes }) => sizes.includes(size))) expect(found?.file).toEqual(behind);
      }),
      { numRuns: 60 },
    );
  });

  it('tell how large the file was, within 10,000 bytes, and how much of it arrived', () => {
    const file = 620_000_000_001;
    const left: Left = { size: always(ceil(file)), file, arrived: 3400 };
    const guesses = guessClient(traits(left));
    expect(guesses.guesses[0]?.file).toEqual({ atLeast: 620_000_000_000, atMost: 620_000_010_000 });
    expect(guesses.unknown).toBeLessThan(0.3);
    expect(arrivalOf(shapeOfLeft(left))).toEqual({ kind: 'unknown', bytes: 3400 * 62_000_001 });
  });

  it('say nothing where more arrived than the file could have held', () => {
    expect(fileBehind({ kind: 'exact' }, 5 * mib, 5 * mib)).toBeNull();
    const client = clientById('gitlab');
    expect(client && fileBehind(client.fit, 5 * mib, 6 * mib)?.atMost).toBe(600 * mib);
    // As a whole, the file is not what this size would have been chosen for.
    const whole = guessClient(traits({ size: always(62_000_001), file: 200_000_000 }));
    expect(whole.guesses).toEqual([]);
  });

  it('say little where anybody may have configured it', () => {
    expect(guessClient(traits(killed(40 * mib))).unknown).toBeGreaterThan(0.5);
    expect(guessClient(traits(killed(40_000_000))).unknown).toBeGreaterThan(0.4);
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

describe('what arrived', () => {
  it.each<[string, Left, object]>([
    ['nothing', { size: always(1), file: 0 }, { kind: 'nothing' }],
    ['a cut last part and no gap', { size: always(5), file: 23 }, { kind: 'everything', bytes: 23 }],
    ['full parts alone', { size: always(5), file: 100, arrived: 3 }, { kind: 'unknown', bytes: 15 }],
    ['a gap', { size: always(5), file: 23, missing: [2] }, { kind: 'some', bytes: 18, missing: 1 }],
    ['no first part', { size: always(5), file: 23, missing: [1] }, { kind: 'some', bytes: 18, missing: 1 }],
    ['one small part', { size: always(5 * mib), file: 100 }, { kind: 'everything', bytes: 100 }],
    ['one full part', { size: always(5 * mib), file: 9 * mib, arrived: 1 }, { kind: 'unknown', bytes: 5 * mib }],
    ['a larger last part', { size: (n) => (n === 3 ? 9 : 5), file: 19 }, { kind: 'unknown', bytes: 19 }],
    ['sizes up and down', { size: (n) => [9, 7, 8, 3][n - 1] ?? 1, file: 27 }, { kind: 'unknown', bytes: 27 }],
  ])('%s', (_, left, arrival) => expect(arrivalOf(shapeOfLeft(left))).toEqual(arrival));

  it('knows how long the last part of a staircase would be', () => {
    const [goofys] = staircases;
    const size = (partNumber: number) => (goofys ? stairSize(goofys, partNumber) : 0);
    const until = (parts: number) => {
      let sum = 0;
      for (let number = 1; number <= parts; number++) sum += size(number);
      return sum;
    };
    // Part 1001 is cut at 30 MiB, which is more than part 1000 had.
    expect(arrivalOf(shapeOfLeft({ size, file: until(1000) + 30 * mib })).kind).toBe('everything');
    expect(arrivalOf(shapeOfLeft({ size, file: until(1001) })).kind).toBe('unknown');
  });
});

it('knows each client once', () => {
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  for (const { client } of staircases) expect(clientById(client)).toBeDefined();
  for (const { source, common } of catalogue) expect(source.length > 3 && common >= 1).toBe(true);
});
