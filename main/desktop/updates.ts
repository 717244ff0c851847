import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { z } from 'zod';
import { parseUrl } from '../../app/network/address.ts';
import type { Platform } from '../../app/model.ts';
import type { Journal } from '../../app/ports.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import type { InstallFacts } from '../../app/updates/installed.ts';
import type { UpdateCause, Updates, UpdateSettings } from '../../app/updates/updates.ts';
import { errorCode } from '../storage/file-error.ts';
import { createStateFile } from '../storage/state-file.ts';
import { Silence, unlessSilent } from './silence.ts';
import { signatureOf, seenBy } from './windows-signature.ts';

/** A server that says nothing for so long, ms, is not there. */
const PATIENCE = 30_000;

/** A download of which nothing comes for so long, ms, has stalled: electron-updater itself would wait for ever. */
const STALLED = 60_000;

/** Where Homebrew keeps note of a cask: the app itself it moves to /Applications. */
const CASKS = ['/opt/homebrew/Caskroom/fobwatch', '/usr/local/Caskroom/fobwatch'] as const;

/**
 * What the app runs from, by the variables that are set for it. A program that was started from another’s terminal
 * inherits the other’s: only those count whose folder holds the app.
 */
const variablesOf = (
  env: NodeJS.ProcessEnv,
  execPath: string,
  isFlatpak: boolean,
): InstallFacts['variables'] => {
  const isIn = (folder: string | undefined): boolean =>
    folder !== undefined && folder !== '' && execPath.startsWith(join(folder, '/'));
  const found: InstallFacts['variables'][number][] = [];
  if ((env['APPIMAGE'] ?? '') !== '' && isIn(env['APPDIR'])) found.push('APPIMAGE');
  if (isIn(env['SNAP'])) found.push('SNAP');
  if (isFlatpak) found.push('FLATPAK_ID');
  return found;
};

const notes = z.object({ checkedAt: z.number().nullable(), told: z.string().nullable() });

/** One value of what electron-builder wrote into app-update.yml; null: none. */
export const readUpdateConfig = (yml: string, key: 'url' | 'publisherName'): string | null => {
  const found = new RegExp(`^${key}:[ \\t]*(.*(?:\\n[ \\t]*- .*)*)$`, 'm').exec(yml)?.[1];
  const value = found?.trim().replace(/^['"]|['"]$/g, '');
  return value === undefined || value === '' || value === 'null' ? null : value;
};

const textOf = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
};

const isThere = async (path: string): Promise<boolean> => {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
};

/** What electron-updater threw, as a cause: by its codes, and Chromium's where it has none. */
export const updateCauseOf = (error: unknown, host: string): UpdateCause => {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error
      ? Number(error.statusCode)
      : null;
  if (code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND') return { kind: 'no-list', host };
  if (status !== null) return { kind: 'status', host, status };
  const net = error instanceof Error ? /net::(ERR_\w+)/.exec(error.message)?.[1] : undefined;
  if (net !== undefined) return { kind: 'unreachable', host, code: net };
  if (/^E[A-Z]+$/.test(code) && !code.startsWith('ERR_'))
    return { kind: 'unreachable', host, code };
  // What is left is what it says of a text that it cannot read as a list, or whose version is none.
  return { kind: 'broken-list', host };
};

/** The same of a version that was to be downloaded. */
const downloadCauseOf = (error: unknown, host: string, version: string): UpdateCause => {
  const code = errorCode(error);
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE' || code === 'ERR_CHECKSUM_MISMATCH')
    return { kind: 'not-genuine', version };
  const cause = updateCauseOf(error, host);
  return cause.kind === 'broken-list' ? { kind: 'not-installed', code } : cause;
};

/** The proxy of the settings, as Chromium takes it. It asks nobody for a password of a proxy. */
const proxyOf = ({ proxy, noProxy }: UpdateSettings): Electron.ProxyConfig => {
  if (proxy === 'system') return { mode: 'system' };
  if (proxy === 'none') return { mode: 'direct' };
  return {
    mode: 'fixed_servers',
    proxyRules: proxy,
    proxyBypassRules: ['<local>', ...(noProxy ?? '').split(/[,\s]+/)].filter(Boolean).join(','),
  };
};

/**
 * New versions by electron-updater, which is loaded when it is first asked. A list that says where a file is and what
 * is in it is believed only as far as signatures go: on Linux nothing is ever downloaded.
 */
export const createUpdates = (deps: {
  readonly version: string;
  readonly platform: Platform;
  readonly packaged: boolean;
  readonly store: boolean;
  readonly execPath: string;
  /** The folder of what was packed beside the app. */
  readonly resources: string;
  readonly env: NodeJS.ProcessEnv;
  readonly path: string;
  /** Ends the app as a quit does, and calls `last` then: what puts a version in closes windows first, and asks later. */
  readonly endWith: (last: () => void) => void;
  readonly journal: Journal;
}): Updates => {
  const { version, platform, resources, env } = deps;
  const file = createStateFile({
    path: deps.path,
    journal: deps.journal,
    version: 1,
    body: notes,
    restored: 'update-notes-restored',
  });
  const config = (): Promise<string | null> => textOf(join(resources, 'app-update.yml'));
  const state: {
    found: { readonly updater: AppUpdater; readonly host: string; readonly version: string } | null;
  } = { found: null };

  const updaterFor = async (feed: string, settings: UpdateSettings): Promise<AppUpdater> => {
    const loaded = await import('electron-updater');
    const options = { provider: 'generic', url: feed, channel: settings.updatesChannel } as const;
    const onWindows = (): AppUpdater => {
      const nsis = new loaded.NsisUpdater(options);
      nsis.verifyUpdateCodeSignature = seenBy(nsis.verifyUpdateCodeSignature, signatureOf);
      return nsis;
    };
    const updater =
      platform === 'darwin'
        ? new loaded.MacUpdater(options)
        : platform === 'win32'
          ? onWindows()
          : new loaded.AppImageUpdater(options);
    updater.logger = null;
    updater.autoDownload = false;
    // The package that such an installer fetches is signed by nobody.
    updater.disableWebInstaller = true;
    // A server that wants a password gets none: unanswered, its request would stand for ever.
    updater.on('login', (_info, answer) => Reflect.apply(answer, undefined, []));
    // Also where it was unpacked from an archive, or runs from its sources: it only looks there.
    updater.forceDevUpdateConfig = true;
    // Else it would send a number of this computer's own.
    updater.requestHeaders = { 'x-user-staging-id': 'none' };
    const { netSession } = updater;
    // Every session of the app is shut (harden.ts). This one, in which no page lives, reaches the feed’s server alone.
    netSession.webRequest.onBeforeRequest(({ url }, answer) =>
      answer({ cancel: new URL(url).origin !== new URL(feed).origin }),
    );
    await netSession.setProxy(proxyOf(settings));
    return updater;
  };

  const facts = async (): Promise<InstallFacts> => {
    const [packageType, yml, flatpak, ...casks] = await Promise.all([
      textOf(join(resources, 'package-type')),
      config(),
      platform === 'linux' ? isThere('/.flatpak-info') : false,
      ...CASKS.map((folder) => (platform === 'darwin' ? isThere(folder) : false)),
    ]);
    return {
      platform,
      packaged: deps.packaged,
      execPath: deps.execPath,
      variables: variablesOf(env, deps.execPath, flatpak),
      cask: casks.includes(true),
      packageType: packageType?.trim() ?? null,
      store: deps.store,
      namesPublisher: yml !== null && readUpdateConfig(yml, 'publisherName') !== null,
    };
  };

  return {
    version,
    facts,
    builtInFeed: async () => {
      const yml = await config();
      return yml === null ? null : readUpdateConfig(yml, 'url');
    },
    load: file.load,
    save: (body) => file.save(body),
    check: async (
      feed,
      settings,
    ): Promise<Result<{ version: string; newer: boolean }, UpdateCause>> => {
      const host = parseUrl(feed)?.host ?? feed;
      try {
        const updater = await updaterFor(feed, settings);
        const answer = await unlessSilent(PATIENCE, () => updater.checkForUpdates());
        if (answer === null) return fail({ kind: 'broken-list', host });
        const { version: newest } = answer.updateInfo;
        state.found = answer.isUpdateAvailable ? { updater, host, version: newest } : null;
        return ok({ version: newest, newer: answer.isUpdateAvailable });
      } catch (error) {
        return fail(updateCauseOf(error, host));
      }
    },
    download: async () => {
      const { found } = state;
      if (found === null || platform === 'linux')
        return fail({ kind: 'not-installed', code: 'none' });
      const { updater, host, version: newest } = found;
      const { CancellationToken } = await import('electron-updater');
      const token = new CancellationToken();
      try {
        await unlessSilent(STALLED, ({ heard, quiet }) => {
          // What is whole is looked at by the system, which says nothing meanwhile.
          updater.on('download-progress', ({ percent }) => (percent < 100 ? heard() : quiet()));
          return updater.downloadUpdate(token);
        });
        return ok(null);
      } catch (error) {
        if (!(error instanceof Silence)) return fail(downloadCauseOf(error, host, newest));
        token.cancel();
        // Not all of it heeds that before its next byte: nothing is put in that was given up.
        updater.autoInstallOnAppQuit = false;
        if (state.found === found) state.found = null;
        return fail({ kind: 'stalled', host, version: newest });
      }
    },
    restart: () => {
      const { found } = state;
      if (found !== null) deps.endWith(() => found.updater.quitAndInstall());
    },
  };
};
