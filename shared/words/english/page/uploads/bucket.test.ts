import { describe, expect, it } from 'vitest';
import { bucket } from './bucket.ts';

describe('what is done with all of the uploads', () => {
  it.each([
    [{ matching: 0, filtering: false }, 'Clean up all…'],
    [{ matching: 1, filtering: false }, 'Clean up the one upload…'],
    [{ matching: 1, filtering: true }, 'Clean up the one that matches…'],
    [{ matching: 1_200, filtering: false }, 'Clean up all 1,200 uploads…'],
    [{ matching: 2, filtering: true }, 'Clean up all 2 that match…'],
  ])('says of %j: %s', (of, sentence) => {
    expect(bucket.cleanUpAll(of)).toBe(sentence);
  });

  it('is said alike of an export', () => {
    expect(bucket.menu.exportAll({ matching: 1, filtering: false })).toBe('Export the one upload');
    expect(bucket.menu.exportAllAs({ matching: 2, filtering: false, kind: 'CSV' })).toBe('Export all 2 uploads: CSV');
  });
});
