import type { ReactNode } from 'react';
import type { SettingName } from '../../app/settings.ts';
import type { PresenceTells } from '../../app/session/presence.ts';
import { differs } from '../../app/settings/changes.ts';
import { settingsWords, settingWords } from '../../app/view/words.ts';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { ShortcutState } from './ShortcutState.tsx';
import { ProxyPassword } from './ProxyPassword.tsx';

/** What is special about single settings; all others are drawn by what they hold. */
type Special = {
  /** What stands in the empty field. */
  readonly placeholder?: (snapshot: WindowSnapshot) => string;
  /** What stands under it. */
  readonly under?: (snapshot: WindowSnapshot) => ReactNode;
  /** Whether it does anything on this computer. */
  readonly works?: (snapshot: WindowSnapshot) => boolean;
  /** Choices that do nothing on this computer: offered only where one of them was taken. */
  readonly vain?: (snapshot: WindowSnapshot) => readonly string[];
};

/**
 * A lock by something that the desktop tells of: hidden where it does not, unless a person counts on it, who is then
 * told.
 */
const lockBy = (name: SettingName, what: keyof PresenceTells): Special => ({
  works: ({ settings }) => settings.presence[what] || differs(settings.values, name),
  under: ({ settings }) =>
    settings.presence[what] ? null : <p className="setting-help">{settingsWords.unheard}</p>,
});

export const special: Readonly<Partial<Record<SettingName, Special>>> = {
  // A Mac colours the icon by itself.
  trayIcon: { works: ({ platform }) => platform !== 'darwin' },
  trayText: { works: ({ platform }) => platform === 'darwin' },
  lockWithScreen: lockBy('lockWithScreen', 'screen'),
  lockBeforeSleep: lockBy('lockBeforeSleep', 'sleep'),
  lockTouchId: {
    // Under a lid that was shut at the start no sensor is found; whoever wants it can still take it back.
    works: ({ settings }) => settings.presence.finger || differs(settings.values, 'lockTouchId'),
  },
  lockAfterIdle: {
    ...lockBy('lockAfterIdle', 'idle'),
    placeholder: () => settingWords.lockAfterIdle.standard,
  },
  globalShortcut: { under: (snapshot) => <ShortcutState snapshot={snapshot} /> },
  configFile: { placeholder: ({ settings }) => settings.configPath },
  credentialsFile: { placeholder: ({ settings }) => settings.credentialsPath },
  consoleBrowser: { placeholder: () => 'firefox -P work {url}' },
  proxy: { placeholder: () => 'http://proxy.example.org:8080' },
  proxyUser: {
    under: ({ settings, connection }) => (
      <ProxyPassword user={settings.values.proxyUser} state={connection.proxyPassword} />
    ),
  },
  noProxy: { placeholder: () => '.example.org, 10.0.0.0/8' },
  caBundle: { placeholder: () => '/etc/ssl/company.pem' },
  updates: { vain: ({ updates }) => (updates.installs ? [] : ['install']) },
  updatesFeed: { placeholder: () => 'https://downloads.example.org/fobwatch/' },
  signInEndpoint: { placeholder: () => 'https://aws.example.org:8443' },
};
