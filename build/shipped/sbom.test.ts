import { expect, test } from 'vitest';
import { z } from 'zod';
import { billOfMaterials, billProblem } from './sbom.ts';

const scoped = { name: '@orpc/client', version: '1.2.3', licence: 'MIT', texts: [], author: null, homepage: null };
const plain = { ...scoped, name: 'zod', version: '4.0.0', licence: 'MIT OR Apache-2.0' };
const bill = billOfMaterials([plain, scoped], { app: '0.1.0', electron: '45.0.0' });

test('is what CycloneDX’s schema asks for, the same for the same packages', async () => {
  expect(await billProblem(bill)).toBeNull();
  expect(billOfMaterials([scoped, plain], { app: '0.1.0', electron: '45.0.0' })).toBe(bill);
});

test('the schema is awake', async () => {
  expect(await billProblem(bill.replace('"library"', '"librarry"'))).not.toBeNull();
});

test('names each package as registries do, and Electron', () => {
  const { components } = z
    .object({ components: z.array(z.object({ purl: z.string(), licenses: z.unknown() })) })
    .parse(JSON.parse(bill));
  expect(components.map(({ purl }) => purl).toSorted()).toEqual([
    'pkg:npm/%40orpc/client@1.2.3',
    'pkg:npm/electron@45.0.0',
    'pkg:npm/zod@4.0.0',
  ]);
  expect(components.find(({ purl }) => purl.includes('zod'))?.licenses).toEqual([{ expression: 'MIT OR Apache-2.0' }]);
});
