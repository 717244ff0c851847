import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const folder = join(root, 'app/view/languages');
const list = join(folder, 'catalogues.ts');

/** The module that names the catalogues that are there. */
export const languageList = () => {
  const codes = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .toSorted();
  const named = codes.map((code) => ({
    code,
    name: code.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase()),
  }));
  return [
    '// Written by the build: another language is a catalogue in this folder, and nothing else.',
    ...named.map(({ code, name }) => `import ${name} from './${code}.json' with { type: 'json' };`),
    '',
    `export const catalogues = [${named.map(({ name }) => name).join(', ')}] as const;`,
    '',
  ].join('\n');
};

/** Brings it up to date. */
export const listLanguages = () => {
  const wanted = languageList();
  if (readFileSync(list, 'utf8') !== wanted) writeFileSync(list, wanted);
};
