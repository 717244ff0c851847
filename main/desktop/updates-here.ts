import { join } from 'node:path';
import { app } from 'electron';
import type { Journal } from '../../app/ports.ts';
import type { Updates } from '../../app/updates/updates.ts';
import { platformOf } from './host.ts';
import { createUpdates } from './updates.ts';

/** New versions of the app that runs here; `data` is its folder, `endWith` ends it for what takes over. */
export const updatesOf = (
  data: string,
  endWith: (last: () => void) => void,
  journal: Journal,
): Updates =>
  createUpdates({
    version: app.getVersion(),
    platform: platformOf(process.platform),
    packaged: app.isPackaged,
    store: process.mas || process.windowsStore,
    execPath: process.execPath,
    resources: process.resourcesPath,
    env: process.env,
    path: join(data, 'updates.json'),
    endWith,
    journal,
  });
