import { formatBytes } from '../../../shared/bytes.ts';
import type { ChainCheck, EvidenceLine, HistoryJob } from '../../../shared/history.ts';
import type { Job } from '../../../shared/model.ts';
import { formatCount, formatNoun } from '../../ui/amounts.ts';
import { showKey } from '../../ui/safe-key.ts';

/** A check of a chain in plain words. */
export function chainWords(chain: ChainCheck): string {
  if (chain.intact) return `Evidence intact: ${formatNoun(chain.lines, 'line')}`;
  const line = `Line ${formatCount(chain.sequence)}`;
  return chain.problem === 'changed' ? `${line} was changed` : `${line} is missing`;
}

/** Jobs as they are now: what the live state knows of one is newer than what was read. */
export function withLive(jobs: readonly HistoryJob[], live: readonly Job[]): HistoryJob[] {
  const byId = new Map(live.map((job) => [job.id, job]));
  return jobs.map((job) => ({ ...job, ...byId.get(job.id) }));
}

/** Bytes that are left; where an upload may not be looked at, nobody knows all of it (design, rule 4). */
export function leftWords({ bytesLeft, counts }: Pick<Job, 'bytesLeft' | 'counts'>): string {
  if (counts.unverified === 0) return formatBytes(bytesLeft);
  return bytesLeft === 0 ? 'not known' : `at least ${formatBytes(bytesLeft)}`;
}

/** What a line of evidence says was answered: "204", "403 AccessDenied"; empty for a line written before the call. */
export function answerWords({ kind, status, code }: Pick<EvidenceLine, 'kind' | 'status' | 'code'>): string {
  if (kind === 'sent') return '';
  const words = [...(status === null ? [] : [String(status)]), ...(code === null ? [] : [showKey(code)])];
  return words.length === 0 ? 'no answer' : words.join(' ');
}

/** What a line of evidence saw: "3 parts, 6 KiB"; empty where it saw none. */
export function seenWords({ parts, bytes }: Pick<EvidenceLine, 'parts' | 'bytes'>): string {
  if (parts === null) return '';
  return bytes === null ? formatNoun(parts, 'part') : `${formatNoun(parts, 'part')}, ${formatBytes(bytes)}`;
}
