import type { Deviation } from './deviations.ts';
import { awsFacts, type StoreFacts } from './facts.ts';

/** How a store writes keys where `encoding-type=url` was asked for (s3-semantics, "Paging ListMultipartUploads"). */
export interface ListingConvention {
  readKey(text: string): string;
  readMarker(text: string): string;
  echo: 'url' | undefined;
  /** Keys come as they are, whatever was asked for. */
  isRaw: boolean;
}

/** What a store does to a part whose last byte follows the abort, and what the app makes of that. */
export interface LatePart {
  /** The app's verdict of its upload. */
  told: string;
  /** How often it was aborted. */
  aborts: 'never' | 'once' | 'again';
  /** The store's answer to the part: `200` where it landed. */
  answer: string;
  /** The store's answer to a Complete that names the part, after the verdict. */
  completion: string;
}

/**
 * What stores may do differently and each does always. A store is checked against its own; practice storage is checked
 * twice, once as each of them, so that its `cephBehaviour` cannot drift from the real Ceph.
 */
export interface StoreHabits {
  convention: ListingConvention;
  /** KeyMarker alone leaves that key out, or lists it again. */
  keyMarkerAlone: 'exclusive' | 'inclusive';
  /** A second abort. */
  repeatedAbort: string;
  /** ListParts of an upload that was aborted, completed, or never was. */
  partsWhenAborted: string;
  partsWhenCompleted: string;
  partsOfUnknown: string;
  /** Abort of an upload that was completed, or never was. */
  abortWhenCompleted: string;
  abortOfUnknown: string;
  /** Whether a completion says what ETag the object has. */
  completionEtag: 'told' | 'empty';
  /** Completion of an upload that was completed from another list, or never was. */
  completionOfOtherList: string;
  completionOfUnknown: string;
  /** Completion from a list that leaves a part out. */
  completionOfFewerParts: string;
  /** Completion from part number 0 or 10,001, and to an object of another size than was said. */
  completionOfOddNumber: string;
  completionOfOtherSize: string;
  /** Completion over an object that is another than was said, or must be there and is not. */
  completionIfOtherMatch: string;
  completionIfAbsentMatch: string;
  /** Whether checksums are verified, listed and given back, or not known. */
  checksums: 'kept' | 'unknown';
  /** Where lifecycle's abort date is told. */
  abortDate: readonly ('create' | 'parts')[];
  /** Lifecycle rules: a date at noon, no action at all, an abort rule by object size. */
  lifecycleNoon: string;
  lifecycleNoAction: string;
  lifecycleAbortBySize: string;
  /** Whether ListBuckets gives pages and prefixes, or everything. */
  bucketPages: 'honoured' | 'ignored';
  /** A bucket whose name AWS keeps for itself. */
  reservedBucketName: string;
  /** A listing that expects the bucket to be of an account that it is not of, or of what is no account. */
  wrongOwner: string;
  noOwner: string;
  /** The answers to a wrong secret, an unknown access key and a clock an hour ahead. */
  wrongKeys: { secret: string; key: string; clock: string };
  /** The answer where no lifecycle rule was ever put; where it is not AWS's, rules are not kept. */
  noLifecycle: string;
  /** Which fields of a listed upload tell what they are for. */
  listed: { initiator: boolean; storageClass: boolean; initiated: boolean };
  /** Whether errors come with words. */
  messages: 'words' | 'empty';
  latePart: LatePart;
  /** Its answers where stores differ. */
  facts: StoreFacts;
  /** Odd keys that do not end in `clear`, with what happens instead; by their names in the checks, or `every other`. */
  oddKeys: Readonly<Record<string, string>>;
  unwritableKeys: Readonly<Record<string, string>>;
  /** What else it does otherwise than a check wants. */
  deviations: readonly Deviation[];
}

const percentDecode = (text: string) => decodeURIComponent(text);
const formDecode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));

const asItIs = (text: string) => text;

/** A store that writes keys as they are, and says so or not. */
export const rawConvention = (echo: 'url' | undefined): ListingConvention => ({
  readKey: asItIs,
  readMarker: asItIs,
  echo,
  isRaw: true,
});

/** Percent-encoded all through, and it says so. */
export const percentConvention: ListingConvention = {
  readKey: percentDecode,
  readMarker: percentDecode,
  echo: 'url',
  isRaw: false,
};

/** As AWS documents it. */
export const awsHabits: StoreHabits = {
  convention: { readKey: formDecode, readMarker: formDecode, echo: 'url', isRaw: false },
  keyMarkerAlone: 'exclusive',
  repeatedAbort: '204',
  partsWhenAborted: '404 NoSuchUpload',
  partsWhenCompleted: '404 NoSuchUpload',
  partsOfUnknown: '404 NoSuchUpload',
  abortWhenCompleted: '204',
  abortOfUnknown: '404 NoSuchUpload',
  completionEtag: 'told',
  completionOfOtherList: '404 NoSuchUpload',
  completionOfUnknown: '404 NoSuchUpload',
  completionOfFewerParts: '200',
  completionOfOddNumber: '400 InvalidArgument',
  completionOfOtherSize: '400 InvalidRequest',
  completionIfOtherMatch: '412 PreconditionFailed',
  completionIfAbsentMatch: '404 NoSuchKey',
  checksums: 'kept',
  abortDate: ['create', 'parts'],
  lifecycleNoon: '400 InvalidArgument',
  lifecycleNoAction: '400 InvalidRequest',
  lifecycleAbortBySize: '400 InvalidRequest',
  bucketPages: 'honoured',
  reservedBucketName: '400 InvalidBucketName',
  wrongOwner: '403 AccessDenied',
  noOwner: '400 InvalidBucketOwnerAWSAccountID',
  wrongKeys: {
    secret: '403 SignatureDoesNotMatch',
    key: '403 InvalidAccessKeyId',
    clock: '403 RequestTimeTooSkewed',
  },
  noLifecycle: '404 NoSuchLifecycleConfiguration',
  listed: { initiator: true, storageClass: true, initiated: true },
  messages: 'words',
  latePart: { told: 'clear', aborts: 'once', answer: '404 NoSuchUpload', completion: '404 NoSuchUpload' },
  facts: awsFacts,
  oddKeys: {},
  unwritableKeys: {},
  deviations: [],
};

/** As Ceph 16.2 was measured. It knows no checksums, and of conditions only those of PutObject. */
export const cephHabits: StoreHabits = {
  convention: { readKey: percentDecode, readMarker: asItIs, echo: undefined, isRaw: false },
  keyMarkerAlone: 'inclusive',
  repeatedAbort: '404 NoSuchUpload',
  partsWhenAborted: '404 NoSuchKey',
  partsWhenCompleted: '404 NoSuchKey',
  partsOfUnknown: '404 NoSuchKey',
  abortWhenCompleted: '404 NoSuchUpload',
  abortOfUnknown: '404 NoSuchUpload',
  completionEtag: 'empty',
  completionOfOtherList: '200',
  completionOfUnknown: '500 InternalError',
  completionOfFewerParts: '400 InvalidPart',
  completionOfOddNumber: '400 InvalidPart',
  completionOfOtherSize: '200',
  completionIfOtherMatch: '200',
  completionIfAbsentMatch: '200',
  checksums: 'unknown',
  abortDate: ['create'],
  lifecycleNoon: '400 MalformedXML',
  lifecycleNoAction: '400 MalformedXML',
  lifecycleAbortBySize: '200',
  bucketPages: 'ignored',
  reservedBucketName: '200',
  wrongOwner: '200',
  noOwner: '200',
  wrongKeys: {
    secret: '403 SignatureDoesNotMatch',
    key: '403 InvalidAccessKeyId',
    clock: '403 RequestTimeTooSkewed',
  },
  noLifecycle: '404 NoSuchLifecycleConfiguration',
  listed: { initiator: true, storageClass: true, initiated: true },
  messages: 'empty',
  latePart: { told: 'clear', aborts: 'once', answer: '404 NoSuchUpload', completion: '500 InternalError' },
  facts: {
    ...awsFacts,
    encodedKey: 'a%2Bb%20c%25%C3%A9',
    encodedMarker: 'a+b c%é',
    encodingType: 'none',
    delimiter: 'y, prefixes: none',
    inventedMarker: '200',
    partsUnderOtherKey: '404 NoSuchKey',
    checksums: 'no algorithm; not told',
    wrongChecksum: '200',
    conditionalComplete: '200',
  },
  oddKeys: {},
  unwritableKeys: {},
  deviations: [],
};
