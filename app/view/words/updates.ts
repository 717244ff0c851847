import type { Instant } from '../../model.ts';
import { assertNever } from '../../result.ts';
import type { PackageManager } from '../../updates/installed.ts';
import type { UpdateCause } from '../../updates/updates.ts';
import type { UpdatesView } from '../updates-view.ts';
import { spoken, t } from './say.ts';
import { momentWords } from './time.ts';

export const updateLabels = spoken({
  title: 'Updates',
  check: 'Look now',
  open: 'Where to get it',
  download: 'Download',
  restart: 'Restart now',
});

const managers: Readonly<Record<PackageManager, string>> = spoken({
  deb: 'Your system’s package manager brings new versions: this Fobwatch was installed by a deb package.',
  rpm: 'Your system’s package manager brings new versions: this Fobwatch was installed by an rpm package.',
  pacman:
    'Your system’s package manager brings new versions: this Fobwatch was installed by pacman.',
  snap: 'The Snap store brings new versions.',
  flatpak: 'Flatpak brings new versions.',
  system: 'Your system’s package manager brings new versions.',
  homebrew: 'Homebrew brings new versions.',
  scoop: 'Scoop brings new versions.',
  store: 'The store you got Fobwatch from brings new versions.',
});

/** What happened, to what, what to do now. */
export const updateCauseWords = (cause: UpdateCause): string => {
  switch (cause.kind) {
    case 'unreachable':
      return t`${cause.host} could not be reached (${cause.code}); look at the network and the proxy, then look again.`;
    case 'no-list':
      return t`${cause.host} has no list of versions for this system and channel; choose the other channel, or look at feed in settings.ini.`;
    case 'status':
      return t`${cause.host} answered ${cause.status}; look again later.`;
    case 'broken-list':
      return t`What ${cause.host} lists is no version; look again later, or look at feed in settings.ini.`;
    case 'stalled':
      return t`The download of ${cause.version} was given up, as nothing more came from ${cause.host}; look again later.`;
    case 'not-genuine':
      return t`The download of ${cause.version} is not signed as it should be and was thrown away; get it by hand and tell whoever makes Fobwatch.`;
    case 'not-installed':
      return t`The new version could not be put in (${cause.code}); get it by hand.`;
    default:
      return assertNever(cause);
  }
};

/** How it stands with new versions, in a sentence. */
export const updateWords = (view: UpdatesView, now: Instant): string => {
  const { installed, check, version, checkedAt } = view;
  if (installed?.kind === 'managed') return managers[installed.by];
  if (view.feed === null)
    return t`This is Fobwatch ${version}. It was built without a server for new versions; name one as feed in settings.ini.`;
  switch (check.kind) {
    case 'none':
      return checkedAt === null
        ? t`This is Fobwatch ${version}.`
        : t`This is Fobwatch ${version}; the server was asked ${momentWords(checkedAt, now)}.`;
    case 'checking':
      return t`The server is being asked.`;
    case 'current':
      return t`Fobwatch ${version} is the newest version.`;
    case 'available':
      return t`Fobwatch ${check.version} is out; this is ${version}.`;
    case 'downloading':
      return t`Fobwatch ${check.version} is being downloaded.`;
    case 'ready':
      // The system was handed it already, and does not take it back.
      return view.mode === 'off'
        ? t`Fobwatch ${check.version} was downloaded before and is put in when you quit, though updates are off now.`
        : t`Fobwatch ${check.version} is put in when you quit.`;
    case 'failed':
      return updateCauseWords(check.cause);
    default:
      return assertNever(check);
  }
};

/** What is asked of whom, and by which way: for whoever wonders. */
export const updatesAbout = spoken({
  about:
    'Once a day, and never at the start, the server is asked which version is the newest. Nothing of you is sent. It goes through the proxy of the settings, but knows neither its password nor your CA bundle: Chromium’s own trust counts.',
});

/** Of a menu, where there is something to do. */
export const updateItem = (version: string): string => t`Update to ${version}`;
