import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';

const ipc = Object.assign(new EventEmitter(), { postMessage: vi.fn() });
vi.mock('electron', () => ({
  ipcRenderer: ipc,
  // Anything that would be exposed to the page fails here.
  get contextBridge(): never {
    throw new Error('The preload exposes nothing.');
  },
}));

let page: EventTarget & { postMessage: ReturnType<typeof vi.fn> };
beforeEach(async () => {
  vi.resetModules();
  ipc.removeAllListeners();
  ipc.postMessage.mockClear();
  page = Object.assign(new EventTarget(), { postMessage: vi.fn() });
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { origin: 'app://loose-parts' });
  const before = Object.keys(page);
  await import('./preload.ts');
  expect(Object.keys(page)).toEqual(before);
});

function post(fields: { source?: unknown; origin?: string; data?: unknown }): void {
  const message = { source: page, origin: 'app://loose-parts', data: 'loose-parts:connect', ...fields };
  page.dispatchEvent(Object.assign(new Event('message'), message));
}

test('the page’s own wish is passed on, without anything of it', () => {
  post({});
  expect(ipc.postMessage.mock.calls).toEqual([['loose-parts:connect', null]]);
});

test.each([
  ['another window', { source: {} }],
  ['another origin', { origin: 'https://example.com' }],
  ['an origin that begins alike', { origin: 'app://loose-parts.evil.example' }],
  ['another message', { data: 'loose-parts:port' }],
  ['an object', { data: { 0: 'loose-parts:connect' } }],
])('%s is not', (_name, fields) => {
  post(fields);
  expect(ipc.postMessage).not.toHaveBeenCalled();
});

test('the port goes to the page itself and to no other origin', () => {
  const { port1 } = new MessageChannel();
  ipc.emit('loose-parts:port', { ports: [port1] });
  expect(page.postMessage.mock.calls).toEqual([['loose-parts:port', 'app://loose-parts', [port1]]]);
  port1.close();
});
