import { hostname } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { Platform } from '../../app/model.ts';
import { environmentOf } from '../../app/network/environment.ts';
import type { Host } from '../../app/ports.ts';
import { personShell } from './person-shell.ts';
import { userName } from './user-name.ts';

export const platformOf = (name: NodeJS.Platform): Platform =>
  name === 'darwin' || name === 'win32' ? name : 'linux';

/** What is known of the machine and who sits at it, once. */
export const hostFacts = (env: NodeJS.ProcessEnv, data: string, platform: Platform): Host => ({
  user: userName(env),
  host: hostname(),
  languages: app.getPreferredSystemLanguages(),
  shell: personShell(env, platform),
  environment: environmentOf(env),
  helper: join(data, 'bin', process.platform === 'win32' ? 'fobwatch.cmd' : 'fobwatch'),
});
