/** Lines as S3 writes them (user guide, "Amazon S3 server access log format"). */
export interface LineToWrite {
  bucket?: string;
  at?: string;
  remoteIp?: string;
  requester?: string;
  requestId?: string;
  operation?: string;
  key?: string;
  request?: string;
  status?: string;
  errorCode?: string;
  referrer?: string;
  userAgent?: string;
  hostId?: string;
}

export function logLine({
  bucket = 'amzn-s3-demo-bucket1',
  at = '06/Feb/2019:00:00:38 +0000',
  remoteIp = '192.0.2.3',
  requester = 'arn:aws:sts::123456789012:assumed-role/etl/i-0abc',
  requestId = '3E57427F3EXAMPLE',
  operation = 'REST.PUT.PART',
  key = 'a/b.bin',
  request = '"PUT /a/b.bin?partNumber=1&uploadId=UPLOAD1 HTTP/1.1"',
  status = '200',
  errorCode = '-',
  referrer = '"-"',
  userAgent = '"aws-cli/2.15.0 Python/3.11.6"',
  hostId = 's9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234=',
}: LineToWrite = {}): string {
  const owner = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
  return [
    `${owner} ${bucket} [${at}] ${remoteIp} ${requester} ${requestId} ${operation} ${key} ${request}`,
    `${status} ${errorCode} - 8388608 107 31 ${referrer} ${userAgent} -`,
    `${hostId} SigV4`,
    `ECDHE-RSA-AES128-GCM-SHA256 AuthHeader ${bucket}.s3.us-west-1.amazonaws.com TLSV1.2 - -`,
  ].join(' ');
}
