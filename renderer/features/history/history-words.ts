import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { ChainCheck, EvidenceLine, HistoryJob } from '../../../shared/schema/history.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { formatNoun } from '../../ui/amounts.ts';
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

/** What a line of evidence says was answered, and seen: "200 · 3 parts, 6 KiB · charged"; empty for one written before the call. */
export function answerWords({
  kind,
  status,
  code,
  parts,
  bytes,
  requestCharged,
  saw,
}: Pick<EvidenceLine, 'kind' | 'status' | 'code' | 'parts' | 'bytes' | 'requestCharged' | 'saw'>): string {
  if (kind === 'sent') return '';
  const words = [...(status === null ? [] : [String(status)]), ...(code === null ? [] : [showKey(code)])];
  const answer = words.length === 0 ? 'no answer' : words.join(' ');
  const seen = parts === null ? [] : [`${formatNoun(parts, 'part')}${bytes === null ? '' : `, ${formatBytes(bytes)}`}`];
  return [answer, ...(saw === null ? [] : [showKey(saw)]), ...seen, ...(requestCharged === 1 ? ['charged'] : [])].join(
    ' · ',
  );
}
