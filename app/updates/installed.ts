import type { Platform } from '../model.ts';

/** How the app came onto this computer; who put it there brings new versions, too. */
export type Installed =
  /** Run from its sources. */
  | { readonly kind: 'development' }
  /** A package manager looks after it. */
  | { readonly kind: 'managed'; readonly by: PackageManager }
  /** A person unpacked or installed it. `installs`: the system checks a new version’s signature before it is put in. */
  | { readonly kind: 'own'; readonly installs: boolean };

export type PackageManager =
  | 'deb'
  | 'rpm'
  | 'pacman'
  | 'snap'
  | 'flatpak'
  | 'system'
  | 'homebrew'
  | 'scoop'
  | 'store';

/** What is seen of it. */
export type InstallFacts = {
  readonly platform: Platform;
  /** Whether it runs from a package, and not from its sources. */
  readonly packaged: boolean;
  readonly execPath: string;
  /** Names of APPIMAGE, SNAP and FLATPAK_ID that are set for this very program. */
  readonly variables: readonly ('APPIMAGE' | 'SNAP' | 'FLATPAK_ID')[];
  /** Homebrew has a cask of it. */
  readonly cask: boolean;
  /** What electron-builder wrote into resources/package-type; null: nothing. */
  readonly packageType: string | null;
  /** It came from the Mac App Store or the Microsoft Store. */
  readonly store: boolean;
  /** app-update.yml names who signs new versions (Windows). */
  readonly namesPublisher: boolean;
};

const managed = (by: PackageManager): Installed => ({ kind: 'managed', by });

/** Where packages of distributions put programs; what a person unpacks lies elsewhere. */
const SYSTEM_FOLDERS = ['/usr/', '/opt/', '/nix/', '/gnu/'];

const onLinux = ({ variables, packageType, execPath }: InstallFacts): Installed => {
  // One file that a person downloaded, wherever it mounts itself.
  if (variables.includes('APPIMAGE')) return { kind: 'own', installs: false };
  if (variables.includes('SNAP')) return managed('snap');
  if (variables.includes('FLATPAK_ID')) return managed('flatpak');
  if (packageType === 'deb' || packageType === 'rpm' || packageType === 'pacman')
    return managed(packageType);
  if (SYSTEM_FOLDERS.some((folder) => execPath.startsWith(folder))) return managed('system');
  // electron-updater checks no signature here.
  return { kind: 'own', installs: false };
};

/** How the app is installed, from what is seen of it. */
export const installedBy = (facts: InstallFacts): Installed => {
  if (!facts.packaged) return { kind: 'development' };
  if (facts.store) return managed('store');
  switch (facts.platform) {
    case 'linux':
      return onLinux(facts);
    case 'darwin':
      return facts.cask || facts.execPath.includes('/Caskroom/')
        ? managed('homebrew')
        : { kind: 'own', installs: true };
    case 'win32':
      if (/\\scoop\\apps\\/i.test(facts.execPath)) return managed('scoop');
      // Without a name electron-updater would take any signature, and none.
      return { kind: 'own', installs: facts.namesPublisher };
    default:
      return facts.platform satisfies never;
  }
};
