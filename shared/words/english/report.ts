import { formatCount } from '../../format/numbers.ts';
import type { ChainCheck, HistoryJob } from '../../schema/history.ts';
import { counted } from '../counted.ts';

const uploads = (count: number) => counted(count, 'upload', 'uploads');
const aborts = (count: number) => counted(count, 'abort', 'aborts');
const seconds = (count: number) => counted(count, 'second', 'seconds');
const hours = (count: number) => counted(count, 'hour', 'hours');

/** What the report on a job says, one page for somebody who was not there. Names and addresses stand beside these texts. */
export const reportWords = {
  title: { abort: 'Clean-up of incomplete uploads', complete: 'Completion of an incomplete upload' },
  bucket: 'Bucket',
  written: (when: string, app: string) => `Written ${when} by Loose Parts ${app}.`,
  finished: (when: string) => `The job finished ${when}.`,
  unfinished: (state: HistoryJob['state']) =>
    `This job is ${state} and has not finished: every number may still change.`,
  notKnown: 'not known',
  none: 'none',
  more: (count: number) => `and ${formatCount(count)} more, which the evidence files name.`,
  tiles: {
    of: (some: number, all: number) => `${formatCount(some)} of ${formatCount(all)}`,
    proved: { clear: 'proved clear', completed: 'proved completed' },
    freed: 'freed',
    left: 'left',
    leftNotKnown: 'Not known',
    atLeast: (bytes: string) => `At least ${bytes}`,
    intact: 'Intact',
    notIntact: 'Not intact',
    evidence: 'evidence',
  },
  asked: {
    title: 'What was asked',
    for: 'Asked for',
    abort: 'abort, until nothing is left',
    complete: 'completion into an object, instead of an abort',
    again: (what: string) => `${what}; taken up again because aborted uploads came back`,
    connection: 'Connection',
    endpoint: 'Endpoint',
    endpointForgotten: 'not known any more',
    region: 'region',
    plan: 'Plan',
    made: (when: string) => `made ${when}`,
    onPlan: 'Uploads on the plan',
    held: (items: number, held: string) => `${uploads(items)}: ${held}`,
    parts: (parts: number, bytes: string) => `${counted(parts, 'part', 'parts')}, ${bytes}`,
    notSized: 'not sized',
    partlySized: (held: string, sized: number) => `${held} in the ${formatCount(sized)} that were sized`,
    leftOut: 'Left out of the plan',
    active: 'Active uploads',
    noneActive: 'none on the plan',
    confirmed: (active: number, confirmed: number) =>
      `${formatCount(active)} on the plan, ${formatCount(confirmed)} confirmed by typing the bucket’s name`,
    started: 'Started',
    rules: 'Rules',
    looks: (quietSeconds: number) => `two clean looks at least ${seconds(quietSeconds)} apart`,
    noneCountsActive: 'no upload counts as active',
    activeWithin: (windowHours: number) =>
      `active is what got a part within ${hours(windowHours)} by either clock, or whose age is not known`,
    deadline: (when: string) => `deadline ${when}`,
  },
  done: {
    title: 'What was done',
    aborts: (attempts: number, items: number) => `${aborts(attempts)} for ${uploads(items)}.`,
    again: (items: number, most: number) =>
      `${uploads(items)} had to be aborted more than once, at most ${counted(most, 'time', 'times')}.`,
    unanswered: (count: number) => `${aborts(count)} got no answer, and ${count === 1 ? 'was' : 'were'} looked at.`,
    noCall: 'No call was made.',
    span: (first: string, last: string) => `First record ${first}, last ${last}.`,
    operation: 'Operation',
    answer: 'Answer',
    calls: 'Calls',
    charged: (count: number) =>
      `The store said that ${counted(count, 'call', 'calls')} ${count === 1 ? 'was' : 'were'} charged to the requester.`,
    noAnswer: 'no answer on record',
    noHttp: 'no HTTP answer',
  },
  proved: {
    title: 'What was proved',
    /** `before` and `after` the word for clear. */
    onlyClear: {
      before: 'Only',
      after:
        'counts as freed: the bytes seen in the last look before the first abort, less those seen in the last look.',
    },
    verdict: 'Verdict',
    uploads: 'Uploads',
    freed: 'Freed',
    left: 'Left',
    meaning: 'Meaning',
    someNotKnown: (count: number) => `${formatCount(count)} not known`,
    pending: 'Not begun, or no look has been judged yet.',
  },
  clear: { title: 'What was proved clear', key: 'Key and upload ID' },
  notProved: {
    title: 'What could not be proved',
    nothing: {
      clear: 'Nothing: every upload of this job was proved clear.',
      completed: 'Nothing: every upload of this job was proved completed.',
    },
    noDoubt: 'Nothing that was aborted is in doubt.',
    alone: 'What was left alone',
    why: 'Why',
    partsLeft: 'Parts left',
    bytesLeft: 'Bytes left',
    notBegun: 'Not begun yet.',
  },
  evidence: {
    title: 'Evidence',
    check: (chain: ChainCheck) => {
      if (chain.intact)
        return `The evidence is intact: ${counted(chain.lines, 'line', 'lines')}, recomputed for this report.`;
      const line = formatCount(chain.sequence);
      return chain.problem === 'changed'
        ? `The evidence is not intact: line ${line} was changed.`
        : `The evidence is not intact: line ${line} is missing.`;
    },
    after: 'What follows from that line on is not what this app wrote.',
    explained:
      'Each call has two lines, one written before it was sent and one after it was answered. One listing may tell of several uploads: it is counted once, and each of them has lines of it, under the same request ID. Each line carries the SHA-256 of the line before it, so a line that is changed, taken out or put in shows. Keep the last hash elsewhere, and nobody can replace the whole record unseen. The evidence as JSON says how to check it without this app.',
    firstHash: 'First hash',
    lastHash: 'Last hash',
  },
};

/** What any language has to say in a report: as English does. */
export type ReportWords = typeof reportWords;
