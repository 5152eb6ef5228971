import { expect, it } from 'vitest';
import { askingPrice, isStaging, storageTypes } from './storage-types.ts';

it('asking for a bucket costs fourteen metrics, at a cent for a thousand', () => {
  expect(storageTypes).toHaveLength(14);
  expect([1, 10, 5_000, 0].map(askingPrice)).toEqual(['0.00014', '0.0014', '0.70', '0.00']);
});

it('staging storage is of the two archive classes', () => {
  expect(storageTypes.filter(isStaging)).toEqual(['GlacierStagingStorage', 'DeepArchiveStagingStorage']);
});
