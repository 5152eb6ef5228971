import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Folders of the page whose sentences have both languages. */
const english = join(import.meta.dirname, '..', '..', 'english', 'page');
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

/** Where elements go: `{name}`, and not `${name}`. */
const placesOf = (text: string) => [...text.matchAll(/(?<!\$)\{([a-z]+)\}/gi)].map(([, name]) => name).sort();

/** Every sentence by where it stands; of a function, its source. */
function sentences(of: unknown, at: string): [string, string][] {
  if (typeof of === 'string') return [[at, of]];
  if (typeof of === 'function') return [[at, of.toString()]];
  if (typeof of !== 'object' || of === null) throw new TypeError(`${at} is no sentence`);
  return Object.entries(of).flatMap(([name, inner]) => sentences(inner, `${at}.${name}`));
}

describe.each(files)('%s', (file) => {
  it('has the places of the English sentences, so that nothing is lost or unfilled', async () => {
    const [ours, theirs]: unknown[] = await Promise.all([
      import(join(import.meta.dirname, file)),
      import(join(english, file)),
    ]);
    const told = new Map(sentences(ours, file));
    const wanted = sentences(theirs, file).filter(([at]) => told.has(at));
    expect(wanted.length).toBeGreaterThan(0);
    for (const [at, text] of wanted) expect(`${at}: ${placesOf(told.get(at) ?? '')}`).toBe(`${at}: ${placesOf(text)}`);
  });
});
