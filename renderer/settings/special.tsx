import type { ReactNode } from 'react';
import type { SettingName } from '../../app/settings.ts';
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
};

export const special: Readonly<Partial<Record<SettingName, Special>>> = {
  trayText: { works: ({ platform }) => platform === 'darwin' },
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
  updatesFeed: { placeholder: () => 'https://downloads.example.org/fobwatch/' },
  signInEndpoint: { placeholder: () => 'https://aws.example.org:8443' },
};
