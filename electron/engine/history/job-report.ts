import { formatBytes, formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatUtc } from '../../../shared/format/time.ts';
import type { ChainCheck, HistoryJob } from '../../../shared/schema/history.ts';
import { type Verdict, verdicts } from '../../../shared/values/verdict-kinds.ts';
import { words as catalogue } from '../../../shared/words/words.ts';
import type { JobRecord } from '../index/job-rows.ts';
import type { NotClear, ReportFigures } from '../index/report-operations.ts';
import { type Html, html, isolated, join, trusted } from './html.ts';
import { reportStyle } from './report-style.ts';

/** What a report is made of. */
export interface ReportInput {
  job: HistoryJob;
  record: JobRecord;
  figures: ReportFigures;
  chain: ChainCheck;
  now: number;
  /** The app's version. */
  app: string;
}

/** Items of each verdict that a report names; the counts cover all. */
export const namedPerVerdict = 40;

/** What was there, or was not ours to abort: nothing went wrong. */
const leftAlone: ReadonlySet<Verdict | null> = new Set<Verdict | null>(['completed', 'skipped']);

/**
 * One page for somebody who was not there: what was asked, done and proved, and what could not be. One file with no
 * script and nothing to load; its own policy says so, too. Pure.
 */
export function jobReport(input: ReportInput): string {
  const { job, now, app } = input;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width">
<title>${titleOf(job)}: ${job.bucket}, ${formatUtc(job.createdAt)}</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<header>
<h1>${titleOf(job)}</h1>
<p>Bucket ${isolated(job.bucket)}, ${formatUtc(job.createdAt)}</p>
<p class="faint">Written ${formatUtc(now)} by Loose Parts ${app}. ${stateSentence(job)}</p>
</header>
${summary(input)}
${asked(input)}
${done(input)}
${proved(input)}
${freed(input)}
${notProved(input)}
${evidence(input)}
</body>
</html>
`;
  return page.markup;
}

function titleOf({ kind }: HistoryJob): string {
  switch (kind) {
    case 'abort':
      return 'Clean-up of incomplete uploads';
    case 'complete':
      return 'Completion of an incomplete upload';
  }
}

/** The verdict that a job is after. */
function aimOf({ kind }: HistoryJob): Verdict {
  return kind === 'abort' ? 'clear' : 'completed';
}

function stateSentence({ state, finishedAt }: HistoryJob): string {
  return finishedAt === null
    ? `This job is ${state} and has not finished: every number may still change.`
    : `The job finished ${formatUtc(finishedAt)}.`;
}

function summary({ job, chain }: ReportInput): Html {
  return html`<ul class="sum">
<li><strong>${count(job.counts[aimOf(job)])} of ${count(job.items)}</strong>proved ${aimOf(job)}</li>
<li><strong>${formatBytes(job.bytesFreed)}</strong>freed</li>
<li><strong>${leftWords(job)}</strong>left</li>
<li><strong>${chain.intact ? 'Intact' : 'Not intact'}</strong>evidence</li>
</ul>`;
}

function leftWords({ bytesLeft, unknownLeft }: HistoryJob): string {
  if (unknownLeft > 0 && bytesLeft === 0) return 'Not known';
  return `${unknownLeft > 0 ? 'At least ' : ''}${formatBytes(bytesLeft)}`;
}

function asked({ job, record, figures: { plan } }: ReportInput): Html {
  const { origin } = job;
  const endpoint = origin ? (origin.endpoint ?? 'AWS') : 'not known any more';
  const unsized = plan.items - plan.sized;
  const sized = `${words(plan.parts, 'part')}, ${formatBytes(plan.bytes)}`;
  const held =
    plan.sized === 0 && unsized > 0
      ? 'not sized'
      : unsized > 0
        ? `${sized} in the ${count(plan.sized)} that were sized`
        : sized;
  const leftOut = plan.leftOut.map(({ reason, uploads }) => `${count(uploads)} ${reason}`).join(', ');
  return html`<section>
<h2>What was asked</h2>
<dl>
${fact('Asked for', html`${askedFor(job)}`)}
${fact('Connection', isolated(origin?.connectionName ?? job.connectionId))}
${fact('Endpoint', html`${isolated(endpoint)}${origin ? html`, region ${isolated(origin.region)}` : ''}`)}
${fact('Bucket', isolated(job.bucket))}
${fact('Plan', html`made ${formatUtc(record.plannedAt)}, <span class="mono">${job.planId}</span>`)}
${fact('Uploads on the plan', html`${words(plan.items, 'upload')}: ${held}`)}
${fact('Left out of the plan', html`${leftOut || 'none'}`)}
${fact('Active uploads', html`${plan.active === 0 ? 'none on the plan' : `${count(plan.active)} on the plan, ${count(plan.confirmed)} confirmed by typing the bucket’s name`}`)}
${fact('Started', html`${formatUtc(job.createdAt)}, <span class="mono">${job.id}</span>`)}
${fact('Rules', html`two clean looks at least ${seconds(record.quietIntervalMs)} apart; ${activeWords(record.activeWindowMs)}; deadline ${formatUtc(record.deadlineAt)}`)}
</dl>
</section>`;
}

function askedFor({ kind, cause }: HistoryJob): string {
  const what = kind === 'abort' ? 'abort, until nothing is left' : 'completion into an object, instead of an abort';
  return cause === 'asked' ? what : `${what}; taken up again because aborted uploads came back`;
}

function done({ figures: { calls, charged, aborts, firstCallAt, lastCallAt } }: ReportInput): Html {
  const again =
    aborts.again === 0
      ? ''
      : ` ${words(aborts.again, 'upload')} had to be aborted more than once, at most ${words(aborts.most, 'time')}.`;
  const broken =
    aborts.unanswered === 0
      ? ''
      : ` ${words(aborts.unanswered, 'abort')} got no answer, and ${aborts.unanswered === 1 ? 'was' : 'were'} looked at.`;
  const span =
    firstCallAt === null || lastCallAt === null
      ? 'No call was made.'
      : `First record ${formatUtc(firstCallAt)}, last ${formatUtc(lastCallAt)}.`;
  return html`<section>
<h2>What was done</h2>
<p>${words(aborts.attempts, 'abort')} for ${words(aborts.items, 'upload')}.${again}${broken} ${span}</p>
<table>
<thead><tr><th>Operation</th><th>Answer</th><th class="end">Calls</th></tr></thead>
<tbody>
${join(
  calls.map(
    ({ operation, status, code, answered, calls: number }) =>
      html`<tr><td>${isolated(operation)}</td><td>${answer(status, code, answered)}</td><td class="end">${count(number)}</td></tr>\n`,
  ),
)}</tbody>
</table>
${
  charged === 0
    ? ''
    : html`<p>The store said that ${words(charged, 'call')} ${charged === 1 ? 'was' : 'were'} charged to the requester.</p>
`
}</section>`;
}

function answer(status: number | null, code: string | null, answered: boolean): Html {
  if (!answered) return html`no answer on record`;
  const http = status === null ? 'no HTTP answer' : `HTTP ${status}`;
  return code === null ? html`${http}` : html`${http}, ${isolated(code)}`;
}

function proved({ figures }: ReportInput): Html {
  const order: (Verdict | null)[] = [...verdicts, null];
  const rows = order.flatMap((verdict) => figures.verdicts.filter((sums) => sums.verdict === verdict));
  return html`<section>
<h2>What was proved</h2>
<p>Only <em>clear</em> counts as freed: the bytes seen in the last look before the first abort, less those seen in the last look.</p>
<table>
<thead><tr><th>Verdict</th><th class="end">Uploads</th><th class="end">Freed</th><th class="end">Left</th><th>Meaning</th></tr></thead>
<tbody>
${join(
  rows.map(
    ({ verdict, items, bytesFreed, bytesLeft, unknownLeft }) =>
      html`<tr><td>${verdict ?? 'pending'}</td><td class="end">${count(items)}</td><td class="end">${verdict === 'clear' ? formatColumnBytes(bytesFreed) : '–'}</td><td class="end">${unknownLeft === items ? 'not known' : formatColumnBytes(bytesLeft)}${unknownLeft > 0 && unknownLeft < items ? html`<br><span class="faint">${count(unknownLeft)} not known</span>` : ''}</td><td>${verdict === null ? 'Not begun, or no look has been judged yet.' : catalogue.verdicts[verdict]}</td></tr>\n`,
  ),
)}</tbody>
</table>
</section>`;
}

/** What was freed, by its keys: whoever reads this looks for theirs. */
function freed({ job, figures }: ReportInput): Html {
  const { clear } = figures;
  if (clear.length === 0) return html``;
  const more = job.counts.clear - clear.length;
  return html`<section>
<h2>What was proved clear</h2>
<table>
<thead><tr><th>Key and upload ID</th><th class="end">Freed</th></tr></thead>
<tbody>
${join(
  clear.map(
    ({ key, uploadId, bytesFreed }) =>
      html`<tr><td>${isolated(key)}<br><span class="mono faint">${isolated(uploadId)}</span></td><td class="end">${bytesFreed === null ? 'not known' : formatColumnBytes(bytesFreed)}</td></tr>\n`,
  ),
)}</tbody>
</table>
${more > 0 ? html`<p class="faint">and ${count(more)} more, which the evidence files name.</p>` : ''}
</section>`;
}

function notProved({ job, figures }: ReportInput): Html {
  const aim = aimOf(job);
  const notClear = figures.notClear.filter(({ verdict }) => verdict !== aim);
  const sums = figures.verdicts.filter(({ verdict }) => verdict !== aim && verdict !== 'clear');
  if (notClear.length === 0) {
    return html`<section>
<h2>What could not be proved</h2>
<p>Nothing: every upload of this job was proved ${aim}.</p>
</section>`;
  }
  const open = notClear.filter(({ verdict }) => !leftAlone.has(verdict));
  const alone = notClear.filter(({ verdict }) => leftAlone.has(verdict));
  const total = (isAlone: boolean) =>
    sums.filter(({ verdict }) => leftAlone.has(verdict) === isAlone).reduce((all, { items }) => all + items, 0);
  return html`<section>
<h2>What could not be proved</h2>
${open.length === 0 ? html`<p>Nothing that was aborted is in doubt.</p>` : named(open, total(false))}
</section>
${
  alone.length === 0
    ? ''
    : html`<section>
<h2>What was left alone</h2>
${named(alone, total(true))}
</section>`
}`;
}

function named(items: readonly NotClear[], total: number): Html {
  const more = total - items.length;
  return html`<table>
<thead><tr><th>Verdict</th><th>Key and upload ID</th><th>Why</th><th class="end">Parts left</th><th class="end">Bytes left</th></tr></thead>
<tbody>
${join(
  items.map(
    ({ verdict, state, key, uploadId, reason, partsLeft, bytesLeft }) =>
      html`<tr><td>${verdict ?? state}</td><td>${isolated(key)}<br><span class="mono faint">${isolated(uploadId)}</span></td><td>${whyWords(verdict, reason)}</td><td class="end">${partsLeft === null ? 'not known' : count(partsLeft)}</td><td class="end">${bytesLeft === null ? 'not known' : formatColumnBytes(bytesLeft)}</td></tr>\n`,
  ),
)}</tbody>
</table>
${more > 0 ? html`<p class="faint">and ${count(more)} more, which the evidence files name.</p>` : ''}`;
}

/** The sentence, and under it the code that it was made of, which stays the same in every language. */
function whyWords(verdict: Verdict | null, reason: NotClear['reason']): Html {
  if (reason === null) return isolated(verdict === null ? 'Not begun yet.' : catalogue.verdicts[verdict]);
  return html`${isolated(catalogue.reason(reason))}<br><span class="mono faint">${reason.why}</span>`;
}

function evidence({ chain }: ReportInput): Html {
  return html`<section>
<h2>Evidence</h2>
${chain.intact ? intact(chain) : html`<p class="alarm">${chainSentence(chain)} What follows from that line on is not what this app wrote.</p>`}
<p class="faint">Each call has two lines, one written before it was sent and one after it was answered. One listing may tell of several uploads: it is counted once, and each of them has lines of it, under the same request ID. Each line carries the SHA-256 of the line before it, so a line that is changed, taken out or put in shows. Keep the last hash elsewhere, and nobody can replace the whole record unseen. The evidence as JSON says how to check it without this app.</p>
</section>`;
}

function intact({ lines, firstHash, lastHash }: Extract<ChainCheck, { intact: true }>): Html {
  return html`<p>${chainSentence({ intact: true, lines, firstHash, lastHash })}</p>
<dl>
${fact('First hash', html`<span class="mono">${firstHash ?? 'none'}</span>`)}
${fact('Last hash', html`<span class="mono">${lastHash ?? 'none'}</span>`)}
</dl>`;
}

/** A check of a chain in one sentence. */
function chainSentence(chain: ChainCheck): string {
  if (chain.intact) return `The evidence is intact: ${words(chain.lines, 'line')}, recomputed for this report.`;
  return chain.problem === 'changed'
    ? `The evidence is not intact: line ${count(chain.sequence)} was changed.`
    : `The evidence is not intact: line ${count(chain.sequence)} is missing.`;
}

function fact(label: string, value: Html): Html {
  return html`<dt>${label}</dt><dd>${value}</dd>\n`;
}

function activeWords(windowMs: number): string {
  return windowMs === 0
    ? 'no upload counts as active'
    : `active is what got a part within ${hours(windowMs)} by either clock, or whose age is not known`;
}

const count = (number: number) => formatCount(number);
const words = (number: number, noun: string) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
const seconds = (ms: number) => words(ms / 1000, 'second');
const hours = (ms: number) => words(Math.round((ms / 3_600_000) * 100) / 100, 'hour');
