import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildMain, buildPage } from './bundles.ts';
import { fingerprint, markFresh } from './freshness.ts';
import type { BundledFile } from './shipped/bundled-packages.ts';
import { writeShippedPapers } from './shipped/papers.ts';

/** `npm run build`: the page into dist/renderer, everything else into dist/electron. */
// Vite takes the shell's NODE_ENV over its own: a build from a test run would carry React's development half.
process.env.NODE_ENV = 'production';
const root = fileURLToPath(new URL('..', import.meta.url));
const startedAt = performance.now();
const before = fingerprint(root);
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
const bundled: BundledFile[] = [];
await buildPage(root, bundled);
await buildMain(root, bundled);
writeShippedPapers(root, bundled);
markFresh(root, before);
console.log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
