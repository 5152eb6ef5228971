import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { AppInfo, Connection } from '../../shared/schema/model.ts';
import type { Buckets } from './buckets/buckets.ts';
import type { Cleanup } from './cleanup/cleanup.ts';
import type { CloudWatch } from './cloudwatch/cloudwatch.ts';
import type { Connections } from './connections/connections.ts';
import type { Costs } from './costs/costs.ts';
import type { Deletion } from './deletion/deletion.ts';
import type { Exports } from './exports/exports.ts';
import type { History } from './history/history.ts';
import type { IndexClient } from './index/client.ts';
import type { UploadScope } from './index/upload-rows.ts';
import type { Leaks } from './leaks/leaks.ts';
import type { LensImport } from './lens-import/lens-import.ts';
import type { LifecycleEditor } from './lifecycle-editor/lifecycle-editor.ts';
import type { Scans } from './listing/scan.ts';
import type { LiveFeed } from './live-feed.ts';
import type { LogReadings } from './log-readings/log-readings.ts';
import type { Openings } from './openings/openings.ts';
import type { EnginePorts } from './ports/ports.ts';
import type { Endpoints } from './probe/endpoints.ts';
import type { Parts } from './sizing/parts.ts';
import type { ServerTime } from './store/server-time.ts';

/** What the calls of the contract are carried out by. */
export interface RouterDeps {
  info: AppInfo;
  /** @throws AppError NOT_FOUND where the host shows it itself */
  diagnostics: () => string;
  chooseLanguage: EnginePorts['chooseLanguage'];
  connections: Connections;
  endpoints: Endpoints;
  buckets: Buckets;
  scans: Scans;
  parts: Parts;
  cleanup: Cleanup;
  costs: Costs;
  deletion: Deletion;
  exports: Exports;
  history: History;
  leaks: Leaks;
  logs: LogReadings;
  lifecycle: LifecycleEditor;
  lens: LensImport;
  cloudWatch: CloudWatch;
  openings: Openings;
  index: IndexClient;
  serverTime: ServerTime;
  feed: LiveFeed;
}

/** The contract, implemented. Inputs have passed their schemas before a handler sees them. */
export function createRouter(deps: RouterDeps) {
  const { connections, endpoints, buckets, scans, parts, cleanup, costs, history, index, serverTime, feed } = deps;
  const { cloudWatch, deletion, exports, leaks, lens, lifecycle, logs } = deps;
  const os = implement(contract);
  const scope = (input: Omit<UploadScope, 'activeSince'>): UploadScope => ({
    connectionId: input.connectionId,
    bucket: input.bucket,
    filter: input.filter,
    activeSince: connections.activeSince(input.connectionId),
  });

  return os.router({
    app: {
      info: os.app.info.handler(() => deps.info),
      diagnostics: os.app.diagnostics.handler(() => deps.diagnostics()),
      chooseLanguage: os.app.chooseLanguage.handler(({ input }) => deps.chooseLanguage(input.language)),
      takeOpening: os.app.takeOpening.handler(({ input }) => deps.openings.take(input.openingId)),
    },
    connections: {
      profiles: os.connections.profiles.handler(() => connections.profiles()),
      test: os.connections.test.handler(({ input }) => connections.test(input)),
      save: os.connections.save.handler(({ input }): Promise<Connection> => connections.save(input)),
      remove: os.connections.remove.handler(({ input }) => connections.remove(input.connectionId)),
      openPractice: os.connections.openPractice.handler(() => openPractice(deps)),
      tryNow: os.connections.tryNow.handler(({ input }) => connections.outages.tryNow(input.connectionId)),
      export: os.connections.export.handler(() => connections.exportAll()),
      import: os.connections.import.handler(({ input }) => connections.importAll(input.text)),
      signIn: os.connections.signIn.handler(({ input }) => connections.signIn(input.connectionId)),
      probe: os.connections.probe.handler(({ input }) => endpoints.probe(input.connectionId, input.bucket)),
    },
    prompts: {
      answer: os.prompts.answer.handler(({ input }) => connections.prompts.answer(input.promptId, input.code)),
      dismiss: os.prompts.dismiss.handler(({ input }) => connections.prompts.dismiss(input.promptId)),
    },
    buckets: {
      refresh: os.buckets.refresh.handler(({ input }) => buckets.refresh(input.connectionId)),
      add: os.buckets.add.handler(({ input }) => buckets.add(input.connectionId, input.bucket)),
      configure: os.buckets.configure.handler(({ input }) =>
        connections.configureBucket(input.connectionId, input.bucket, input.settings),
      ),
      rights: os.buckets.rights.handler(({ input, signal }) =>
        endpoints.rights(input.connectionId, input.bucket, signal),
      ),
      deletion: os.buckets.deletion.handler(({ input, signal }) => deletion.blockers(input, signal)),
      deletionCommands: os.buckets.deletionCommands.handler(({ input: { listedAs, shell, ...at } }) =>
        deletion.commands(at, listedAs, shell),
      ),
    },
    scans: {
      start: os.scans.start.handler(async ({ input }) => {
        await buckets.get(input.connectionId, input.bucket);
        await scans.start(input.connectionId, input.bucket);
      }),
      stop: os.scans.stop.handler(({ input }) => scans.stop(input.connectionId, input.bucket)),
    },
    uploads: {
      window: os.uploads.window.handler(({ input }) =>
        index.uploadWindow(scope(input), input.sort, input.offset, input.limit),
      ),
      totals: os.uploads.totals.handler(({ input }) => index.uploadTotals(scope(input))),
      ages: os.uploads.ages.handler(({ input }) =>
        index.uploadAges(scope(input), input.bins, serverTime.now(input.connectionId)),
      ),
      groups: os.uploads.groups.handler(({ input }) =>
        index.uploadGroups(scope(input), input.by, input.prefix ?? '', input.kept),
      ),
      facets: os.uploads.facets.handler(({ input }) => index.uploadFacets(input.connectionId, input.bucket)),
      get: os.uploads.get.handler(({ input }) => index.upload(input, connections.activeSince(input.connectionId))),
      prioritise: os.uploads.prioritise.handler(({ input }) =>
        scans.prioritise(input.connectionId, input.bucket, input.uploads),
      ),
      parts: os.uploads.parts.handler(({ input, signal }) => parts.read(input, signal)),
      verify: os.uploads.verify.handler(({ input }) => cleanup.verify(input)),
      export: os.uploads.export.handler(({ input }) => exports.uploads(input)),
      evidence: os.uploads.evidence.handler(({ input }) => cleanup.evidence(input)),
    },
    costs: {
      uploads: os.costs.uploads.handler(({ input }) => costs.ofUploads(scope(input))),
      groups: os.costs.groups.handler(({ input }) => costs.ofGroups(scope(input), input.by, input.prefix ?? '')),
      upload: os.costs.upload.handler(({ input }) => costs.ofUpload(input)),
      connection: os.costs.connection.handler(({ input }) => costs.ofConnection(input.connectionId)),
      plans: os.costs.plans.handler(({ input }) => costs.ofPlans(input.planIds)),
      scan: os.costs.scan.handler(async ({ input }) =>
        costs.ofScan(await buckets.get(input.connectionId, input.bucket)),
      ),
      prices: os.costs.prices.handler(({ input }) => costs.prices(input.connectionId, input.bucket ?? null)),
      setOwnPrice: os.costs.setOwnPrice.handler(({ input }) =>
        connections.setOwnPrice(input.connectionId, input.price),
      ),
      forecast: os.costs.forecast.handler(async ({ input }) =>
        costs.forecast(await buckets.get(input.connectionId, input.bucket), input.ruleDays),
      ),
    },
    cloudWatch: {
      configure: os.cloudWatch.configure.handler(({ input }) =>
        cloudWatch.configure(input.connectionId, input.setting),
      ),
      told: os.cloudWatch.told.handler(({ input }) => cloudWatch.told(input.connectionId)),
      read: os.cloudWatch.read.handler(({ input, signal }) =>
        cloudWatch.read(input.connectionId, input.buckets, signal),
      ),
    },
    accessLogs: {
      read: os.accessLogs.read.handler(({ input, signal }) => logs.read(input.connectionId, input.place, signal)),
      summary: os.accessLogs.summary.handler(({ input }) => logs.summary(input.connectionId)),
      upload: os.accessLogs.upload.handler(({ input }) => logs.trace(input)),
    },
    leaks: {
      report: os.leaks.report.handler(({ input }) => leaks.report(scope(input))),
      upload: os.leaks.upload.handler(({ input }) => leaks.origin(input)),
    },
    plans: {
      create: os.plans.create.handler(({ input }) => cleanup.createPlan(input)),
      get: os.plans.get.handler(({ input }) => history.plan(input.planId, input.from)),
      export: os.plans.export.handler(({ input }) => history.exportPlan(input.planId, input.format, input.cursor)),
      addText: os.plans.addText.handler(({ input }) => history.addPlanText(input.fileId, input.text)),
      open: os.plans.open.handler(({ input }) => history.openPlan(input.text, input.at, input.fileId)),
    },
    jobs: {
      start: os.jobs.start.handler(({ input }) => cleanup.startJob(input)),
      items: os.jobs.items.handler(({ input }) => cleanup.items(input.jobId, input.offset, input.limit)),
      pause: os.jobs.pause.handler(({ input }) => cleanup.pause(input.jobId)),
      resume: os.jobs.resume.handler(({ input }) => cleanup.resume(input.jobId)),
      cancel: os.jobs.cancel.handler(({ input }) => cleanup.cancel(input.jobId)),
      setDeadline: os.jobs.setDeadline.handler(({ input }) => cleanup.setDeadline(input.jobId, input.deadlineAt)),
      tryNow: os.jobs.tryNow.handler(({ input }) => cleanup.tryNow(input.jobId, input.ref)),
      history: os.jobs.history.handler(({ input: { offset, limit, ...filter } }) =>
        history.jobs(filter, offset, limit),
      ),
      get: os.jobs.get.handler(({ input }) => history.job(input.jobId)),
      evidence: os.jobs.evidence.handler(({ input }) => history.evidence(input.jobId, input.offset, input.limit)),
      verifyChain: os.jobs.verifyChain.handler(({ input }) => history.verifyChain(input.jobId)),
      export: os.jobs.export.handler(({ input }) => history.exportJob(input.jobId, input.format, input.cursor)),
      report: os.jobs.report.handler(({ input }) => history.report(input.jobId)),
    },
    saved: {
      list: os.saved.list.handler(() => index.savedCleanUps()),
      save: os.saved.save.handler(({ input }) => index.saveCleanUp(input)),
      remove: os.saved.remove.handler(({ input }) => index.removeCleanUp(input.name)),
    },
    rescue: {
      plan: os.rescue.plan.handler(({ input }) => cleanup.rescue.plan(input)),
      start: os.rescue.start.handler(({ input }) => cleanup.rescue.start(input)),
    },
    watch: {
      list: os.watch.list.handler(({ input }) => cleanup.watched(input.offset, input.limit)),
    },
    lifecycle: {
      read: os.lifecycle.read.handler(({ input, signal }) => lifecycle.read(input, signal)),
      propose: os.lifecycle.propose.handler(({ input: { rule, ...at }, signal }) =>
        lifecycle.propose(at, rule, signal),
      ),
      apply: os.lifecycle.apply.handler(({ input: { rule, base, ...at } }) => lifecycle.apply(at, rule, base)),
      acknowledge: os.lifecycle.acknowledge.handler(({ input }) => lifecycle.acknowledge(input)),
      snippet: os.lifecycle.snippet.handler(({ input: { rule, tool, ...at } }) => lifecycle.snippet(at, rule, tool)),
    },
    lens: {
      read: os.lens.read.handler(({ input, signal }) => lens.read(input.connectionId, input.place, signal)),
      compare: os.lens.compare.handler(() => lens.compare()),
    },
    live: {
      subscribe: os.live.subscribe.handler(({ signal }) => feed.subscribe(signal)),
    },
  });
}

/** Opens practice storage, read: a newcomer sees at once what it holds. */
async function openPractice({ connections, buckets, scans }: RouterDeps): Promise<Connection> {
  const before = connections.list();
  const connection = await connections.openPractice();
  if (before.some(({ id }) => id === connection.id)) return connection;
  const { items } = await buckets.refresh(connection.id);
  for (const { name } of items) await scans.start(connection.id, name);
  return connection;
}
