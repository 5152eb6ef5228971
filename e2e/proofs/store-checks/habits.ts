import type { ListingConvention } from './store-under-test.ts';

/**
 * What stores may do differently and each does always. A store is checked against its own; practice storage is checked
 * twice, once as each of them, so that its `cephBehaviour` cannot drift from the real Ceph.
 */
export interface StoreHabits {
  convention: ListingConvention;
  /** KeyMarker alone leaves that key out, or lists it again. */
  keyMarkerAlone: 'exclusive' | 'inclusive';
  /** A listing that goes on behind an upload that never was. */
  inventedMarker: string;
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
  /** Completion over an object that must not be there, is another, or must be there and is not. */
  completionIfNoneMatch: string;
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
  /** Whether errors come with words. */
  messages: 'words' | 'empty';
}

const percentDecode = (text: string) => decodeURIComponent(text);
const formDecode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));

/** As AWS documents it. */
export const awsHabits: StoreHabits = {
  convention: { readKey: formDecode, readMarker: formDecode, echo: 'url' },
  keyMarkerAlone: 'exclusive',
  inventedMarker: '400 InvalidArgument',
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
  completionIfNoneMatch: '412 PreconditionFailed',
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
  messages: 'words',
};

/** As Ceph 16.2 was measured. It knows no checksums, and of conditions only those of PutObject. */
export const cephHabits: StoreHabits = {
  convention: { readKey: percentDecode, readMarker: (text) => text, echo: undefined },
  keyMarkerAlone: 'inclusive',
  inventedMarker: '200',
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
  completionIfNoneMatch: '200',
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
  messages: 'empty',
};
