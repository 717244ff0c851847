import type { Plugin } from 'vite';

/** What is not ASCII, each half of a pair by itself. */
const BEYOND = /[^\0-\x7f]/g;

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Engines keep every source, and one with a single “ in it takes two bytes for each of its letters. In strings, templates
 * and patterns, where alone such signs stand, escaped ones mean the same.
 */
export const oneByte = (): Plugin => ({
  name: 'one-byte',
  generateBundle: (_options, bundle) => {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') file.code = file.code.replaceAll(BEYOND, escaped);
  },
});
