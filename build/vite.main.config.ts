import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { externals } from './externals.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * V8 keeps a source with one sign beyond Latin in twice the room, and it keeps every source. What stands in strings,
 * templates and patterns means the same when it is escaped.
 */
const oneByteEach = {
  name: 'one-byte-each',
  generateBundle: (_: unknown, bundle: Record<string, { type: string; code?: string }>) => {
    for (const file of Object.values(bundle))
      if (file.code !== undefined)
        file.code = file.code.replaceAll(
          /[^\0-\x7f]/g,
          (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
  },
};

/** Main: one ES module, the AWS SDK in chunks of its own so that start-up does not wait for it. */
export default defineConfig({
  root: at('..'),
  publicDir: false,
  plugins: [oneByteEach],
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
