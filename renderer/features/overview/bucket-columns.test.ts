import { expect, it } from 'vitest';
import { columnsWithoutRoom, namesWidth } from './bucket-columns.tsx';

const all = ['bucket', 'uploads', 'bytes', 'cost', 'oldest', 'active', 'lifecycle', 'trend', 'scan'];

it.each([
  [0, []],
  [1200, []],
  [1000, ['trend']],
  [860, ['lifecycle', 'trend']],
  [776, ['active', 'lifecycle', 'trend']],
  [400, ['oldest', 'active', 'lifecycle', 'trend']],
])('at %i px there is no room for %j', (width, without) => expect(columnsWithoutRoom(all, width)).toEqual(without));

it('has less room where the connection is told as well', () => {
  expect(columnsWithoutRoom(['connection', ...all], 860)).toEqual(['oldest', 'active', 'lifecycle', 'trend']);
});

it('gives room to long names, at the cost of trend, rules and what is active, and of nothing else', () => {
  const long = namesWidth(63);
  expect(columnsWithoutRoom(all, 1160, namesWidth(8))).toEqual([]);
  expect(columnsWithoutRoom(all, 1160, long)).toEqual(['trend']);
  expect(columnsWithoutRoom(all, 1000, long)).toEqual(['lifecycle', 'trend']);
  expect(columnsWithoutRoom(all, 776, long)).toEqual(['active', 'lifecycle', 'trend']);
  expect(columnsWithoutRoom(all, 3400, long)).toEqual([]);
});
