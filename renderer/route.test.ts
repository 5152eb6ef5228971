import { beforeEach, expect, it } from 'vitest';
import { createRouteStore, type Route, resolveRoute } from './route.ts';

const a: Route = { screen: 'connection', connectionId: 'a' };
const b: Route = { screen: 'bucket', connectionId: 'a', bucket: 'b', upload: null };
const inB: Route = { ...b, upload: { connectionId: 'a', bucket: 'b', key: 'k', uploadId: 'u' } };

/** As much of a browser's window as has addresses: its entries, and where it stands among them. */
function createWindow() {
  let entries: { state: unknown; hash: string }[] = [{ state: null, hash: '' }];
  let at = 0;
  const listeners = new Set<() => void>();
  const here = () => entries[at] ?? { state: null, hash: '' };
  const move = (to: number) => {
    if (!entries[to]) return;
    at = to;
    for (const listener of listeners) listener();
  };
  const push = (state: unknown, hash: string) => {
    entries = [...entries.slice(0, at + 1), { state, hash }];
    at += 1;
  };
  return {
    location: {
      get hash() {
        return here().hash;
      },
    },
    history: {
      get state() {
        return here().state;
      },
      // As a browser keeps it: a copy.
      pushState: (state: unknown, _: string, url?: string | URL | null) => push(structuredClone(state), String(url)),
      replaceState: (state: unknown, _: string, url?: string | URL | null) => {
        entries[at] = { state: structuredClone(state), hash: String(url) };
      },
      back: () => move(at - 1),
      forward: () => move(at + 1),
    },
    addEventListener: (_: 'popstate', listener: () => void) => {
      listeners.add(listener);
    },
    /** A link that is followed, or an address that is typed. */
    visit: (hash: string) => {
      push(null, hash);
      for (const listener of listeners) listener();
    },
    entries: () => entries.length,
  };
}

let window: ReturnType<typeof createWindow>;
/** The page, loaded (again) in the window. */
const load = () => {
  const route = createRouteStore();
  route.follow(window);
  return route;
};
beforeEach(() => {
  window = createWindow();
});

it('goes back and forward', () => {
  const route = load();
  route.go(a);
  route.go(b);
  route.back();
  expect(route.get()).toEqual(a);
  route.forward();
  expect(route.get()).toEqual(b);
  route.forward();
  expect(route.get()).toEqual(b);
});

it('goes back no further than its own first place', () => {
  window.visit('#/history');
  const route = load();
  route.back();
  expect(route.get()).toEqual({ screen: 'history', jobId: null });
  expect(window.location.hash).toBe('#/history');
});

it('forgets what was ahead when going elsewhere', () => {
  const route = load();
  route.go(a);
  route.back();
  route.go(b);
  route.forward();
  expect(route.get()).toEqual(b);
});

it('opens an upload without a step to come back to, and without its key in the address', () => {
  const route = load();
  route.go(a);
  route.go(b);
  route.go(inB);
  expect(route.get()).toEqual(inB);
  expect(window.location.hash).toBe('#/connections/a/buckets/b');
  route.back();
  expect(route.get()).toEqual(a);
  route.forward();
  expect(route.get()).toEqual(inB);
});

it('goes to History, into a job and back', () => {
  const route = load();
  route.go(b);
  route.go({ screen: 'history', jobId: null });
  route.go({ screen: 'history', jobId: 'j' });
  route.back();
  expect(route.get()).toEqual({ screen: 'history', jobId: null });
  route.back();
  expect(route.get()).toEqual(b);
});

it('is where it was after a reload, with the way back', () => {
  const before = load();
  before.go(a);
  before.go(inB);
  const route = load();
  expect(route.get()).toEqual(inB);
  route.back();
  expect(route.get()).toEqual(a);
});

it('replaces a place without a step', () => {
  const route = load();
  route.replace(a);
  expect(route.get()).toEqual(a);
  expect(window.entries()).toBe(1);
});

it('follows a link and an address that is typed, and comes back from them', () => {
  const route = load();
  route.go(a);
  window.visit('#/connections/a/buckets/b');
  expect(route.get()).toEqual(b);
  route.back();
  expect(route.get()).toEqual(a);
});

it('says of an address that is none, and leaves other fragments alone', () => {
  const route = load();
  route.go(a);
  window.visit('#main');
  expect(route.get()).toEqual(a);
  window.visit('#/no/such/place');
  expect(route.get()).toEqual({ screen: 'nowhere' });
  expect(window.location.hash).toBe('#/no/such/place');
  route.back();
  expect(window.location.hash).toBe('#main');
});

it.each([
  null,
  'text',
  { step: '1' },
  { step: 1, upload: 'k' },
  { step: 1, upload: { key: '', uploadId: 'u' } },
  { step: 1, upload: { key: 'k' } },
])('opens no upload out of a history that holds %j', (state) => {
  window.history.replaceState(state, '', '#/connections/a/buckets/b');
  expect(load().get()).toEqual(b);
});

it('leads the start to the first connection, and to nowhere where the connection is not here', () => {
  const connections = [{ id: 'a' }, { id: 'c' }];
  expect(resolveRoute({ screen: 'start' }, connections)).toEqual(a);
  expect(resolveRoute(b, connections)).toBe(b);
  expect(resolveRoute({ ...b, connectionId: 'x' }, connections)).toEqual({ screen: 'nowhere' });
  const history: Route = { screen: 'history', jobId: null };
  expect(resolveRoute(history, [])).toBe(history);
  expect(resolveRoute(b, [])).toEqual({ screen: 'start' });
  expect(resolveRoute({ screen: 'overview' }, [])).toEqual({ screen: 'start' });
});

it('has the upload before one that was open in the bucket one comes to anew', () => {
  const route = load();
  route.go(inB);
  route.go(a);
  route.go(b);
  expect(route.get()).toEqual(inB);
  // Its details are closed, and stay so.
  route.go(b);
  expect(route.get()).toEqual(b);
  route.go(a);
  route.go(b);
  expect(route.get()).toEqual(b);
});

it('keeps what is open of each bucket apart, and opens what is asked for', () => {
  const route = load();
  const c: Route = { ...b, bucket: 'c' };
  const inC: Route = { ...c, upload: { connectionId: 'a', bucket: 'c', key: 'k', uploadId: 'u' } };
  const otherInB: Route = { ...b, upload: { connectionId: 'a', bucket: 'b', key: 'k', uploadId: 'v' } };
  route.go(inB);
  route.go(c);
  expect(route.get()).toEqual(c);
  route.go(inC);
  route.go(otherInB);
  expect(route.get()).toEqual(otherInB);
  route.go(c);
  expect(route.get()).toEqual(inC);
  // Back leads to what was before one there.
  route.back();
  expect(route.get()).toEqual(otherInB);
});
