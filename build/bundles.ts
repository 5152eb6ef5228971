import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { type BundledFile, collectBundled } from './shipped/bundled-packages.ts';

/** What the build makes, all of it below dist/. Node's and Electron's own modules stay imports; the rest is bundled. */

/** Bundles of the main process, by the name of their file in dist/electron. */
function mainEntries(root: string): Record<string, string> {
  return {
    main: join(root, 'electron/main.ts'),
    serve: join(root, 'electron/browser/serve.ts'),
    // The name that electron/browser/npx.cjs looks for beside itself.
    'lean-allocator': join(root, 'electron/browser/lean-allocator.ts'),
    // The name that electron/engine/index/client.ts looks for beside itself.
    'index-worker': join(root, 'electron/engine/index/worker.ts'),
    // The same of electron/engine/store/s3/answer-thread.ts.
    'answer-worker': join(root, 'electron/engine/store/s3/answer-worker.ts'),
    // The same of electron/engine/history/plan-file-thread.ts.
    'plan-file-worker': join(root, 'electron/engine/history/plan-file-worker.ts'),
    practice: join(root, 'electron/practice/cli.ts'),
  };
}

/** Advice about sizes and build times helps nobody who only wants to start the app; errors and real warnings are shown. */
const quiet = {
  reportCompressedSize: false,
  // KiB. Read from a disk, not from a network.
  chunkSizeWarningLimit: 10_000,
  rolldownOptions: { checks: { bundlerTimings: false } },
};

/** Options that every bundle for Node and Electron shares. */
function nodeBundle(
  root: string,
  input: Record<string, string>,
  format: 'es' | 'cjs',
  bundled: BundledFile[],
): InlineConfig {
  const extension = format === 'cjs' ? 'cjs' : 'js';
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    // Nothing of a person's environment goes into a bundle.
    envDir: false,
    plugins: [collectBundled(root, bundled)],
    ssr: { noExternal: true, external: ['electron'], target: 'node' },
    build: {
      ssr: true,
      outDir: join(root, 'dist/electron'),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
      ...quiet,
      rolldownOptions: {
        ...quiet.rolldownOptions,
        input,
        // Chunks lie beside the entries, so that `new URL('./index-worker.js', import.meta.url)` holds in any of them.
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `chunk-[name]-[hash].${extension}` },
      },
    },
  };
}

/** The page, into dist/renderer. `bundled` is told of every file, as by {@link buildMain}. */
export async function buildPage(root: string, bundled: BundledFile[] = []): Promise<void> {
  const configFile = join(root, 'build/vite.renderer.config.ts');
  if (!existsSync(configFile)) throw new Error(`There is no ${configFile}`);
  await build({ configFile, logLevel: 'warn', build: quiet, plugins: [collectBundled(root, bundled)] });
}

/** Both hosts, the index's thread, practice storage and the preload script, into dist/electron. */
export async function buildMain(root: string, bundled: BundledFile[] = []): Promise<void> {
  await build(nodeBundle(root, mainEntries(root), 'es', bundled));
  // A sandboxed preload script can only be one CommonJS file.
  await build(nodeBundle(root, { preload: join(root, 'electron/preload.ts') }, 'cjs', bundled));
  // It must be read by Nodes that understand no bundle of ours.
  cpSync(join(root, 'electron/browser/npx.cjs'), join(root, 'dist/electron/npx.cjs'));
}
