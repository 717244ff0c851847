import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { z } from 'zod';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const versions = z.record(z.string(), z.string());
const manifest = z.object({
  license: z.string(),
  dependencies: versions,
  devDependencies: versions,
});

/** package.json, as far as the house rules speak of it. */
export const { license, dependencies, devDependencies } = manifest.parse(
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
);

export type SourceFile = { readonly path: string; readonly text: string };

/** The TypeScript files of a room, by their paths from the top. */
export const sourceFiles = (room: string): readonly SourceFile[] =>
  readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') }));

/** What a dynamic import of anything but a plain string counts as. */
export const UNREADABLE = '(computed)';

/** Every module a file names: static and dynamic imports, re-exports, types included. */
export const importsOf = ({ path, text }: SourceFile): readonly string[] => {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => {
    const source = text.slice(moduleRequest.start, moduleRequest.end);
    return /^(['"])[^'"]*\1$/.test(source) ? source.slice(1, -1) : UNREADABLE;
  });
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    ...dynamic,
  ];
};

/** The modules a file loads when it is loaded itself: static imports and re-exports of anything but types. */
export const loadsOf = ({ path, text }: SourceFile): readonly string[] => {
  const { module } = parseSync(path, text);
  const isLoaded = (entries: readonly { readonly isType: boolean }[]): boolean =>
    entries.length === 0 || entries.some(({ isType }) => !isType);
  return [
    ...module.staticImports.flatMap(({ moduleRequest, entries }) =>
      isLoaded(entries) ? [moduleRequest.value] : [],
    ),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest && !isType ? [moduleRequest.value] : [],
      ),
    ),
  ];
};
