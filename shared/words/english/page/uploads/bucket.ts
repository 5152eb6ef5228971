import { formatBytes } from '../../../../format/bytes.ts';
import { formatCount } from '../../../../format/numbers.ts';
import type { UploadExportFormat } from '../../../../schema/exports.ts';
import { counted } from '../../../counted.ts';
import { spanOf } from '../../spans.ts';

/** How many uploads something is done with: all of the bucket, or all that the filter lets through. */
export interface AllUploads {
  matching: number;
  filtering: boolean;
}

const all = ({ matching, filtering }: AllUploads) => {
  if (filtering) return matching === 1 ? 'the one that matches' : `all ${formatCount(matching)} that match`;
  return matching === 1 ? 'the one upload' : `all ${formatCount(matching)} uploads`;
};

const exports: Readonly<Record<UploadExportFormat, string>> = {
  csv: 'Uploads as CSV',
  json: 'Uploads as JSON',
  sh: 'Abort commands (aws, for sh)',
  powershell: 'Abort commands (aws, for PowerShell)',
};

/** A bucket's screen around its uploads. */
export const bucket = {
  inConnection: 'in {connection}',
  /** What the command palette calls the place of the bucket's commands. */
  commands: 'This bucket',
  /** Names of the buttons that put a message away. */
  away: {
    outage: 'Put the outage away',
    wait: 'Put the wait away',
    scanFailure: 'Put the scan’s failure away',
    failure: 'Put the failure away',
    planProblem: 'Put the plan’s problem away',
    exportFailure: 'Put the export’s failure away',
    unnamed: 'Put the entries without a name away',
  },
  scan: { start: 'Scan', stop: 'Stop scan' },
  /** Entries of the listing that no call can address. */
  unnamed: 'Entries without a name',
  cleanUpAll: (of: AllUploads) => (of.matching === 0 ? 'Clean up all…' : `Clean up ${all(of)}…`),
  nothingToCleanUp: 'There is nothing to clean up.',
  menu: {
    label: 'More for this bucket',
    openPlan: 'Open a plan…',
    planFile: 'Plan file',
    pictures: 'Pictures…',
    leaks: 'Who leaks…',
    accessLogs: 'Access logs…',
    costs: 'Costs…',
    lifecycle: 'Lifecycle rules…',
    permissions: 'Check permissions',
    deletion: 'Why can’t it be deleted?',
    settings: 'Bucket settings…',
    /** An item that is off because nothing may be changed through the connection. */
    readOnly: (item: string) => `${item} (read-only)`,
    exportAll: (of: AllUploads) => `Export ${all(of)}`,
    /** In the command palette. @param kind of file */
    exportAllAs: ({ kind, ...of }: AllUploads & { kind: string }) => `Export ${all(of)}: ${kind}`,
    nothingToExport: 'There is nothing to export.',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
  },
  /** Kinds of files that uploads are saved as. */
  exports,
  tiles: {
    uploads: 'Uploads',
    bytes: 'Bytes',
    cost: 'Cost a month',
    oldest: 'Oldest',
    active: 'Active',
    /** How many there are without the filter. */
    of: (count: number) => `of ${formatCount(count)}`,
    unsizable: (count: number) => `${formatCount(count)} cannot be sized`,
    soFar: (money: string) => `${money} so far`,
    /** Beside a count where the list was not read to its end. */
    countSoFar: 'so far',
    noPrice: 'no price known',
  },
  ages: {
    label: 'Uploads by age',
    /** @param from @param to when they were begun, ms */
    bar: ({ uploads, from, to }: { uploads: number; from: number; to: number }) =>
      `${counted(uploads, 'upload', 'uploads')}, ${spanOf(from, to)}`,
    now: 'now',
  },
  /** In the histogram's place, where nothing is left of what the scan found. */
  allClean: {
    title: 'All clean',
    text: 'Of what the scan found, nothing is incomplete any more.',
    textFreed: (bytes: number) =>
      `${formatBytes(bytes)} freed. Of what the scan found, nothing is incomplete any more.`,
  },
  /** What an empty grid means. */
  empty: {
    noMatch: 'No upload matches the filter.',
    neverTitle: 'Not scanned yet',
    never: 'A scan reads the list of incomplete uploads and the sizes of their parts. It changes nothing.',
    listing: 'Reading the list…',
    noneTitle: 'No incomplete uploads',
    /** Of the list only: objects are billed, and so are parts that a store does not list. */
    none: 'The store’s list shows no parts that would be billed.',
    stopped: 'The scan was stopped before it found anything. There may be uploads here.',
    failed: 'Whether there are uploads here is not known.',
    checkPermissions: 'Check permissions',
  },
};
