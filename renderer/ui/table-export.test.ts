import { expect, it } from 'vitest';
import { tableExports } from './table-export.ts';

it('is the table, with formulas defused and unknowns empty', async () => {
  const rows = [
    ['=1+1', 5],
    ['b', null],
  ] as const;
  const [csv, json] = tableExports('Buckets', 'buckets', ['bucket', 'bytes'], () => rows);
  expect(await csv?.read()).toEqual({
    fileName: 'buckets.csv',
    mediaType: 'text/csv',
    pieces: ['bucket,bytes\r\n', "'=1+1,5\r\n", 'b,\r\n'],
  });
  const file = await json?.read();
  expect(JSON.parse(String(file?.pieces[0]))).toEqual([
    { bucket: '=1+1', bytes: 5 },
    { bucket: 'b', bytes: null },
  ]);
});
