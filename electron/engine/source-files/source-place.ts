/** Where a person says that files are. */
export type SourcePlace = { kind: 'folder'; path: string } | { kind: 'bucket'; bucket: string; prefix: string };

/** Reads what a person entered: `s3://bucket/prefix`, or a folder of this computer. */
export function sourcePlace(entered: string): SourcePlace {
  const found = /^s3:\/\/([^/]+)(?:\/(.*))?$/is.exec(entered.trim());
  const [, bucket, prefix = ''] = found ?? [];
  return bucket === undefined ? { kind: 'folder', path: entered.trim() } : { kind: 'bucket', bucket, prefix };
}
