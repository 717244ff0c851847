import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import preload from './vite.preload.config.ts';

/** The preload of the device wizard's window: the same, with the seed's channel. */
export default mergeConfig(
  preload,
  defineConfig({
    build: {
      ssr: fileURLToPath(new URL('../main/preload-device.ts', import.meta.url)),
      rolldownOptions: { output: { entryFileNames: 'preload-device.cjs' } },
    },
  }),
);
