import { expect, test } from 'vitest';
import type { Notice } from '../../../shared/schema/watch.ts';
import { createNoticeBoard } from './notice-board.ts';

const notice = (id: string, jobId: string | null = id): Notice => ({
  id,
  at: 0,
  connectionId: 'c',
  bucket: 'b',
  jobId,
  kind: 'came back',
  uploads: 1,
});
const ids = (board: { get: () => readonly Notice[] }) => board.get().map(({ id }) => id);

test('shows nothing about the job that the person is looking at', () => {
  const board = createNoticeBoard((jobId) => jobId === 'open');
  board.add(notice('open'));
  board.add(notice('other'));
  board.add(notice('none', null));
  expect(ids(board)).toEqual(['other', 'none']);
});

test('keeps the newest three, and one a job', () => {
  const board = createNoticeBoard(() => false);
  for (const id of ['a', 'b', 'c', 'd']) board.add(notice(id));
  expect(ids(board)).toEqual(['b', 'c', 'd']);
  board.add(notice('b2', 'b'));
  expect(ids(board)).toEqual(['c', 'd', 'b2']);
});

test('tells its listeners until they leave', () => {
  const board = createNoticeBoard(() => false);
  let heard = 0;
  const leave = board.subscribe(() => heard++);
  board.add(notice('a'));
  board.remove('a');
  leave();
  board.add(notice('b'));
  expect(heard).toBe(2);
  expect(ids(board)).toEqual(['b']);
});

test('takes back that a job waits once it goes on, has ended, or is looked at', () => {
  const waiting = {
    id: 'w',
    at: 0,
    connectionId: 'c',
    bucket: 'b',
    jobId: 'j',
    kind: 'waiting',
    errand: 'abort',
    code: 'TIMEOUT',
    connectionName: null,
  } as const;
  const error = { code: 'TIMEOUT', message: '', details: {} } as const;
  let isLookedAt = false;
  const board = createNoticeBoard(() => isLookedAt);
  board.add(waiting);
  board.jobChanged({ id: 'j', state: 'running', waitingFor: error });
  board.jobChanged({ id: 'another', state: 'finished', waitingFor: null });
  expect(ids(board)).toEqual(['w']);
  board.jobChanged({ id: 'j', state: 'running', waitingFor: null });
  expect(ids(board)).toEqual([]);
  board.add(waiting);
  isLookedAt = true;
  board.add(notice('later', 'j'));
  expect(ids(board)).toEqual([]);
});
