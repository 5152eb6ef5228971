import { base64Of, type Checksum, checksumOf, type ObjectChecksum, type UploadChecksum } from './algorithms.ts';
import { combineCrcs } from './crc.ts';

/** What an object's checksum is made of. */
export interface PartForChecksum {
  /** Bytes. */
  size: number;
  checksum: Checksum | null;
}

/** What S3 keeps of an upload that asked for no checksum. */
export const defaultChecksum: UploadChecksum = { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' };

/**
 * The checksum of the object that these parts make, from their checksums alone.
 * @returns null where one of them has none in this algorithm
 */
export function objectChecksum(
  { algorithm, type }: UploadChecksum,
  parts: readonly PartForChecksum[],
): ObjectChecksum | null {
  const values: Buffer[] = [];
  for (const { checksum } of parts) {
    if (checksum?.algorithm !== algorithm) return null;
    values.push(Buffer.from(checksum.value, 'base64'));
  }
  if (type === 'COMPOSITE') {
    return { algorithm, type, value: `${checksumOf(algorithm, Buffer.concat(values))}-${parts.length}` };
  }
  if (algorithm === 'SHA1' || algorithm === 'SHA256') return null;
  const crcs = parts.map(({ size }, i) => ({ size, value: BigInt(`0x${values[i]?.toString('hex')}`) }));
  return { algorithm, type, value: base64Of(combineCrcs(algorithm, crcs), algorithm === 'CRC64NVME' ? 8 : 4) };
}
