import { expect, it } from 'vitest';
import { columnsWithoutRoom } from './bucket-columns.tsx';

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
