import { expect, it } from 'vitest';
import { createRouteStore, type Route } from './route.ts';

const a: Route = { screen: 'connection', connectionId: 'a' };
const b: Route = { screen: 'bucket', connectionId: 'a', bucket: 'b', upload: null };
const inB: Route = { ...b, upload: { connectionId: 'a', bucket: 'b', key: 'k', uploadId: 'u' } };

it('goes back and forward', () => {
  const route = createRouteStore();
  route.go(a);
  route.go(b);
  route.back();
  expect(route.get()).toEqual(a);
  route.forward();
  expect(route.get()).toEqual(b);
  route.forward();
  expect(route.get()).toEqual(b);
});

it('forgets what was ahead when going elsewhere', () => {
  const route = createRouteStore();
  route.go(a);
  route.back();
  route.go(b);
  route.forward();
  expect(route.get()).toEqual(b);
});

it('opens an upload without a step to come back to', () => {
  const route = createRouteStore();
  route.go(a);
  route.go(b);
  route.go(inB);
  expect(route.get()).toEqual(inB);
  route.back();
  expect(route.get()).toEqual(a);
});

it('goes to History, into a job and back', () => {
  const route = createRouteStore();
  route.go(b);
  route.go({ screen: 'history', jobId: null });
  route.go({ screen: 'history', jobId: 'j' });
  route.back();
  expect(route.get()).toEqual({ screen: 'history', jobId: null });
  route.back();
  expect(route.get()).toEqual(b);
});
