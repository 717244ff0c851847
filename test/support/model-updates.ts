import { fail, ok } from '../../app/result.ts';
import type { Updates } from '../../app/updates/updates.ts';

/** A build that knows no server of new versions. */
export const noUpdates: Updates = {
  version: '0.1.0',
  facts: async () => ({
    platform: 'linux',
    packaged: true,
    execPath: '/home/ada/fobwatch/fobwatch-desktop',
    variables: [],
    packageType: null,
    cask: false,
    store: false,
    namesPublisher: false,
  }),
  builtInFeed: async () => null,
  load: async () => ok(null),
  save: async () => ok(null),
  check: async () => fail({ kind: 'unreachable', host: 'updates.test', code: 'ENOTFOUND' }),
  download: async () => fail({ kind: 'not-installed', code: 'none' }),
  restart: () => undefined,
};
