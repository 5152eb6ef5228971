/**
 * What an upload ID says about the server that made it. Read from its form alone: evidence of the store, never proof.
 */
export type UploadIdForm =
  /** `2~` and 31 characters; no time in it. */
  | { store: 'ceph' }
  /** Deployment and creation time, in base64. `initiatedAt` null: from a version that wrote no time. */
  | { store: 'minio'; deploymentId: string; initiatedAt: number | null }
  /** As AWS writes them, and stores that imitate it: opaque. */
  | { store: 'aws' }
  | { store: 'unknown' };

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** minio/minio cmd/erasure-multipart.go: `<deployment>.<uuid>x<Unix nanoseconds>`, older ones without the time. */
const minioId = new RegExp(`^(${uuid})\\.${uuid}(?:x(\\d{16,20}))?$`);
const nanosPerMs = 1_000_000n;

/** Never throws, whatever the text. */
export function readUploadId(uploadId: string): UploadIdForm {
  // Ceph RGW's MULTIPART_UPLOAD_ID_PREFIX; older versions wrote `2/`.
  if (/^2[~/][\w-]{31}$/.test(uploadId)) return { store: 'ceph' };
  if (/^[\w-]{90,220}={0,2}$/.test(uploadId)) {
    const [, deploymentId, nanos] = minioId.exec(Buffer.from(uploadId, 'base64url').toString('latin1')) ?? [];
    if (deploymentId !== undefined) {
      return {
        store: 'minio',
        deploymentId,
        initiatedAt: nanos === undefined ? null : Number(BigInt(nanos) / nanosPerMs),
      };
    }
  }
  return /^[\w.-]{100,200}$/.test(uploadId) ? { store: 'aws' } : { store: 'unknown' };
}
