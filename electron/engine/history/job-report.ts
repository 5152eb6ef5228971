import { formatBytes, formatColumnBytes } from '../../../shared/format/bytes.ts';
import { currentLanguage } from '../../../shared/format/locale.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import { formatUtc } from '../../../shared/format/time.ts';
import type { ChainCheck, HistoryJob } from '../../../shared/schema/history.ts';
import { type Verdict, verdicts } from '../../../shared/values/verdict-kinds.ts';
import { words } from '../../../shared/words/words.ts';
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
 * script and nothing to load; its own policy says so, too. In the language of this process: whoever saves it reads it first.
 */
export function jobReport(input: ReportInput): string {
  const { job, now, app } = input;
  const { report } = words;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  const page = html`<!doctype html>
<html lang="${currentLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width">
<title>${report.title[job.kind]}: ${job.bucket}, ${formatUtc(job.createdAt)}</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<header>
<h1>${report.title[job.kind]}</h1>
<p>${report.bucket} ${isolated(job.bucket)}, ${formatUtc(job.createdAt)}</p>
<p class="faint">${report.written(formatUtc(now), app)} ${stateSentence(job)}</p>
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

/** The verdict that a job is after. */
function aimOf({ kind }: HistoryJob): 'clear' | 'completed' {
  return kind === 'abort' ? 'clear' : 'completed';
}

function stateSentence({ state, finishedAt }: HistoryJob): string {
  const { report } = words;
  return finishedAt === null ? report.unfinished(state) : report.finished(formatUtc(finishedAt));
}

function summary({ job, chain }: ReportInput): Html {
  const { tiles } = words.report;
  const aim = aimOf(job);
  return html`<ul class="sum">
<li><strong>${tiles.of(job.counts[aim], job.items)}</strong>${tiles.proved[aim]}</li>
<li><strong>${formatBytes(job.bytesFreed)}</strong>${tiles.freed}</li>
<li><strong>${leftWords(job)}</strong>${tiles.left}</li>
<li><strong>${chain.intact ? tiles.intact : tiles.notIntact}</strong>${tiles.evidence}</li>
</ul>`;
}

function leftWords({ bytesLeft, unknownLeft }: HistoryJob): string {
  const { tiles } = words.report;
  if (unknownLeft > 0 && bytesLeft === 0) return tiles.leftNotKnown;
  return unknownLeft > 0 ? tiles.atLeast(formatBytes(bytesLeft)) : formatBytes(bytesLeft);
}

function asked({ job, record, figures: { plan } }: ReportInput): Html {
  const { asked: said, none, bucket } = words.report;
  const { origin } = job;
  const endpoint = origin ? (origin.endpoint ?? 'AWS') : said.endpointForgotten;
  const { reason: whyLeftOut } = words.page.cleanup.leftOut;
  const leftOut = plan.leftOut.map(({ reason, uploads }) => `${formatCount(uploads)} ${whyLeftOut(reason)}`).join(', ');
  return html`<section>
<h2>${said.title}</h2>
<dl>
${fact(said.for, html`${askedFor(job)}`)}
${fact(said.connection, isolated(origin?.connectionName ?? job.connectionId))}
${fact(said.endpoint, html`${isolated(endpoint)}${origin ? html`, ${said.region} ${isolated(origin.region)}` : ''}`)}
${fact(bucket, isolated(job.bucket))}
${fact(said.plan, html`${said.made(formatUtc(record.plannedAt))}, <span class="mono">${job.planId}</span>`)}
${fact(said.onPlan, html`${said.held(plan.items, heldWords(plan))}`)}
${fact(said.leftOut, html`${leftOut || none}`)}
${fact(said.active, html`${plan.active === 0 ? said.noneActive : said.confirmed(plan.active, plan.confirmed)}`)}
${fact(said.started, html`${formatUtc(job.createdAt)}, <span class="mono">${job.id}</span>`)}
${fact(said.rules, html`${said.looks(record.quietIntervalMs / 1000)}; ${activeWords(record.activeWindowMs)}; ${said.deadline(formatUtc(record.deadlineAt))}`)}
</dl>
</section>`;
}

function heldWords({ items, sized, parts, bytes }: ReportFigures['plan']): string {
  const { asked: said } = words.report;
  const held = said.parts(parts, formatBytes(bytes));
  if (items === sized) return held;
  return sized === 0 ? said.notSized : said.partlySized(held, sized);
}

function askedFor({ kind, cause }: HistoryJob): string {
  const { asked: said } = words.report;
  return cause === 'asked' ? said[kind] : said.again(said[kind]);
}

function done({ figures: { calls, charged, aborts, firstCallAt, lastCallAt } }: ReportInput): Html {
  const { done: said } = words.report;
  const sentences = [
    said.aborts(aborts.attempts, aborts.items),
    ...(aborts.again === 0 ? [] : [said.again(aborts.again, aborts.most)]),
    ...(aborts.unanswered === 0 ? [] : [said.unanswered(aborts.unanswered)]),
    firstCallAt === null || lastCallAt === null
      ? said.noCall
      : said.span(formatUtc(firstCallAt), formatUtc(lastCallAt)),
  ];
  return html`<section>
<h2>${said.title}</h2>
<p>${sentences.join(' ')}</p>
<table>
<thead><tr><th>${said.operation}</th><th>${said.answer}</th><th class="end">${said.calls}</th></tr></thead>
<tbody>
${join(
  calls.map(
    ({ operation, status, code, answered, calls: number }) =>
      html`<tr><td>${isolated(operation)}</td><td>${answer(status, code, answered)}</td><td class="end">${formatCount(number)}</td></tr>\n`,
  ),
)}</tbody>
</table>
${
  charged === 0
    ? ''
    : html`<p>${said.charged(charged)}</p>
`
}</section>`;
}

function answer(status: number | null, code: string | null, answered: boolean): Html {
  const { noAnswer, noHttp } = words.report.done;
  if (!answered) return html`${noAnswer}`;
  const http = status === null ? noHttp : `HTTP ${status}`;
  return code === null ? html`${http}` : html`${http}, ${isolated(code)}`;
}

function proved({ figures }: ReportInput): Html {
  const { proved: said } = words.report;
  const order: (Verdict | null)[] = [...verdicts, null];
  const rows = order.flatMap((verdict) => figures.verdicts.filter((sums) => sums.verdict === verdict));
  return html`<section>
<h2>${said.title}</h2>
<p>${said.onlyClear.before} <em>${words.stateNames.clear}</em> ${said.onlyClear.after}</p>
<table>
<thead><tr><th>${said.verdict}</th><th class="end">${said.uploads}</th><th class="end">${said.freed}</th><th class="end">${said.left}</th><th>${said.meaning}</th></tr></thead>
<tbody>
${join(rows.map(verdictRow))}</tbody>
</table>
</section>`;
}

function verdictRow({ verdict, items, bytesFreed, bytesLeft, unknownLeft }: ReportFigures['verdicts'][number]): Html {
  const { proved: said, notKnown } = words.report;
  const freed = verdict === 'clear' ? formatColumnBytes(bytesFreed) : '–';
  const left = unknownLeft === items ? notKnown : formatColumnBytes(bytesLeft);
  const isPartly = unknownLeft > 0 && unknownLeft < items;
  const unknown = isPartly ? html`<br><span class="faint">${said.someNotKnown(unknownLeft)}</span>` : '';
  const meaning = verdict === null ? said.pending : words.verdicts[verdict];
  return html`<tr><td>${words.stateNames[verdict ?? 'pending']}</td><td class="end">${formatCount(items)}</td><td class="end">${freed}</td><td class="end">${left}${unknown}</td><td>${meaning}</td></tr>\n`;
}

/** What was freed, by its keys: whoever reads this looks for theirs. */
function freed({ job, figures }: ReportInput): Html {
  const { clear } = figures;
  if (clear.length === 0) return html``;
  const { clear: said, proved: heads, notKnown } = words.report;
  return html`<section>
<h2>${said.title}</h2>
<table>
<thead><tr><th>${said.key}</th><th class="end">${heads.freed}</th></tr></thead>
<tbody>
${join(
  clear.map(
    ({ key, uploadId, bytesFreed }) =>
      html`<tr><td>${isolated(key)}<br><span class="mono faint">${isolated(uploadId)}</span></td><td class="end">${bytesFreed === null ? notKnown : formatColumnBytes(bytesFreed)}</td></tr>\n`,
  ),
)}</tbody>
</table>
${moreWords(job.counts.clear - clear.length)}
</section>`;
}

function moreWords(more: number): Html {
  return more > 0 ? html`<p class="faint">${words.report.more(more)}</p>` : html``;
}

function notProved({ job, figures }: ReportInput): Html {
  const { notProved: said } = words.report;
  const aim = aimOf(job);
  const notClear = figures.notClear.filter(({ verdict }) => verdict !== aim);
  const sums = figures.verdicts.filter(({ verdict }) => verdict !== aim && verdict !== 'clear');
  if (notClear.length === 0) {
    return html`<section>
<h2>${said.title}</h2>
<p>${said.nothing[aim]}</p>
</section>`;
  }
  const open = notClear.filter(({ verdict }) => !leftAlone.has(verdict));
  const alone = notClear.filter(({ verdict }) => leftAlone.has(verdict));
  const total = (isAlone: boolean) =>
    sums.filter(({ verdict }) => leftAlone.has(verdict) === isAlone).reduce((all, { items }) => all + items, 0);
  return html`<section>
<h2>${said.title}</h2>
${open.length === 0 ? html`<p>${said.noDoubt}</p>` : named(open, total(false))}
</section>
${
  alone.length === 0
    ? ''
    : html`<section>
<h2>${said.alone}</h2>
${named(alone, total(true))}
</section>`
}`;
}

function named(items: readonly NotClear[], total: number): Html {
  const { notProved: said, proved: heads, clear, notKnown } = words.report;
  return html`<table>
<thead><tr><th>${heads.verdict}</th><th>${clear.key}</th><th>${said.why}</th><th class="end">${said.partsLeft}</th><th class="end">${said.bytesLeft}</th></tr></thead>
<tbody>
${join(
  items.map(
    ({ verdict, state, key, uploadId, reason, partsLeft, bytesLeft }) =>
      html`<tr><td>${words.stateNames[verdict ?? state]}</td><td>${isolated(key)}<br><span class="mono faint">${isolated(uploadId)}</span></td><td>${whyWords(verdict, reason)}</td><td class="end">${partsLeft === null ? notKnown : formatCount(partsLeft)}</td><td class="end">${bytesLeft === null ? notKnown : formatColumnBytes(bytesLeft)}</td></tr>\n`,
  ),
)}</tbody>
</table>
${moreWords(total - items.length)}`;
}

/** The sentence, and under it the code that it was made of, which stays the same in every language. */
function whyWords(verdict: Verdict | null, reason: NotClear['reason']): Html {
  if (reason === null) return isolated(verdict === null ? words.report.notProved.notBegun : words.verdicts[verdict]);
  return html`${isolated(words.reason(reason))}<br><span class="mono faint">${reason.why}</span>`;
}

function evidence({ chain }: ReportInput): Html {
  const { evidence: said } = words.report;
  return html`<section>
<h2>${said.title}</h2>
${chain.intact ? intact(chain) : html`<p class="alarm">${said.check(chain)} ${said.after}</p>`}
<p class="faint">${said.explained}</p>
</section>`;
}

function intact(chain: Extract<ChainCheck, { intact: true }>): Html {
  const { evidence: said, none } = words.report;
  return html`<p>${said.check(chain)}</p>
<dl>
${fact(said.firstHash, html`<span class="mono">${chain.firstHash ?? none}</span>`)}
${fact(said.lastHash, html`<span class="mono">${chain.lastHash ?? none}</span>`)}
</dl>`;
}

function fact(label: string, value: Html): Html {
  return html`<dt>${label}</dt><dd>${value}</dd>\n`;
}

function activeWords(windowMs: number): string {
  const { asked: said } = words.report;
  return windowMs === 0 ? said.noneCountsActive : said.activeWithin(Math.round((windowMs / 3_600_000) * 100) / 100);
}
