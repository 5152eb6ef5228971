import type { ListingConvention } from './store-under-test.ts';

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
  /** A listing that expects the bucket to be of an account that it is not of. */
  wrongOwner: string;
  /** Whether errors come with words. */
  messages: 'words' | 'empty';
}

const percentDecode = (text: string) => decodeURIComponent(text);
const formDecode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));

/** As AWS documents it. */
export const awsHabits: StoreHabits = {
  convention: { readKey: formDecode, readMarker: formDecode, echo: 'url' },
  keyMarkerAlone: 'exclusive',
  repeatedAbort: '204',
  partsWhenAborted: '404 NoSuchUpload',
  partsWhenCompleted: '404 NoSuchUpload',
  partsOfUnknown: '404 NoSuchUpload',
  abortWhenCompleted: '204',
  abortOfUnknown: '404 NoSuchUpload',
  wrongOwner: '403 AccessDenied',
  messages: 'words',
};

/** As Ceph 16.2 was measured. */
export const cephHabits: StoreHabits = {
  convention: { readKey: percentDecode, readMarker: (text) => text, echo: undefined },
  keyMarkerAlone: 'inclusive',
  repeatedAbort: '404 NoSuchUpload',
  partsWhenAborted: '404 NoSuchKey',
  partsWhenCompleted: '404 NoSuchKey',
  partsOfUnknown: '404 NoSuchKey',
  abortWhenCompleted: '404 NoSuchUpload',
  abortOfUnknown: '404 NoSuchUpload',
  wrongOwner: '200',
  messages: 'empty',
};
