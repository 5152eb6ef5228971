import type { UploadTraceJson } from '../../../shared/schema/access-logs.ts';
import { words } from '../../../shared/words/words.ts';

/** What the logs show of one upload, a line each. */
export function traceLines(trace: UploadTraceJson): string[] {
  const { userAgent, requester, remoteIp, lastError, lastSuccessAt, ended } = trace;
  const said = words.page.accessLogs.trace;
  const isSilentSince = lastError !== null && (lastSuccessAt === null || lastSuccessAt <= lastError.at);
  return [
    ...(userAgent === null ? [] : [userAgent]),
    ...(requester === null ? [] : [said.requester(requester)]),
    ...(remoteIp === null ? [] : [said.remoteIp(remoteIp)]),
    said.stored(trace),
    ...(lastError === null ? [] : [said.failed(lastError, isSilentSince)]),
    ...(ended === null ? [] : [said.ended(ended)]),
  ];
}
