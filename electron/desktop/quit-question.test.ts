import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import { createEvent } from '../../e2e/support/desktop-double/strict.ts';
import { askBeforeQuit } from './quit-question.ts';

let window: EventEmitter;
let quits: number;
let running: number;
let questions: PromiseWithResolvers<{ response: number }>[];
let warned: string[];
let leave: () => void;
beforeEach(() => {
  window = new EventEmitter();
  [quits, running, questions, warned] = [0, 1, [], []];
  leave = askBeforeQuit({
    app: { quit: () => quits++ },
    window,
    ask() {
      const question = Promise.withResolvers<{ response: number }>();
      questions.push(question);
      return question.promise;
    },
    running: () => running,
    log: { info: vi.fn(), warn: (what) => warned.push(what), error: vi.fn() },
  });
});
/** The window is to close; whether it may. */
function closes(): boolean {
  const event = createEvent({});
  window.emit('close', event);
  return !event.defaultPrevented;
}
const answer = (response: number) => questions.at(-1)?.resolve({ response });

test('while the question is open, Cmd-Q and the window’s button ask no second one, however often', async () => {
  expect([closes(), closes(), closes()]).toEqual([false, false, false]);
  expect(questions).toHaveLength(1);
  answer(0);
  await vi.waitFor(() => expect(quits).toBe(1));
  expect(closes()).toBe(true);
  expect(questions).toHaveLength(1);
});

test('who stays is asked again the next time', async () => {
  closes();
  answer(1);
  // By then the answer has been heard.
  await vi.waitFor(() => {
    closes();
    expect(questions).toHaveLength(2);
  });
  expect(quits).toBe(0);
});

test('a job that ends while the question is open needs no answer any more', () => {
  closes();
  running = 0;
  expect(closes()).toBe(true);
});

test('without a job nobody is asked', () => {
  running = 0;
  expect(closes()).toBe(true);
  expect(questions).toEqual([]);
});

test('the system’s own end does not wait for an answer, before the question and during it', () => {
  closes();
  leave();
  expect(quits).toBe(1);
  expect(closes()).toBe(true);
});

test('the end of a Windows session does not wait either', () => {
  window.emit('session-end');
  expect(closes()).toBe(true);
  expect(questions).toEqual([]);
});

test('a question that cannot be asked keeps nobody', async () => {
  closes();
  questions[0]?.reject(new Error('no display'));
  await vi.waitFor(() => expect(quits).toBe(1));
  expect(closes()).toBe(true);
  expect(warned).toEqual(['The question before the end could not be asked']);
});
