import { beforeEach, expect, test, vi } from 'vitest';
import { createPreloadWorld } from '../e2e/support/desktop-double/preload-world.ts';

let page: EventTarget & { postMessage: ReturnType<typeof vi.fn> };
let sent: unknown[];
let world: ReturnType<typeof createPreloadWorld>;
beforeEach(async () => {
  vi.resetModules();
  sent = [];
  world = createPreloadWorld((json) => sent.push(JSON.parse(json)));
  // It knows ipcRenderer.on and ipcRenderer.postMessage: whatever exposes something to the page fails here.
  vi.doMock('electron', () => world.electron);
  page = Object.assign(new EventTarget(), { postMessage: vi.fn() });
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { origin: 'app://loose-parts' });
  const before = [Object.keys(page), Object.keys(globalThis)];
  await import('./preload.ts');
  expect([Object.keys(page), Object.keys(globalThis)]).toEqual(before);
});

function post(fields: { source?: unknown; origin?: string; data?: unknown }): void {
  const message = { source: page, origin: 'app://loose-parts', data: 'loose-parts:connect', ...fields };
  page.dispatchEvent(Object.assign(new Event('message'), message));
}

test('the page’s own wish is passed on, without anything of it', () => {
  post({});
  expect(sent).toEqual([{ kind: 'ipc', channel: 'loose-parts:connect', data: { nothing: true } }]);
});

test.each([
  ['another window', { source: {} }],
  ['another origin', { origin: 'https://example.com' }],
  ['an origin that begins alike', { origin: 'app://loose-parts.evil.example' }],
  ['another message', { data: 'loose-parts:port' }],
  ['an object', { data: { 0: 'loose-parts:connect' } }],
])('%s is not', (_name, fields) => {
  post(fields);
  expect(sent).toEqual([]);
});

test('the port goes to the page itself and to no other origin', async () => {
  world.deliver({ kind: 'ipc', channel: 'loose-parts:port', data: { nothing: true }, ports: [7] });
  expect(page.postMessage.mock.calls).toEqual([['loose-parts:port', 'app://loose-parts', [expect.any(MessagePort)]]]);
  const [, , [port]] = page.postMessage.mock.calls[0] ?? [];
  port.postMessage('from the page');
  await vi.waitFor(() => expect(sent).toEqual([{ kind: 'port', port: 7, data: { text: 'from the page' } }]));
  port.close();
});
