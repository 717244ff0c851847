import { builtinModules } from 'node:module';

/** What main's bundle leaves out: the runtime itself, and keytar, whose binary cannot be bundled. */
export const externals = [
  'electron',
  'keytar',
  /^node:/,
  ...builtinModules.filter((name) => !name.startsWith('_')),
];
