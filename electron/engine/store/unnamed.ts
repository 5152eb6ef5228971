import { AppError, type ErrorDetails } from '../../../shared/schema/errors.ts';
import { longestName } from '../../../shared/values/longest-name.ts';
import { says } from '../../../shared/words/says.ts';
import { isPlain } from './odd-keys.ts';
import type { ListedUpload, UnnamedUpload, UploadsPage } from './store.ts';

/**
 * Entries of a listing that lack a key or an upload ID, or have one that no call can carry. One of them must not cost the
 * rest of its page; and what a page does not show is not gone as long as it may be one of them.
 */

/** Whether an entry can be addressed. */
export function isNamed({ key, uploadId }: Pick<ListedUpload, 'key' | 'uploadId'>): boolean {
  return key !== '' && uploadId !== '' && key.length <= longestName && uploadId.length <= longestName;
}

/** The unnamed entry that is certainly an upload, by its ID; undefined: none is. */
export function unnamedWith({ unnamed = [] }: Pick<UploadsPage, 'unnamed'>, id: string): UnnamedUpload | undefined {
  return unnamed.find(({ uploadId }) => uploadId === id);
}

/**
 * Whether an unnamed entry of a page may be an upload of this key. One that has an ID is the upload of that ID; one without
 * is another's only where both keys are beyond doubt, and differ.
 *
 * @param key null: an upload under any key
 */
export function mayBeUnnamed({ unnamed = [] }: Pick<UploadsPage, 'unnamed'>, key: string | null): boolean {
  return unnamed.some((entry) => {
    if (entry.uploadId !== '') return false;
    const areSaid = [key, entry.key].every((one) => one !== null && one !== '' && isPlain(one));
    const isAnothers = areSaid && entry.key !== key;
    return !isAnothers;
  });
}

/** The failure of a listing that cannot show an upload gone, because one of its entries does not say which it is. */
export function absenceInDoubt(details: ErrorDetails): AppError {
  const sentence = says('entryWithoutId');
  return new AppError('NOT_S3', sentence, { ...details, operation: 'ListMultipartUploads', unusable: true });
}
