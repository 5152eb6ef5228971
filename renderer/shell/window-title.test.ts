import { expect, it } from 'vitest';
import { windowTitle } from './window-title.ts';

const connections = [
  { id: 'a', name: 'Film archive', production: false },
  { id: 'b', name: 'Shop', production: true },
];

it('says where one is, the nearest first', () => {
  expect(windowTitle({ screen: 'start' }, [])).toBe('Loose Parts');
  expect(windowTitle({ screen: 'history', jobId: 'j' }, connections)).toBe('History – Loose Parts');
  expect(windowTitle({ screen: 'connection', connectionId: 'a' }, connections)).toBe('Film archive – Loose Parts');
  expect(windowTitle({ screen: 'bucket', connectionId: 'b', bucket: 'orders', upload: null }, connections)).toBe(
    'orders – Shop (PRODUCTION) – Loose Parts',
  );
});

it('says first how far the running jobs are', () => {
  const here = { screen: 'bucket', connectionId: 'a', bucket: 'reels', upload: null } as const;
  expect(windowTitle(here, connections, 0.999)).toBe('99 % – reels – Film archive – Loose Parts');
  expect(windowTitle(here, connections, 0)).toMatch(/^0 % – /);
  expect(windowTitle({ screen: 'start' }, [], null)).toBe('Loose Parts');
});

it('is the app’s name alone where the connection is gone', () => {
  expect(windowTitle({ screen: 'connection', connectionId: 'gone' }, connections)).toBe('Loose Parts');
});

it('obeys no character that would turn it around', () => {
  const odd = [{ id: 'o', name: 'a\u202eb', production: false }];
  expect(windowTitle({ screen: 'connection', connectionId: 'o' }, odd)).not.toContain('\u202e');
});
