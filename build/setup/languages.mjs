import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const folder = join(root, 'app/view/languages');
const list = join(folder, 'catalogues.ts');

/** The module that names the catalogues that are there, and loads one when it is spoken. */
export const languageList = () => {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();
  const entries = files.map((file) => {
    const { code, name, direction } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return [
      '  {',
      `    code: '${code}',`,
      `    name: '${name}',`,
      `    direction: '${direction}',`,
      `    load: async () => (await import('./${file}', { with: { type: 'json' } })).default.messages,`,
      '  },',
    ].join('\n');
  });
  return [
    '// Written by the build: another language is a catalogue in this folder, and nothing else.',
    'export const catalogues = [',
    ...entries,
    '] as const;',
    '',
  ].join('\n');
};

/** Brings it up to date. */
export const listLanguages = () => {
  const wanted = languageList();
  if (readFileSync(list, 'utf8') !== wanted) writeFileSync(list, wanted);
};
