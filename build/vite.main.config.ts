import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { externals } from './externals.ts';
import { oneByte } from './one-byte.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Main: one ES module, the AWS SDK in chunks of its own so that start-up does not wait for it. */
export default defineConfig({
  root: at('..'),
  publicDir: false,
  plugins: [oneByte()],
  ssr: { noExternal: true, external: ['electron', 'keytar'] },
  build: {
    ssr: at('../main/main.ts'),
    target: 'node20',
    outDir: at('../dist/app'),
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      external: externals,
      output: {
        format: 'es',
        entryFileNames: 'main.mjs',
        chunkFileNames: 'main/[name]-[hash].mjs',
        assetFileNames: 'main/[name]-[hash][extname]',
      },
    },
  },
});
