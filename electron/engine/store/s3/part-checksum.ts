import type { CompletedPart } from '@aws-sdk/client-s3';
import type { Part, UploadChecksum } from '../../../../shared/schema/model.ts';

/** Kinds of checksum that S3 keeps of a part. Where a part has several, the first here is the one that is told. */
const algorithms = [
  'CRC64NVME',
  'CRC32C',
  'CRC32',
  'SHA256',
  'SHA1',
  'SHA512',
  'MD5',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
] as const;
type Field = `Checksum${(typeof algorithms)[number]}`;

/** By the element and the field that holds it, which have one name. */
const byField: ReadonlyMap<string, string> = new Map(algorithms.map((name) => [`Checksum${name}`, name]));
const fields: readonly { field: Field; algorithm: string }[] = algorithms.map((algorithm) => ({
  field: `Checksum${algorithm}`,
  algorithm,
}));

/** Whether an element of a part holds a checksum of a kind that we know. */
export function isChecksumField(name: string): boolean {
  return byField.has(name);
}

/**
 * The checksum of a part; null where none is told.
 *
 * @param told what the store wrote into a field
 */
export function readChecksum(told: (field: Field) => string | undefined): Part['checksum'] {
  for (const { field, algorithm } of fields) {
    const value = told(field);
    if (value) return { algorithm, value };
  }
  return null;
}

/** What the parts' checksums are of, as ListParts says of the upload; null where it says nothing of it. */
export function readUploadChecksum(algorithm: string | undefined, type: string | undefined): UploadChecksum | null {
  return algorithm ? { algorithm, type: type || null } : null;
}

/** A checksum as CompleteMultipartUpload wants it beside its part; nothing for one of a kind that it does not know. */
export function writtenChecksum({ algorithm, value }: NonNullable<Part['checksum']>): Partial<CompletedPart> {
  const known = fields.find((one) => one.algorithm === algorithm);
  return known ? { [known.field]: value } : {};
}
