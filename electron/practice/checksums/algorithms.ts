import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { crcOf } from './crc.ts';

/** Checksum algorithms that the store computes. S3 knows more (SHA512, MD5, XXHASH…): those are refused by name. */
export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;

export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Of the parts' checksums (`COMPOSITE`, ends in `-` and their number), or as if the object had come in one piece. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

/** A checksum of a body: its algorithm, and its value in base64. */
export interface Checksum {
  algorithm: ChecksumAlgorithm;
  value: string;
}

/** A checksum of an object; `value` in base64, with `-` and the number of parts behind it where it is composite. */
export interface ObjectChecksum extends Checksum {
  type: ChecksumType;
}

/** What CreateMultipartUpload asked for. */
export interface UploadChecksum {
  algorithm: ChecksumAlgorithm;
  type: ChecksumType;
}

/** Bytes of a value before base64. */
const digestLength: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** The algorithm of that name, in any case (`crc32`). */
export function algorithmNamed(name: string): ChecksumAlgorithm | null {
  return checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase()) ?? null;
}

/** `x-amz-checksum-crc32`. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** Whether the text is base64 of as many bytes as the algorithm makes. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === digestLength[algorithm] && bytes.toString('base64') === text;
}

/** Takes a body in chunk by chunk. */
export interface ChecksumStream {
  update(chunk: Uint8Array): void;
  /** @returns the value in base64 */
  digest(): Promise<string>;
}

/** A checksum that is computed while its body streams by. */
export function startChecksum(algorithm: ChecksumAlgorithm): ChecksumStream {
  switch (algorithm) {
    case 'CRC32': {
      let value = 0;
      return {
        update: (chunk) => {
          value = crc32(chunk, value);
        },
        digest: async () => base64Of(BigInt(value), 4),
      };
    }
    case 'CRC32C':
    case 'CRC64NVME': {
      const checksum = algorithm === 'CRC32C' ? new Crc32c() : new Crc64Nvme();
      return {
        update: (chunk) => checksum.update(chunk),
        digest: async () => Buffer.from(await checksum.digest()).toString('base64'),
      };
    }
    case 'SHA1':
    case 'SHA256': {
      const digest = createHash(algorithm.toLowerCase());
      return { update: (chunk) => void digest.update(chunk), digest: async () => digest.digest('base64') };
    }
  }
}

/** The checksum of something short, in base64. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  switch (algorithm) {
    case 'CRC32':
      return base64Of(BigInt(crc32(bytes)), 4);
    case 'CRC32C':
    case 'CRC64NVME':
      return base64Of(crcOf(algorithm, bytes), digestLength[algorithm]);
    case 'SHA1':
    case 'SHA256':
      return hash(algorithm.toLowerCase(), bytes, 'base64');
  }
}

/**
 * A value for bytes that never were: the same for the same seed, as long as a real one, in base64. A page of 1,000 parts
 * asks for as many: CRC-32, which Node computes natively, makes the short ones.
 */
export function inventedChecksum(algorithm: ChecksumAlgorithm, seed: string): string {
  if (algorithm === 'SHA1' || algorithm === 'SHA256') return hash(algorithm.toLowerCase(), seed, 'base64');
  const bytes = Buffer.alloc(digestLength[algorithm]);
  bytes.writeUInt32BE(crc32(seed));
  if (algorithm === 'CRC64NVME') bytes.writeUInt32BE(crc32(seed, 1), 4);
  return bytes.toString('base64');
}

/** A number as so many big-endian bytes, in base64. */
export function base64Of(value: bigint, length: number): string {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex').toString('base64');
}
