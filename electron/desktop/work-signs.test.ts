import { expect, test } from 'vitest';
import { createTestElectron } from '../../e2e/support/desktop-double/in-process.ts';
import type { Job } from '../../shared/schema/model.ts';
import { verdicts } from '../../shared/values/verdict-kinds.ts';
import { createWorkSigns, workOf } from './work-signs.ts';

const none = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<(typeof verdicts)[number], number>;

function job(changed: Partial<Job> & { pending?: number } = {}): Job {
  const { pending = 10, ...rest } = changed;
  return {
    id: 'j1',
    planId: 'p1',
    connectionId: 'c1',
    bucket: 'films',
    kind: 'abort',
    cause: 'asked',
    state: 'running',
    createdAt: 0,
    finishedAt: null,
    deadlineAt: 1,
    items: 10,
    counts: { ...none, clear: 10 - pending, pending },
    bytesPlanned: 0,
    unsized: 0,
    bytesFreed: 0,
    bytesLeft: 0,
    unknownLeft: 0,
    waitingFor: null,
    ...rest,
  };
}
const waitingFor = { code: 'CONNECTION_LOST' as const, message: '', details: {} };

test('work is summed over what runs; what is paused is open, and what is over is neither', () => {
  expect(workOf([])).toEqual({ open: 0, running: 0, settled: 0, items: 0, isWaiting: false });
  const jobs = [
    job({ pending: 4 }),
    job({ state: 'cancelling' }),
    job({ state: 'paused' }),
    job({ state: 'finished' }),
  ];
  expect(workOf(jobs)).toEqual({ open: 3, running: 2, settled: 6, items: 20, isWaiting: false });
  expect(workOf([job({ waitingFor }), job()]).isWaiting).toBe(false);
  expect(workOf([job({ waitingFor })]).isWaiting).toBe(true);
  expect(workOf([job({ waitingFor, state: 'paused' })]).isWaiting).toBe(false);
});

function signs() {
  const electron = createTestElectron();
  electron.app.becomeReady();
  const { app, powerSaveBlocker, BrowserWindow } = electron.module;
  const webPreferences = { sandbox: true, contextIsolation: true, nodeIntegration: false, preload: '/none' };
  const window = new BrowserWindow({ show: false, webPreferences });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const asked = (name: string) => electron.calls.filter((call) => call.name === name).map(({ args }) => args);
  return { ...createWorkSigns({ app, window: () => window, powerSaveBlocker, log }), window, asked };
}

test('the system sleeps as it likes, but while a job sends', () => {
  const { show, clear, asked } = signs();
  const starts = () => asked('powerSaveBlocker.start').length;
  const stops = () => asked('powerSaveBlocker.stop').length;
  show(workOf([job({ state: 'paused' })]));
  show(workOf([job({ waitingFor })]));
  expect([starts(), stops()]).toEqual([0, 0]);
  show(workOf([job()]));
  show(workOf([job({ pending: 5 })]));
  expect(asked('powerSaveBlocker.start')).toEqual([['prevent-app-suspension']]);
  show(workOf([job({ waitingFor })]));
  expect([starts(), stops()]).toEqual([1, 1]);
  show(workOf([job()]));
  clear();
  clear();
  expect([starts(), stops()]).toEqual([2, 2]);
});

test('progress and badge follow what runs, in hundredths, and go with it', () => {
  const { show, asked, window } = signs();
  for (let pending = 1000; pending >= 0; pending--)
    show(workOf([job({ items: 1000, pending, counts: { ...none, pending } })]));
  expect(asked('window.setProgressBar')).toHaveLength(101);
  expect(asked('window.setProgressBar').at(-1)).toEqual([1, { mode: 'normal' }]);
  show(workOf([job({ pending: 5, waitingFor }), job({ state: 'paused' })]));
  expect(asked('window.setProgressBar').at(-1)).toEqual([0.5, { mode: 'paused' }]);
  expect(asked('app.setBadgeCount').at(-1)).toEqual([1]);
  show(workOf([job({ state: 'finished' })]));
  expect(asked('window.setProgressBar').at(-1)).toEqual([-1]);
  expect(asked('app.setBadgeCount').at(-1)).toEqual([0]);
  window.destroy();
  expect(() => show(workOf([job()]))).not.toThrow();
});
