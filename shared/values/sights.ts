/**
 * What an answer showed of the upload, or of the object under its key, that a line of evidence is about. Of a page of a
 * listing: whether the upload was on it.
 */
export const sights = ['listed', 'not listed', 'object', 'no object'] as const;
export type Sight = (typeof sights)[number];
