import { expect, test } from 'vitest';
import { forgetLean, leanEnvironment } from './lean-allocator.ts';

const lean = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
const rest = { PATH: '/bin', HOME: '/home/p' };

test('adds what is not set, and the host that runs with it passes none of it on', () => {
  const env = { ...leanEnvironment(rest) };
  expect(env).toMatchObject({ ...rest, ...lean });
  // Whoever is started with it does not start again.
  expect(leanEnvironment(env)).toBeNull();
  forgetLean(env);
  expect(env).toEqual(rest);
});

test('what a person has set stays, and is passed on', () => {
  const own = { ...rest, MALLOC_ARENA_MAX: '7' };
  const env = { ...leanEnvironment(own) };
  expect(env).toMatchObject({ ...lean, ...own });
  forgetLean(env);
  expect(env).toEqual(own);
  const all = { ...own, MALLOC_MMAP_THRESHOLD_: '1', MALLOC_TRIM_THRESHOLD_: '' };
  expect(leanEnvironment(all)).toBeNull();
  const forgotten = { ...all };
  forgetLean(forgotten);
  expect(forgotten).toEqual(all);
});

test('where a person has tuned glibc another way, nothing is added', () => {
  expect(leanEnvironment({ ...rest, GLIBC_TUNABLES: 'glibc.rtld.nns=2:glibc.malloc.arena_max=1' })).toBeNull();
  expect(leanEnvironment({ ...rest, GLIBC_TUNABLES: 'glibc.rtld.nns=2' })).toMatchObject(lean);
});

test('takes away no other variable, whatever the mark names', () => {
  const env: NodeJS.ProcessEnv = {
    ...rest,
    LOOSE_PARTS_ALLOCATOR: 'PATH,MALLOC_ARENA_MAX,toString',
    MALLOC_ARENA_MAX: '2',
  };
  forgetLean(env);
  expect(env).toEqual(rest);
});
