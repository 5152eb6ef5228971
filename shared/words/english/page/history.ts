import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';

/** What the page says in its part "history": every job, and the record of one. */
export const historyPage = {
  title: 'History',
  search: 'Search',
  searchHint: 'Bucket, key or verdict',
  /** The choice of one connection's jobs. */
  connection: 'Connection',
  allConnections: 'All connections',
  jobs: (count: number) => `${counted(count, 'job', 'jobs')}, newest first`,
  jobsFound: (count: number) => `${counted(count, 'job', 'jobs')} found, newest first`,
  reading: 'Reading the history…',
  noMatch: (searched: string) => `No job matches “${searched}”.`,
  noneOfConnection: 'No job of this connection yet.',
  nothingYet: 'Nothing has been cleaned up yet',
  whatStays: 'Every clean-up stays here with all its evidence: what was asked, done and proved.',
  more: (left: number) => `Show more (${formatCount(left)} left)`,
  table: {
    label: 'History',
    bucket: 'Bucket',
    connection: 'Connection',
    started: 'Started',
    uploads: 'Uploads',
    verdicts: 'Verdicts',
    freed: 'Freed',
    left: 'Left',
    state: 'State',
    /** A job, as the button that opens its record. */
    job: ({ bucket, started }: { bucket: string; started: string }) => `${bucket}, started ${started}`,
    unknownConnection: 'not known',
    removed: 'removed since',
  },
  record: {
    back: 'Back to all jobs',
    reading: 'Reading the record…',
    started: '{place} · started {when}',
    /** Where a job's connection led. */
    place: ({ connection, endpoint }: { connection: string; endpoint: string }) => `${connection} · ${endpoint}`,
    placeRemoved: ({ connection, endpoint }: { connection: string; endpoint: string }) =>
      `${connection} (removed since) · ${endpoint}`,
    unknownPlace: 'connection not known any more',
    /** `left` is a clause, `state` a word: "64 MiB left", "finished". */
    figures: ({ uploads, freed, left, state }: { uploads: number; freed: string; left: string; state: string }) =>
      `${counted(uploads, 'upload', 'uploads')} · ${freed} freed · ${left} · ${state}`,
    /** The figures end on the job's state, and that on its time. */
    ended: '{figures}, {when}',
    show: 'Show',
    showUploads: 'Uploads',
    showEvidence: 'Evidence',
    exportReport: 'Report to read and print (HTML)',
    exportJson: 'Evidence as JSON',
    exportCsv: 'Evidence as CSV',
  },
  items: {
    label: 'Uploads of this job',
    columns: {
      state: 'State',
      key: 'Key',
      aborts: 'Aborts',
      partsLeft: 'Parts left',
      bytesLeft: 'Bytes left',
      freed: 'Freed',
      now: 'Now',
    },
    notKnown: 'Not known: we could not look',
    verification: 'Verification',
    /** What a look at one upload has found. */
    looked: ({ key, found }: { key: string; found: string }) => `${key}: ${found}`,
    verify: 'Verify',
    verifyThis: (key: string) => `Verify: ${key}`,
    failed: 'failed',
  },
  evidence: {
    label: 'Evidence',
    columns: {
      line: 'Line',
      time: 'Time (UTC)',
      kind: 'Line is',
      call: 'Call',
      purpose: 'For',
      answer: 'Answer',
      key: 'Key',
      request: 'Request ID',
    },
    reading: 'Reading the evidence…',
    empty: 'No call was made yet.',
    /** Written before a call, or after it. */
    kinds: { sent: 'sent', answered: 'answered' },
    /** What a call was made for. What nobody wrote is shown as it stands. */
    purpose: (written: string) => written,
    /** What an answer showed, likewise. */
    saw: (written: string) => written,
    noAnswer: 'no answer',
    parts: (count: number) => counted(count, 'part', 'parts'),
    partsOfBytes: ({ parts, bytes }: { parts: number; bytes: string }) =>
      `${counted(parts, 'part', 'parts')}, ${bytes}`,
    /** The store charged us for the call. */
    charged: 'charged',
  },
  chain: {
    label: 'Evidence',
    checking: 'Checking the evidence…',
    checkAgain: 'Check again',
    meaning:
      'Each line carries the SHA-256 of the line before it: one that is changed, taken out or put in shows. Checked on this computer, just now.',
    intact: (lines: number) => `Evidence intact: ${counted(lines, 'line', 'lines')}`,
    changed: (line: number) => `Line ${formatCount(line)} was changed`,
    missing: (line: number) => `Line ${formatCount(line)} is missing`,
  },
};
