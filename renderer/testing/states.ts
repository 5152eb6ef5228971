import type { Route } from '../route.ts';
import type { Scene } from './scenes.ts';

/** What is done once the page stands: a control pressed, or something chosen from a list, by its name on screen. */
export type Step = { press: string } | { choose: string; value: string };

/** One state of one screen, to be opened by a link. */
export interface State {
  /** Of the link: `/?state=<name>`. */
  name: string;
  scene: Scene;
  at: Route;
  /** What the strip at the bottom shows; left out, it is closed. */
  activity?: { job: string } | 'watching' | 'open';
  steps?: readonly Step[];
  /** Text that stands on the screen once it is there. */
  shows: string;
}

const aws = 'aws';
const start: Route = { screen: 'start' };
const overview: Route = { screen: 'connection', connectionId: aws };
const bucket = (name: string, index: number | null = null, connectionId = aws): Route => ({
  screen: 'bucket',
  connectionId,
  bucket: name,
  upload:
    index === null
      ? null
      : {
          connectionId,
          bucket: name,
          key: `footage/2026/camera-${index % 12}/clip-${String(index).padStart(7, '0')}.mxf`,
          uploadId: `upload-${index}`,
        },
});
const history = (jobId: string | null = null): Route => ({ screen: 'history', jobId });

const failed = 'The server failed';

/** An event of the window by which a state speaks German: not every state has the button. */
export const speakGerman = 'speak-german';

/** Every state of every screen, by screen. */
export const states: readonly State[] = [
  { name: 'welcome', scene: 'first-run', at: start, shows: 'Try practice storage' },
  { name: 'connecting', scene: 'connecting', at: start, shows: 'Opening…' },
  { name: 'add-connection', scene: 'calm', at: start, steps: [{ press: 'Add connection' }], shows: 'Test connection' },
  { name: 'prompts', scene: 'full', at: start, shows: 'QZRT-WPLK' },
  { name: 'notices', scene: 'notices', at: overview, shows: '2 aborted uploads came back in footage' },

  { name: 'overview', scene: 'calm', at: overview, shows: 'Not scanned' },
  { name: 'overview-empty', scene: 'empty', at: overview, shows: 'There are no buckets here.' },
  {
    name: 'overview-denied',
    scene: 'calm',
    at: { screen: 'connection', connectionId: 'denied' },
    shows: 'The owner guard is absent.',
  },
  {
    name: 'overview-read-only',
    scene: 'calm',
    at: { screen: 'connection', connectionId: 'readonly' },
    shows: 'same account as Film archive',
  },
  { name: 'overview-expired', scene: 'calm', at: { screen: 'connection', connectionId: 'expired' }, shows: 'expired' },

  {
    name: 'estate',
    scene: 'estate',
    at: { screen: 'connection', connectionId: 'studio-07' },
    shows: '4,500 buckets in 15 connections',
  },
  { name: 'estate-all', scene: 'estate', at: { screen: 'overview' }, shows: '4,500 buckets in 15 connections' },
  { name: 'nowhere', scene: 'calm', at: { screen: 'nowhere' }, shows: 'This address leads nowhere' },
  {
    name: 'estate-bucket',
    scene: 'estate',
    at: {
      screen: 'bucket',
      connectionId: 'studio-12',
      bucket: 'studio-12-footage-222',
      upload: null,
    },
    shows: '4,500 buckets in 15 connections',
  },

  { name: 'bucket', scene: 'calm', at: bucket('footage'), shows: 'sized 3,456 of 4,321' },
  { name: 'bucket-a-million', scene: 'calm', at: bucket('a-million'), shows: 'sized 800,000 of 1,000,000' },
  {
    name: 'bucket-empty',
    scene: 'calm',
    at: bucket('empty'),
    shows: 'The store’s list shows no parts that would be billed.',
  },
  {
    name: 'bucket-denied',
    scene: 'calm',
    at: bucket('denied'),
    shows: 'These credentials lack s3:ListBucketMultipartUploads.',
  },
  { name: 'bucket-broken-off', scene: 'calm', at: bucket('in-circles'), shows: 'The listing goes in circles' },
  { name: 'bucket-never-scanned', scene: 'calm', at: bucket('never-scanned'), shows: 'Not scanned yet' },
  { name: 'bucket-loading', scene: 'loading', at: bucket('footage'), shows: 'Reading the index…' },
  { name: 'bucket-failing', scene: 'failing', at: bucket('footage'), shows: failed },
  {
    name: 'bucket-by-prefix',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ choose: 'Group by', value: 'prefix' }],
    shows: 'footage/',
  },
  {
    name: 'bucket-by-initiator',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ choose: 'Group by', value: 'initiator' }],
    shows: 'ingest',
  },
  {
    name: 'bucket-by-week',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ choose: 'Group by', value: 'week' }],
    shows: 'Week (UTC, from Monday)',
  },
  {
    name: 'bucket-groups-failing',
    scene: 'failing',
    at: bucket('footage'),
    steps: [{ choose: 'Group by', value: 'prefix' }],
    shows: failed,
  },
  {
    name: 'bucket-filters',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More filters' }],
    shows: 'ingest-0',
  },
  {
    name: 'permissions',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Check permissions' }],
    shows: 'KMS key',
  },
  {
    name: 'permissions-failing',
    scene: 'failing',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Check permissions' }],
    shows: failed,
  },
  {
    name: 'deletion',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Why can’t it be deleted?' }],
    shows: '588 delete markers',
  },
  {
    name: 'deletion-failing',
    scene: 'failing',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Why can’t it be deleted?' }],
    shows: failed,
  },
  {
    name: 'costs',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Costs…' }],
    shows: 'AWS list prices, eu-central-1',
  },
  {
    name: 'costs-failing',
    scene: 'failing',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Costs…' }],
    shows: failed,
  },
  {
    name: 'pictures',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Pictures…' }],
    shows: 'Bytes by prefix as a table',
  },
  {
    name: 'pictures-of-many',
    scene: 'calm',
    at: bucket('a-million'),
    steps: [{ press: 'More for this bucket' }, { press: 'Pictures…' }],
    shows: 'Bytes by prefix as a table',
  },
  {
    name: 'pictures-of-none',
    scene: 'calm',
    at: bucket('empty'),
    steps: [{ press: 'More for this bucket' }, { press: 'Pictures…' }],
    shows: 'No bytes are known here.',
  },
  {
    name: 'access-logs',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Access logs…' }],
    shows: '4,812,004 lines in 312 files',
  },
  {
    name: 'leaks',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Who leaks…' }],
    shows: 'the client dies before its second part',
  },
  {
    name: 'leaks-failing',
    scene: 'failing',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Who leaks…' }],
    shows: failed,
  },
  {
    name: 'bucket-settings',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Bucket settings…' }],
    shows: 'Bucket settings',
  },

  {
    name: 'lifecycle',
    scene: 'calm',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Lifecycle rules…' }],
    shows: '3,912 uploads',
  },
  {
    name: 'lifecycle-failing',
    scene: 'failing',
    at: bucket('footage'),
    steps: [{ press: 'More for this bucket' }, { press: 'Lifecycle rules…' }],
    shows: failed,
  },
  {
    name: 'lifecycle-plan',
    scene: 'calm',
    at: overview,
    steps: [{ press: 'Lifecycle…' }],
    shows: 'Put the rule in',
  },
  {
    name: 'lens',
    scene: 'calm',
    at: overview,
    steps: [{ press: 'More for this connection' }, { press: 'Import a Storage Lens export…' }],
    shows: 'Folder on this computer',
  },
  {
    name: 'cloudwatch',
    scene: 'calm',
    at: overview,
    steps: [{ press: 'More for this connection' }, { press: 'Sizes by CloudWatch…' }, { press: 'Ask about 6 buckets' }],
    shows: 'These credentials lack cloudwatch:GetMetricData.',
  },

  { name: 'details', scene: 'calm', at: bucket('footage', 7), shows: 'abort-leftovers' },
  { name: 'details-loading', scene: 'loading', at: bucket('footage', 7), shows: 'Verify' },
  { name: 'details-failing', scene: 'failing', at: bucket('footage', 7), shows: 'could not be read' },
  {
    name: 'details-verified',
    scene: 'calm',
    at: bucket('footage', 7),
    steps: [{ press: 'Verify' }],
    shows: 'We may not look: these credentials lack s3:ListMultipartUploadParts.',
  },
  {
    name: 'plan',
    scene: 'calm',
    at: bucket('footage', 7),
    steps: [{ press: 'Abort this upload…' }],
    shows: '3 in a running job',
  },
  {
    name: 'plan-failing',
    scene: 'failing',
    at: bucket('footage', 7),
    steps: [{ press: 'Abort this upload…' }],
    shows: failed,
  },
  {
    name: 'completion',
    scene: 'calm',
    // Of AWS it is known that parts as small as these make no object.
    at: bucket('footage', 7, 'denied'),
    steps: [{ press: 'Complete…' }],
    shows: '1 part number is missing.',
  },

  {
    name: 'activity',
    scene: 'calm',
    at: overview,
    activity: { job: 'job-1' },
    shows: 'A part arrived after the plan was made.',
  },
  { name: 'activity-empty', scene: 'empty', at: overview, activity: 'open', shows: 'Nothing is running.' },
  { name: 'activity-failing', scene: 'failing', at: overview, activity: { job: 'job-1' }, shows: failed },
  { name: 'watching', scene: 'calm', at: overview, activity: 'watching', shows: 'It came back: it has parts again.' },
  { name: 'watching-failing', scene: 'failing', at: overview, activity: 'watching', shows: failed },

  { name: 'history', scene: 'calm', at: history(), shows: 'Old NAS' },
  { name: 'history-empty', scene: 'empty', at: history(), shows: 'Nothing has been cleaned up yet' },
  { name: 'history-loading', scene: 'loading', at: history(), shows: 'Reading the history…' },
  { name: 'history-failing', scene: 'failing', at: history(), shows: failed },
  { name: 'record', scene: 'calm', at: history('job-3'), shows: 'A part arrived after the plan was made.' },
  { name: 'record-of-removed', scene: 'calm', at: history('job-5'), shows: 'connection not known any more' },
  { name: 'record-evidence', scene: 'calm', at: history('job-3'), steps: [{ press: 'Evidence' }], shows: 'ListParts' },
  { name: 'record-changed', scene: 'calm', at: history('job-4'), shows: 'changed' },
  { name: 'record-loading', scene: 'loading', at: history('job-3'), shows: 'Reading the record…' },
  { name: 'record-failing', scene: 'failing', at: history('job-3'), shows: failed },
];
