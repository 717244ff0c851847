import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { externals } from './externals.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Preload: one CommonJS file, since a sandboxed preload can neither be an ES module nor require files. */
export default defineConfig({
  root: at('..'),
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: at('../main/preload.ts'),
    target: 'node20',
    outDir: at('../dist/app'),
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      external: externals,
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
});
