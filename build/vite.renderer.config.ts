import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The page. Both hosts serve `dist/renderer` and replace `%NONCE%` in index.html by a random value per answer: the
 * page's Content-Security-Policy allows no inline style without it, and no inline script at all.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  base: './',
  plugins: [react()],
  html: { cspNonce: '%NONCE%' },
  build: {
    outDir: fileURLToPath(new URL('../dist/renderer', import.meta.url)),
    emptyOutDir: true,
    // Electron's Chromium and any browser of the last two years.
    target: 'chrome130',
    // Fonts and images as data: URLs would need more of the policy than img-src data:.
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The library and the page's ground in a file of their own, which every other imports first: what a feature says of
          // a class then comes after what the library says, in whichever file that feature ends up.
          groups: [{ name: 'ground', test: /\/@mantine\/|\/renderer\/(mantine|theme)\.css$/ }],
        },
      },
    },
  },
  server: { host: '127.0.0.1', strictPort: true },
  preview: { host: '127.0.0.1', strictPort: true },
});
