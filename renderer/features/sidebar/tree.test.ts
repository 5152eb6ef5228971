import { expect, it } from 'vitest';
import type { Bucket, BucketList, Connection } from '../../../shared/schema/model.ts';
import { defaultSettings } from '../../../shared/values/connection-defaults.ts';
import { isOfName, nameOf, rowTyped, type Typed, treeMove, typedOn } from './tree-keys.ts';
import { type TreeOptions, treeRows } from './tree-rows.ts';

const connection = (id: string, name: string): Connection => ({
  ...defaultSettings,
  id,
  name,
  endpointUrl: null,
  region: 'us-east-1',
  pathStyle: false,
  credentials: { kind: 'environment' },
  bucketSettings: {},
  activeWindowMs: 86_400_000,
  quietIntervalMs: 30_000,
  practice: false,
});
const bucket = (connectionId: string, name: string): Bucket => ({
  connectionId,
  name,
  createdAt: null,
  origin: 'listed',
  scan: { status: 'never' },
  totals: null,
});
const list = (connectionId: string, ...names: string[]): BucketList => ({
  status: 'ready',
  error: null,
  items: names.map((name) => bucket(connectionId, name)),
});

const film = connection('f', 'Film archive');
const shop = connection('s', 'Shop');
const unasked = connection('u', 'Partner');
const tree: TreeOptions = {
  connections: [film, shop, unasked],
  lists: { f: list('f', 'archive', 'audio', 'video'), s: list('s', 'orders', 'video-ads') },
  collapsed: new Set(),
  filter: '',
};
const shown = (options: Partial<TreeOptions> = {}) =>
  treeRows({ ...tree, ...options }).rows.map((row) => `${'  '.repeat(row.level - 1)}${nameOf(row)}`);

it('shows every connection and what is known of its buckets', () => {
  expect(shown()).toEqual([
    'All connections',
    'Film archive',
    '  archive',
    '  audio',
    '  video',
    'Shop',
    '  orders',
    '  video-ads',
    'Partner',
  ]);
  expect(treeRows(tree)).toMatchObject({ buckets: 5, matching: 5, unasked: 1 });
});

it('tells each row its place', () => {
  const { rows } = treeRows(tree);
  expect(rows[7]).toMatchObject({ level: 2, position: 2, setSize: 2, parent: 5, expanded: undefined });
  expect(rows[5]).toMatchObject({ level: 1, position: 3, setSize: 4, parent: null, expanded: true });
  expect(rows[8], 'what is in it is not known').toMatchObject({ expanded: false });
});

it('is no choice where there is one connection', () => {
  expect(shown({ connections: [film], lists: {} })).toEqual(['Film archive']);
});

it('hides the buckets of what is collapsed', () => {
  expect(shown({ collapsed: new Set(['f']) }).slice(0, 3)).toEqual(['All connections', 'Film archive', 'Shop']);
});

it('filters buckets, collapsed or not, in any case', () => {
  const filtered = { collapsed: new Set(['s']), filter: ' VIDEO ' };
  expect(shown(filtered)).toEqual(['Film archive', '  video', 'Shop', '  video-ads']);
  expect(treeRows({ ...tree, ...filtered })).toMatchObject({ buckets: 5, matching: 2 });
  expect(treeRows({ ...tree, ...filtered }).rows[1]).toMatchObject({ position: 1, setSize: 1 });
});

it('finds connections by their names, with all of their buckets', () => {
  expect(shown({ filter: 'shop' })).toEqual(['Shop', '  orders', '  video-ads']);
  expect(shown({ filter: 'shop', collapsed: new Set(['s']) })).toEqual(['Shop']);
  expect(shown({ filter: 'nothing of the kind' })).toEqual([]);
});

it.each([
  ['ArrowDown', 1, { kind: 'go', to: 2 }],
  ['ArrowUp', 1, { kind: 'go', to: 0 }],
  ['Home', 4, { kind: 'go', to: 0 }],
  ['End', 1, { kind: 'go', to: 8 }],
  ['PageDown', 1, { kind: 'go', to: 5 }],
  ['ArrowRight', 1, { kind: 'go', to: 2 }],
  ['ArrowLeft', 1, { kind: 'expand', row: 1, expanded: false }],
  ['ArrowLeft', 3, { kind: 'go', to: 1 }],
  ['ArrowRight', 3, { kind: 'none' }],
  ['ArrowRight', 8, { kind: 'expand', row: 8, expanded: true }],
  ['ArrowLeft', 0, { kind: 'none' }],
  ['Enter', 3, { kind: 'open', row: 3 }],
  [' ', 3, { kind: 'open', row: 3 }],
  ['*', 3, { kind: 'expand all' }],
  ['F6', 3, null],
  ['Tab', 3, null],
  ['/', 3, null],
])('%s on row %i', (key, active, move) => expect(treeMove(key, treeRows(tree).rows, active, 4)).toEqual(move));

const type = (keys: string, active: number, pauseMs = 100): (number | null)[] => {
  const { rows } = treeRows(tree);
  let typed: Typed | null = null;
  let at = 0;
  let row = active;
  return [...keys].map((key) => {
    at += pauseMs;
    if (!isOfName(key, typed, at)) return null;
    typed = typedOn(typed, key, at);
    row = rowTyped(rows, row, typed) ?? row;
    return row;
  });
};

it('goes to the name that is typed', () => {
  expect(type('vid', 0)).toEqual([4, 4, 4]);
  expect(type('video-', 0)).toEqual([4, 4, 4, 4, 4, 7]);
  expect(type('film a', 8).at(-2), 'a space is no part of it').toBeNull();
});

it('goes from one to the next by the same letter, and round', () => {
  expect(type('aaa', 4)).toEqual([0, 2, 3]);
  expect(type('vv', 4)).toEqual([7, 4]);
});

it('begins anew after a pause', () => {
  expect(type('vo', 0, 900)).toEqual([4, 6]);
});

it('leaves other keys of the window alone', () => {
  expect(type('/', 0)).toEqual([null]);
  expect(type('?', 0)).toEqual([null]);
});
