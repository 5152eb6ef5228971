import { formatBytes } from '../../../shared/format/bytes.ts';
import type { ChainCheck, EvidenceLine, HistoryJob } from '../../../shared/schema/history.ts';
import type { Job } from '../../../shared/schema/model.ts';
import { type Verdict, verdicts } from '../../../shared/values/verdict-kinds.ts';
import { words } from '../../../shared/words/words.ts';
import { showKey } from '../../ui/safe-key.ts';

/** A check of a chain in plain words. */
export function chainWords(chain: ChainCheck): string {
  const text = words.page.history.chain;
  if (chain.intact) return text.intact(chain.lines);
  return chain.problem === 'changed' ? text.changed(chain.sequence) : text.missing(chain.sequence);
}

/** Jobs as they are now: what the live state knows of one is newer than what was read. */
export function withLive(jobs: readonly HistoryJob[], live: readonly Job[]): HistoryJob[] {
  const byId = new Map(live.map((job) => [job.id, job]));
  return jobs.map((job) => ({ ...job, ...byId.get(job.id) }));
}

/**
 * The verdicts that a text means in the words on screen: the one of that name, else those whose names begin with it. Their
 * codes are found without.
 */
export function statesNamed(text: string): (Verdict | 'pending')[] {
  const typed = text.toLowerCase();
  const names = ([...verdicts, 'pending'] as const).map((state) => ({
    state,
    name: words.stateNames[state].toLowerCase(),
  }));
  // A whole name means that one alone: "clear" is not "clearing".
  const named = names.filter(({ name }) => name === typed);
  return (named.length > 0 ? named : names.filter(({ name }) => name.startsWith(typed))).map(({ state }) => state);
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
  const text = words.page.history.evidence;
  const said = [...(status === null ? [] : [String(status)]), ...(code === null ? [] : [showKey(code)])];
  return [
    said.length === 0 ? text.noAnswer : said.join(' '),
    ...(saw === null ? [] : [showKey(text.saw(saw))]),
    ...(parts === null
      ? []
      : [bytes === null ? text.parts(parts) : text.partsOfBytes({ parts, bytes: formatBytes(bytes) })]),
    ...(requestCharged === 1 ? [text.charged] : []),
  ].join(' · ');
}
