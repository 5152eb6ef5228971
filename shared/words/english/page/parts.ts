import { formatBytes, formatKnownBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/numbers.ts';
import type { Evidence } from '../../../schema/model.ts';
import { counted } from '../../counted.ts';

const parts = (count: number) => counted(count, 'part', 'parts');

/** What each recorded call asks about. S3's names stay as they are where nothing plainer says the same. */
const subjects: Readonly<Record<Evidence['operation'], string>> = {
  ListParts: 'ListParts',
  ListMultipartUploads: 'Listing',
  HeadObject: 'Object',
  ListObjectsV2: 'Object (ListObjectsV2)',
  AbortMultipartUpload: 'AbortMultipartUpload',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
};

/** What a call was for. */
const purposes: Readonly<Record<Evidence['purpose'], string>> = {
  'look before': 'look before',
  abort: 'abort',
  complete: 'complete',
  'look after': 'look after',
  verify: 'verify',
  watch: 'watch',
};

/** What a call saw, after its subject: the listing has the upload in it, the object is there. */
const sights: Readonly<Record<NonNullable<Evidence['saw']>, string>> = {
  listed: 'in it',
  'not listed': 'not in it',
  object: 'there',
  'no object': 'none',
};

/** What the page says of one upload, its parts and its evidence. */
export const partsPage = {
  inspector: {
    label: 'Upload details',
    /** What the command palette calls these commands' place. */
    commands: 'The upload that is open',
    close: 'Close details',
    verify: 'Verify',
    abort: 'Abort this upload…',
    complete: 'Complete…',
    nothingToAbort: 'There is nothing left to abort.',
    noObject: 'Its parts make no object.',
    readOnly: 'This connection is read-only.',
    looked: 'Looked {ago} · {at}',
    /** `next` is a countdown: "in 0:30". */
    lookedAndLookAgain: 'Looked {ago} · {at}; a look {next} would prove more',
  },
  /** The parts as the server told them just now. */
  list: {
    label: 'Parts of this upload',
    title: ({ count, bytes }: { count: number; bytes: number | null }) => `${parts(count)}, ${formatKnownBytes(bytes)}`,
    titleGone: 'No parts any more',
    titleUnread: 'Parts',
    readAgain: 'Read the parts again',
    reading: 'Reading the parts…',
    unnumbered: (count: number) => `Not shown: ${parts(count)} of which the server told no number that can be.`,
    /** @param meaning of the verdict, a sentence */
    goneAsProved: (meaning: string) => `The server has no such upload any more, as the verdict says: ${meaning}`,
    gone: 'The server has no such upload any more: it was aborted or completed. Verify tells which.',
  },
  facts: {
    label: 'Identity',
    key: 'Key',
    bucket: 'Bucket',
    uploadId: 'Upload ID',
    /** What the buttons beside the two copy. */
    copied: { key: 'key', uploadId: 'upload ID' },
    state: 'State',
    initiated: 'Initiated',
    lastActivity: 'Last activity',
    initiator: 'Initiator',
    /** @param why a sentence */
    initiatorNotProved: (why: string) => `Not proved. ${why}`,
    storageClass: 'Storage class',
    checksums: 'Checksums',
    likelyClient: 'Likely client',
    accessLogs: 'Access logs',
    arrived: 'Arrived',
    cost: 'Cost',
    costs: '{month} a month, {soFar} so far',
    lifecycle: 'Lifecycle aborts it',
    noDate: 'no date given',
    dateByRule: '{date} by rule “{rule}”',
    notRead: 'could not be read',
    notTold: 'not told by the server',
    notListed: 'no longer in the list',
    active: 'active: it was begun, or got a part, within the active window',
    activeAgeUnknown: 'active, as far as can be told: the server does not tell how old it is',
  },
  grid: {
    label: 'Parts',
    empty: 'There are no parts.',
    number: 'Part',
    size: 'Size',
    /** Begins with `size`: the grid of uploads beside it has a column of that name. */
    sizeInFull: 'Size of the part',
    lastModified: 'Last modified',
    etag: 'ETag',
    unknownSize: 'unknown',
  },
  map: {
    /** @param words all that the map shows, in sentences */
    label: (words: string) => `Part map. ${words}`,
    empty: 'There are no parts.',
    /** @param sizes the smallest and the largest, bytes; null where none is known */
    all: ({ count, upTo, sizes }: { count: number; upTo: number; sizes: [number, number] | null }): string => {
      const numbers = `${parts(count)}, numbers up to ${formatCount(upTo)}`;
      if (sizes === null) return `${numbers}, of unknown size.`;
      const [smallest, largest] = sizes;
      if (smallest === largest) return `${numbers}, all of ${formatBytes(largest)}.`;
      const [least, most] = [formatBytes(smallest), formatBytes(largest)];
      return least === most ? `${numbers}, all of some ${most}.` : `${numbers}, from ${least} to ${most}.`;
    },
    unsized: (numbers: string) => `No size that can be was told of: ${numbers}.`,
    missing: ({ count, numbers }: { count: number; numbers: string }) =>
      `Missing ${count === 1 ? 'number' : 'numbers'}: ${numbers}.`,
    tooSmall: (numbers: string) => `Too small to complete: ${numbers}.`,
    twice: (numbers: string) => `Listed twice: ${numbers}.`,
    /** Part numbers: "3, 7–9, 12 and 4 more". */
    numbers: ({ named, more }: { named: string; more: number }) =>
      more > 0 ? `${named} and ${formatCount(more)} more` : named,
    /** One cell, under the pointer. */
    cellMissing: (partNumber: number) => `Part ${partNumber}: missing`,
    cell: (of: { partNumber: number; bytes: number | null; tooSmall: boolean; twice: boolean }) =>
      [
        `Part ${of.partNumber}: ${formatKnownBytes(of.bytes)}`,
        ...(of.tooSmall ? ['too small to complete'] : []),
        ...(of.twice ? ['listed twice'] : []),
      ].join(', '),
  },
  evidence: {
    label: 'Evidence',
    title: 'Evidence so far',
    empty: 'Nothing yet. Verify records its calls here.',
    calls: 'Recorded calls',
    subjects,
    purposes,
    sights,
    /** @param nth which clean look in a row, from 1; two prove it */
    cleanLook: (nth: number) => (nth <= 2 ? `clean look ${nth} of 2` : 'clean look'),
    request: (id: string) => `Request ${id}`,
    noAnswerYet: 'no answer yet',
    noAnswer: 'no answer',
    noSuchUpload: 'no such upload',
    /** @param bytes null where they are not recorded */
    seen: ({ count, bytes }: { count: number; bytes: number | null }) =>
      bytes === null ? parts(count) : `${parts(count)}, ${formatBytes(bytes)}`,
    /** The call was billed to who asked (requester pays). */
    charged: 'charged',
  },
};
