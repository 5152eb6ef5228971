import { describe, expect, test } from 'vitest';
import { type Choosable, chooseStores } from './choice.ts';

const server = (name: string, given: Partial<Choosable> = {}): Choosable => ({
  name,
  title: name.toUpperCase(),
  installing: 'seconds',
  quick: true,
  isInstalled: () => false,
  ...given,
});

const all = [
  server('plain'),
  server('slow', { quick: false, isInstalled: () => true }),
  server('compiled', { installing: 'minutes' }),
  server('built', { installing: 'minutes', isInstalled: () => true }),
];
const names = (servers: readonly Choosable[]) => servers.map(({ name }) => name);

describe('the choice of stores', () => {
  test('is all of them without a word', () => {
    const { chosen, leftOut } = chooseStores(all, []);
    expect(names(chosen)).toEqual(['plain', 'slow', 'compiled', 'built']);
    expect(leftOut).toEqual([]);
  });

  test('is those that are named, in their own order', () => {
    expect(names(chooseStores(all, ['compiled', 'plain']).chosen)).toEqual(['plain', 'compiled']);
  });

  test('of --quick leaves out what takes minutes, to check or to build, and says why', () => {
    const { chosen, leftOut } = chooseStores(all, ['--quick']);
    expect(names(chosen)).toEqual(['plain', 'built']);
    expect([chooseStores(all, []).isQuick, chooseStores(all, ['--quick']).isQuick]).toEqual([false, true]);
    expect(leftOut.map(({ server: { name }, reason }) => [name, reason])).toEqual([
      ['slow', 'its checks take more than a minute'],
      ['compiled', 'it is not installed yet, which takes minutes'],
    ]);
  });

  test('of --quick and a name is of that one alone', () => {
    const { chosen, leftOut } = chooseStores(all, ['--quick', 'slow']);
    expect([names(chosen), leftOut.length]).toEqual([[], 1]);
  });

  test.each([['minio'], ['--fast'], ['PLAIN']])('refuses %s, and names what there is', (argument) => {
    expect(() => chooseStores(all, [argument])).toThrow(
      `'${argument}' is neither --quick nor a store: plain, slow, compiled, built.`,
    );
  });
});
