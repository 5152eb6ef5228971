/**
 * What a store answers where S3's stores differ, each as it was measured: the status with the error's code, or what
 * stands in the answer. AWS's own answers are `awsFacts`; a store's are written down beside it where they differ.
 */
export interface StoreFacts {
  /** A listing of a bucket that never had an upload. */
  listingOfNone: string;
  /** `a+b c%é` as a listing with encoding-type=url writes it in Key, and as NextKeyMarker. */
  encodedKey: string;
  encodedMarker: string;
  /** EncodingType of that listing. */
  encodingType: string;
  /** Which markers a page of max-uploads=2 of five gives, and how many uploads stand on it. */
  pageOfTwo: string;
  /** A walk by both markers, two a page, over five uploads, three of them of one key: how many of the five it finds. */
  walkByTwo: string;
  /** The order of a listing: `by key`, or `otherwise`. */
  order: string;
  /** What prefix=a finds among a, ab and b. */
  prefix: string;
  /** What delimiter=/ makes of `folder/x` and `y`. */
  delimiter: string;
  /** An upload-id-marker that was made up. */
  inventedMarker: string;
  /** Initiated after a part was sent: whether it is still what it was before. */
  initiatedAfterPart: string;
  /** Initiator and Owner of a listed upload. */
  people: string;
  /** ChecksumAlgorithm of a listed upload that was begun with CRC32, and the checksum of its part. */
  checksums: string;
  /** A part with a wrong CRC32. */
  wrongChecksum: string;
  /** Part numbers of the pages of max-parts=2 over parts 1, 2, 3 and 5, by NextPartNumberMarker. */
  partsByTwo: string;
  /** IsTruncated of a listing of uploads that ends there, and of one of parts. */
  lastPages: string;
  /** ListParts, and an abort, with the upload's own ID under another key. */
  partsUnderOtherKey: string;
  abortUnderOtherKey: string;
  /** Last-Modified of HEAD. */
  lastModified: string;
  /** A Complete that names a wrong ETag, and what becomes of the upload by that. */
  wrongComplete: string;
  /** A Complete with If-None-Match: * over an object that is there. */
  conditionalComplete: string;
  /** The same Complete once more. */
  repeatedComplete: string;
  /** A query parameter that no store knows: the SDK's own x-id. */
  xId: string;
}

/** As AWS documents it, or its SDKs rely on it; not measured. */
export const awsFacts: StoreFacts = {
  listingOfNone: '200',
  encodedKey: 'a%2Bb+c%25%C3%A9',
  encodedMarker: 'a%2Bb+c%25%C3%A9',
  encodingType: 'url',
  pageOfTwo: '2; key and upload ID',
  walkByTwo: '5 of 5 in 3 pages',
  order: 'by key',
  prefix: 'a ab',
  delimiter: 'y, prefixes: folder/',
  inventedMarker: '400 InvalidArgument',
  initiatedAfterPart: 'the same',
  people: 'initiator and owner',
  checksums: 'CRC32; told',
  wrongChecksum: '400 BadDigest',
  partsByTwo: '1 2, 3 5',
  lastPages: 'false and false',
  partsUnderOtherKey: '404 NoSuchUpload',
  abortUnderOtherKey: '404 NoSuchUpload; still there',
  lastModified: 'whole seconds',
  wrongComplete: '400 InvalidPart; still there',
  conditionalComplete: '412 PreconditionFailed',
  repeatedComplete: '200',
  xId: '200',
};
