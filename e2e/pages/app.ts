import { expect, type Locator, type Page } from '@playwright/test';
import type { Keys } from '../support/stores/seeding.ts';
import { ConnectionPage, PermissionsDialog, PromptCards } from './access.ts';
import { ActivityStrip } from './activity.ts';
import { BucketPage } from './bucket.ts';
import { BucketSettingsDialog } from './bucket-settings.ts';
import { CloudWatchDialog } from './cloudwatch.ts';
import { CompletionDialog } from './completion-dialog.ts';
import { type ConnectionFields, ConnectionForm } from './connection-form.ts';
import { ConnectionsFile } from './connections-file.ts';
import { CostsDialog } from './costs.ts';
import { DeletionDialog } from './deletion.ts';
import { Findings } from './findings.ts';
import { HistoryPage } from './history.ts';
import { Inspector } from './inspector.ts';
import { LensDialog } from './lens.ts';
import { LifecycleDialog, LifecyclePlanDialog } from './lifecycle.ts';
import { PlanDialog } from './plan-dialog.ts';
import { Sidebar } from './sidebar.ts';

/** The whole app as a person (or a screen reader) meets it: by roles and names, see design.md. */
export class App {
  readonly page: Page;
  readonly sidebar: Sidebar;
  readonly form: ConnectionForm;
  readonly bucket: BucketPage;
  readonly inspector: Inspector;
  readonly plan: PlanDialog;
  readonly completion: CompletionDialog;
  readonly activity: ActivityStrip;
  readonly history: HistoryPage;
  readonly connection: ConnectionPage;
  readonly prompts: PromptCards;
  readonly permissions: PermissionsDialog;
  readonly bucketSettings: BucketSettingsDialog;
  readonly connectionsFile: ConnectionsFile;
  readonly costs: CostsDialog;
  readonly lifecycle: LifecycleDialog;
  readonly deletion: DeletionDialog;
  readonly findings: Findings;
  readonly lens: LensDialog;
  readonly cloudWatch: CloudWatchDialog;
  readonly lifecyclePlan: LifecyclePlanDialog;
  /** What the app says without having been asked. */
  readonly notices: Locator;
  /** The table of a connection's buckets. */
  readonly overview: Locator;
  readonly welcome: { addConnection: Locator; tryPractice: Locator };
  /** Ends the app as a power cut would; the page stays open, and alone. */
  readonly kill: () => Promise<void>;

  constructor(page: Page, kill: () => Promise<void>) {
    this.page = page;
    this.kill = kill;
    this.sidebar = new Sidebar(page);
    this.form = new ConnectionForm(page);
    this.bucket = new BucketPage(page);
    this.inspector = new Inspector(page);
    this.plan = new PlanDialog(page);
    this.completion = new CompletionDialog(page);
    this.notices = page.getByRole('status', { name: 'Notices' });
    this.activity = new ActivityStrip(page);
    this.history = new HistoryPage(page);
    this.connection = new ConnectionPage(page);
    this.prompts = new PromptCards(page);
    this.permissions = new PermissionsDialog(page);
    this.bucketSettings = new BucketSettingsDialog(page);
    this.costs = new CostsDialog(page);
    this.connectionsFile = new ConnectionsFile(page);
    this.deletion = new DeletionDialog(page);
    this.findings = new Findings(page);
    this.lens = new LensDialog(page);
    this.cloudWatch = new CloudWatchDialog(page);
    this.lifecycle = new LifecycleDialog(page);
    this.lifecyclePlan = new LifecyclePlanDialog(page);
    this.overview = page.getByRole('table', { name: 'Buckets' });
    const main = page.getByRole('main');
    this.welcome = {
      addConnection: main.getByRole('button', { name: 'Add connection' }),
      tryPractice: main.getByRole('button', { name: 'Try practice storage' }),
    };
  }

  /** From the welcome screen to a saved connection whose buckets are shown. */
  async connect(keys: Keys, fields: Partial<ConnectionFields> = {}): Promise<void> {
    await this.welcome.addConnection.click();
    await this.form.fill({ ...connectionTo(keys), ...fields });
    await this.form.save.click();
    await expect(this.form.dialog).toBeHidden();
  }

  /** From the sidebar to a further connection. */
  async addConnection(keys: Keys, fields: Partial<ConnectionFields> = {}): Promise<void> {
    await this.sidebar.navigation.getByRole('button', { name: 'Add connection' }).click();
    await this.form.fill({ ...connectionTo(keys), ...fields });
    await this.form.save.click();
    await expect(this.form.dialog).toBeHidden();
  }

  /** Connects, opens a bucket and scans it to the end. */
  async scan(keys: Keys, bucket: string, fields: Partial<ConnectionFields> = {}): Promise<void> {
    await this.connect(keys, fields);
    await this.sidebar.open(bucket);
    await this.bucket.scanWhole();
  }

  /** Aborts these uploads: selection, plan, start. The plan holds no active ones. */
  async abort(...keys: string[]): Promise<void> {
    for (const key of keys) await this.bucket.select(key);
    await this.bucket.abort.click();
    await this.startCleanUp();
  }

  /** Starts the plan that is open. The activity strip opens by itself: what was just started should be seen. */
  async startCleanUp(): Promise<void> {
    await this.plan.start.click();
    await expect(this.plan.dialog).toBeHidden();
    await expect(this.activity.grid).toBeVisible();
    await this.activity.beginNow.click();
  }

  /** Completes the upload whose dialog is open. */
  async startCompletion(): Promise<void> {
    await this.completion.start.click();
    await expect(this.completion.dialog).toBeHidden();
    await this.activity.beginNow.click();
  }
}

/** What to enter for a store under test. One second of quiet, and nothing counts as active: tests have just uploaded. */
export function connectionTo(keys: Keys): ConnectionFields {
  return {
    name: 'Test store',
    endpointUrl: keys.endpointUrl,
    region: keys.region,
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey,
    quietSeconds: 1,
    activeHours: 0,
  };
}
