import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './source-files.ts';

const catalogue = z.strictObject({
  code: z.string(),
  name: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  messages: z.record(z.string(), z.string()),
});

const folder = join(root, 'app/view/languages');

/** The catalogues as they lie in the checkout. */
export const catalogues = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => catalogue.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
