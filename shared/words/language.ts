import type { CostAssumption, CostMissing, PlanCosts, PriceDoubt, PriceTable, ScanCost } from '../schema/costs.ts';
import type { BucketDeletion, DeletionBlocker } from '../schema/deletion.ts';
import type { EndpointFacts } from '../schema/endpoint.ts';
import type { ErrorShape } from '../schema/errors.ts';
import type { ArrivalJson, GuessReason, LeakAdvice, LeakCause } from '../schema/leaks.ts';
import type { LensBucketView, LensProblem, LensReport } from '../schema/lens.ts';
import type {
  BucketLifecycle,
  LifecycleDifference,
  LifecycleOutcome,
  LifecycleProposal,
  LifecycleRuleView,
  LifecycleSnippet,
  LifecycleView,
  Uncovered,
} from '../schema/lifecycle.ts';
import type { JobItem, UnnamedEntries, UploadChecksum } from '../schema/model.ts';
import type { RefusedOpening } from '../schema/openings.ts';
import type { Outage, StoreWait } from '../schema/outages.ts';
import type { Reason } from '../schema/reasons.ts';
import type { StartWarning } from '../schema/start-warnings.ts';
import type { Unknown } from '../schema/unknowns.ts';
import type { UploadConditions, UploadFilter } from '../schema/upload-filter.ts';
import type { VerificationOutcome } from '../schema/verdicts.ts';
import type { Notice } from '../schema/watch.ts';
import type { DeletionQuestion } from '../values/deletion-kinds.ts';
import type { SnippetNote, SnippetTool } from '../values/lifecycle-kinds.ts';
import type { UploadState } from '../values/upload-states.ts';
import type { Verdict } from '../values/verdict-kinds.ts';
import type { PageWords } from './english/page.ts';
import type { ReportWords } from './english/report.ts';
import type { SayingName } from './english/sayings.ts';

/** The facts of an endpoint, in the order in which they are shown. */
export const endpointFactNames = [
  'ownerCheck',
  'initiated',
  'initiator',
  'storageClass',
  'lifecycle',
  'order',
  'keyMarker',
  'prefix',
  'pageLimit',
  'keyEncoding',
  'addressing',
] as const satisfies readonly (keyof EndpointFacts)[];
export type EndpointFactName = (typeof endpointFactNames)[number];

/** A fact of an endpoint in words. */
export interface EndpointSentence {
  fact: EndpointFactName;
  /** What it is about, to stand before the sentence. */
  title: string;
  /**
   * `limit`: something that this endpoint does not do, and a person should know; `unknown`: it could not be told, and the
   * sentence says why.
   */
  tone: 'fine' | 'limit' | 'unknown';
  text: string;
}

/** Why a bucket cannot be deleted, in words. */
export interface DeletionWords {
  /** One cause: what it is, and what it means. */
  blocker(blocker: DeletionBlocker): { title: string; text: string };
  /** What was asked, in a few words. */
  question(question: DeletionQuestion): string;
  summary(found: Pick<BucketDeletion, 'blockers' | 'unknown'>): string;
}

/** A notice in words. Keys are in neither: notifications show on locked screens. */
export interface NoticeWords {
  /** A few words. */
  title: string;
  /** A sentence or two. */
  body: string;
}

/** The words on screen for a failure: `title` says what is wrong, `hint` what to do about it. */
export interface ErrorWords {
  title: string;
  hint: string;
}

/** What initiators are called, by ID. */
export type InitiatorNames = ReadonlyMap<string, string>;

/** One condition of a filter in words: as it is, and turned around. */
export interface ConditionWords {
  /** What of the conditions it stands for. */
  fields: readonly (keyof UploadConditions)[];
  is: string;
  not: string;
}

/** What stands beside an amount of money. */
export interface CostWords {
  /** Why it is an estimate. */
  assumption(assumption: CostAssumption): string;
  /** What is not in it. */
  missing(missing: CostMissing): string;
  /** What about a price is not quite what the bill will say. */
  doubt(doubt: PriceDoubt): string;
  /** What a scan costs. */
  scan(cost: ScanCost): string;
  /** Whose prices a table holds. */
  place(table: PriceTable): string;
  /** What aborting itself costs. */
  aborting(plan: Pick<PlanCosts, 'minimumDays'>): string;
}

/** Who leaves uploads behind, and why. */
export interface LeakWords {
  /** What speaks for a client: part of a sentence. */
  reason(reason: GuessReason): string;
  cause(cause: LeakCause): string;
  /** What to do about it. */
  advice(advice: LeakAdvice): string;
  /** How much of a file arrived: part of a sentence. */
  arrival(arrival: ArrivalJson): string;
}

/** Lifecycle rules in words. */
export interface LifecycleWords {
  /** What a rule does, and to which keys. */
  rule(rule: LifecycleRuleView): string;
  /** What changes in meaning, a sentence or two for each thing; empty where nothing does. */
  difference(difference: LifecycleDifference): string[];
  /** Why uploads are not aborted by any of these rules. */
  gap(uncovered: Pick<Uncovered, 'nearest'>, rules: readonly LifecycleRuleView[]): string;
  /** What the store's answer is where it is no rules; null where it is some. */
  state(view: Pick<LifecycleView, 'state'>): string | null;
  /** Whether rules abort leftovers, in a few words. */
  brief(lifecycle: Pick<BucketLifecycle, 'state' | 'coversEverything' | 'aborting'>): string;
  /** What a proposal would do to the rules. */
  proposal(proposal: Pick<LifecycleProposal, 'kind' | 'unchanged'>): string;
  /** What became of it. */
  outcome(outcome: LifecycleOutcome): { title: string; body: string[] };
  /** What has to be known before a snippet is used. */
  note(note: SnippetNote): string;
  /** A tool's name. */
  tool(tool: SnippetTool): string;
  /** Why a tool cannot put it. */
  impossible(snippet: Extract<LifecycleSnippet, { possible: false }>): string;
  /** A store that has such rules in its own way only. */
  ownTool(tool: SnippetTool): string;
}

/** Storage Lens exports in words. */
export interface LensWords {
  /** What is not in the numbers, and why. */
  problem(problem: LensProblem): string;
  /** What else a person should know of them, a sentence each. */
  doubts(report: LensReport): string[];
  /** What a bucket's scan says against the export. */
  explained(known: LensBucketView['known']): string;
}

/** What a person asked to be opened, and what is not. */
export interface OpeningWords {
  /** The heading above a refusal. */
  title: string;
  /** A sentence or two. */
  refusal(refusal: RefusedOpening): string;
}

/** A message box of the system's: what it says, and what it means. */
export interface BoxWords {
  message: string;
  detail: string;
}

/** What Electron itself does in menus and names, by its name of the role; `substitutions` and `speech` are menus within Edit. */
export type MenuRole =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'close'
  | 'editMenu'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'pasteAndMatchStyle'
  | 'delete'
  | 'selectAll'
  | 'substitutions'
  | 'showSubstitutions'
  | 'toggleSmartQuotes'
  | 'toggleSmartDashes'
  | 'toggleTextReplacement'
  | 'speech'
  | 'startSpeaking'
  | 'stopSpeaking'
  | 'reload'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'toggleDevTools'
  | 'windowMenu'
  | 'minimize'
  | 'zoom'
  | 'front';

/** What the desktop app says outside its page: in menus and dialogs of the system's. */
export interface DesktopWords {
  /** A button. */
  close: string;
  /** What the system's dialog calls files of plans. */
  planFiles: string;
  /** In the About box. */
  credits: string;
  /** The same where a web browser shows it, which has no Help. */
  about: string;
  menu: Readonly<
    Record<'file' | 'openPlan' | 'view' | 'help' | 'checkForUpdates' | 'diagnostics' | 'licences' | 'about', string>
  >;
  diagnostics: { message: string; copy: string };
  /** `fetch` and `install` are buttons. */
  updates: {
    unsigned: BoxWords;
    busy: BoxWords;
    current: BoxWords;
    failed: BoxWords;
    found(version: string): BoxWords;
    fetched(version: string): BoxWords;
    fetch: string;
    install: string;
  };
  /** Before the app ends while so many jobs run. `quit` and `stay` are buttons. */
  quitQuestion(running: number): { message: string; detail: string; quit: string; stay: string };
}

/** Where an upload, or an item of a job, can stand. */
export type StateName = UploadState | VerificationOutcome | JobItem['state'] | 'pending';

/** What stands in for the page, and for words that its host should have brought along. */
export interface HostWords {
  /** Null where Electron's own names do: they are English, whatever the system speaks. */
  roles: Readonly<Record<MenuRole, string>> | null;
  /** The page's process died so many times within a minute; why it did so last is Chromium's word. Two buttons follow. */
  pageCrashed(times: number, reason: string, exitCode: number): BoxWords;
  tryAgain: string;
  quit: string;
  /** What a web browser shows where there is no page. */
  browser: {
    /** The link on the page that leads on by itself. */
    open: string;
    linkUsed: string;
    noFile: string;
    failed: string;
    /** A call with more in it than one may carry: as good as always, uploads that were named one by one. */
    tooLarge: string;
  };
}

/** One language's words for everything that machines, jobs and the index hold as data. Each case has its words, by type. */
export interface Language {
  /** Why an upload stands where it stands. */
  reason(reason: Reason): string;
  /** What a verdict means, for tooltips, the legend and reports. */
  verdicts: Readonly<Record<Verdict, string>>;
  /** Verdicts and states as they stand on badges, in cells and among choices. */
  stateNames: Readonly<Record<StateName, string>>;
  error(error: ErrorShape): ErrorWords;
  /** What failures say beyond their code, a sentence each, with `{places}`. */
  sayings: Readonly<Record<SayingName, string>>;
  /** A store that does not answer, and where that is. */
  outage(outage: Outage): string;
  /** A store that is given time: until when, and what it said. */
  storeWait(wait: StoreWait): string;
  /** Entries of a listing that cannot be addressed. */
  unnamed(entries: UnnamedEntries): ErrorWords;
  /** What an endpoint does, one plain sentence for each fact. */
  endpoint(facts: EndpointFacts): EndpointSentence[];
  /** Why something is not known of an endpoint, or of a right. */
  unknown(unknown: Unknown): string;
  notice(notice: Notice): NoticeWords;
  /** What an upload is checked by. */
  checksum(checksum: UploadChecksum): string;
  /** The conditions of a filter, one by one. */
  conditions(of: UploadConditions, names: InitiatorNames): ConditionWords[];
  /** One exception of a filter. */
  exception(of: UploadConditions, names: InitiatorNames): string;
  /** Sets of conditions of which one must hold. */
  anyOf(sets: readonly UploadConditions[], names: InitiatorNames): string;
  /** A whole filter in one sentence. */
  filter(filter: UploadFilter, names: InitiatorNames): string;
  cost: CostWords;
  leak: LeakWords;
  lifecycle: LifecycleWords;
  deletion: DeletionWords;
  lens: LensWords;
  opening: OpeningWords;
  desktop: DesktopWords;
  host: HostWords;
  /** What went wrong while the app started, in sentences. */
  startWarnings(warnings: readonly StartWarning[]): string[];
  /** The report on a job, which the engine writes. */
  report: ReportWords;
  /** What the page says of its own: headings, buttons, hints, by the folder that shows them. */
  page: PageWords;
}
