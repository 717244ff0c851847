import { describe, expect, it } from 'vitest';
import { installedBy, type InstallFacts } from '../../../app/updates/installed.ts';

const linux: InstallFacts = {
  platform: 'linux',
  packaged: true,
  execPath: '/home/ada/fobwatch/fobwatch-desktop',
  variables: [],
  packageType: null,
  cask: false,
  store: false,
  namesPublisher: false,
};
const mac: InstallFacts = {
  ...linux,
  platform: 'darwin',
  execPath: '/Applications/Fobwatch.app/Contents/MacOS/Fobwatch',
};
const windows: InstallFacts = {
  ...linux,
  platform: 'win32',
  execPath: 'C:\\Users\\ada\\AppData\\Local\\Programs\\Fobwatch\\Fobwatch.exe',
};

describe('who brings new versions', () => {
  it.each<[string, InstallFacts, string]>([
    ['its sources', { ...linux, packaged: false }, 'development'],
    ['an archive that a person unpacked', linux, 'own'],
    ['an AppImage', { ...linux, variables: ['APPIMAGE'], execPath: '/tmp/.mount_x/f' }, 'own'],
    ['an AppImage in /opt', { ...linux, variables: ['APPIMAGE'], execPath: '/opt/f' }, 'own'],
    ['a deb package', { ...linux, packageType: 'deb', execPath: '/opt/Fobwatch/f' }, 'deb'],
    ['an rpm package', { ...linux, packageType: 'rpm', execPath: '/opt/Fobwatch/f' }, 'rpm'],
    ['pacman', { ...linux, packageType: 'pacman', execPath: '/opt/Fobwatch/f' }, 'pacman'],
    ['a snap', { ...linux, variables: ['SNAP'], execPath: '/snap/fobwatch/1/f' }, 'snap'],
    ['flatpak', { ...linux, variables: ['FLATPAK_ID'], execPath: '/app/f' }, 'flatpak'],
    ['a distribution', { ...linux, execPath: '/usr/lib/fobwatch/f' }, 'system'],
    ['nix', { ...linux, execPath: '/nix/store/abc-fobwatch/f' }, 'system'],
    ['a disk image', mac, 'own, installs'],
    ['the App Store', { ...mac, store: true }, 'store'],
    ['Homebrew', { ...mac, execPath: '/opt/homebrew/Caskroom/fobwatch/1/F.app/f' }, 'homebrew'],
    ['Homebrew, which moves the app out of its own folder', { ...mac, cask: true }, 'homebrew'],
    ['an installer that names who signs', { ...windows, namesPublisher: true }, 'own, installs'],
    ['an installer that nobody signs', windows, 'own'],
    ['the Microsoft Store', { ...windows, store: true, namesPublisher: true }, 'store'],
    ['Scoop', { ...windows, execPath: 'C:\\Users\\ada\\scoop\\apps\\fobwatch\\f.exe' }, 'scoop'],
  ])('%s', (_, facts, expected) => {
    const installed = installedBy(facts);
    const said = {
      development: () => 'development',
      managed: () => (installed.kind === 'managed' ? installed.by : ''),
      own: () => (installed.kind === 'own' && installed.installs ? 'own, installs' : 'own'),
    }[installed.kind]();
    expect(said).toBe(expected);
  });
});
