import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { reviveCrashedPage } from './page-crash.ts';

let contents: EventEmitter & { reload(): void };
let reloads: number;
let destroyed: boolean;
let now: number;
let quits: number;
let asked: object[];
let answer: (button: number) => void;
let refuse: (error: Error) => void;
beforeEach(() => {
  [reloads, now, quits, asked, destroyed] = [0, 1000, 0, [], false];
  contents = Object.assign(new EventEmitter(), { reload: () => void reloads++ });
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  reviveCrashedPage({
    window: { webContents: contents, isDestroyed: () => destroyed },
    dialog: {
      showMessageBox: (...args: object[]) => {
        asked.push(...args);
        return new Promise((resolve, reject) => {
          refuse = reject;
          answer = (response) => resolve({ response, checkboxChecked: false });
        });
      },
    },
    log,
    quit: () => quits++,
    now: () => now,
  });
});
const crash = (reason = 'crashed') => contents.emit('render-process-gone', {}, { reason, exitCode: 133 });

test.each(['crashed', 'oom', 'killed', 'launch-failed', 'abnormal-exit'])('%s: the page comes back', (reason) => {
  crash(reason);
  expect(reloads).toBe(1);
  expect(asked).toEqual([]);
});

test('a clean end is none of our business', () => {
  crash('clean-exit');
  expect(reloads).toBe(0);
});

test('after three times within a minute the person is asked, and nothing is loaded meanwhile', async () => {
  for (let i = 0; i < 4; i++) crash();
  expect(reloads).toBe(3);
  expect(asked).toEqual([
    expect.objectContaining({
      buttons: ['Try again', 'Quit'],
      cancelId: 0,
      detail: expect.stringMatching(/3 times within a minute.*goes on meanwhile.*npm start -- --browser/s),
    }),
  ]);
  answer(0);
  await vi.waitFor(() => expect(reloads).toBe(4));
  // Asked for by the person: it begins anew.
  for (let i = 0; i < 3; i++) crash();
  expect([reloads, asked.length]).toEqual([7, 1]);
  crash();
  expect(asked).toHaveLength(2);
  answer(1);
  await vi.waitFor(() => expect(quits).toBe(1));
  expect(reloads).toBe(7);
});

test('now and then a crash is no crash loop', () => {
  for (let i = 0; i < 20; i++) {
    crash();
    now += 20_000;
  }
  expect(asked).toEqual([]);
  expect(reloads).toBe(20);
});

test('a window that is gone, also while the person is asked, is left alone', async () => {
  for (let i = 0; i < 4; i++) crash();
  destroyed = true;
  answer(0);
  await new Promise((resolve) => setImmediate(resolve));
  crash();
  expect([reloads, asked.length]).toEqual([3, 1]);
});

test('where nobody can be asked, the app ends rather than show an empty window', async () => {
  for (let i = 0; i < 4; i++) crash();
  refuse(new Error('no display'));
  await vi.waitFor(() => expect(quits).toBe(1));
  expect(reloads).toBe(3);
});
