import { formatUtc } from '../../../shared/format/time.ts';
import type { UploadTraceJson } from '../../../shared/schema/access-logs.ts';
import { formatNoun } from '../../ui/amounts.ts';

/** What the logs show of one upload, a line each. */
export function traceLines(trace: UploadTraceJson): string[] {
  const { userAgent, requester, remoteIp, partsStored, lastError, lastSuccessAt, lastAt, ended } = trace;
  const isSilentSince = lastError !== null && (lastSuccessAt === null || lastSuccessAt <= lastError.at);
  return [
    ...(userAgent === null ? [] : [userAgent]),
    ...(requester === null ? [] : [`by ${requester}`]),
    ...(remoteIp === null ? [] : [`from ${remoteIp}`]),
    `${formatNoun(partsStored, 'part')} stored, last heard of ${formatUtc(lastAt)}`,
    ...(lastError === null
      ? []
      : [
          `${isSilentSince ? 'Before it went silent' : 'Once'}, ${lastError.operation} failed: ${lastError.code ?? ''} (HTTP ${lastError.status}), ${formatUtc(lastError.at)}`,
        ]),
    ...(ended === null ? [] : [`The logs say that it was ${ended}.`]),
  ];
}
