import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from './migrations.ts';

test('every step has its file, by its number, and every file is a step', () => {
  const numbers = readdirSync(join(import.meta.dirname, 'migrations')).map(
    (name) => /^(\d{3})-[a-z-]+\.ts$/.exec(name)?.[1],
  );
  const steps = migrations.map((_, at) => String(at + 1).padStart(3, '0'));
  expect([...new Set(numbers)].toSorted()).toEqual(steps);
});
