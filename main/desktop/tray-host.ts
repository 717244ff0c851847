import type { Message, MessageBus } from 'dbus-native';

/**
 * Who shows tray icons on this Linux desktop. Icons are told to `org.kde.StatusNotifierWatcher`, which passes them to
 * its hosts (panels); GNOME without an extension has none, and a panel that restarts takes its watcher with it.
 */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const WATCHER_PATH = '/StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';

/** How long the bus may take for an answer, in ms; a desktop that is slower than this counts as without a host. */
const PATIENCE = 3_000;

const rules: readonly string[] = [
  `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${WATCHER}'`,
  `type='signal',interface='${WATCHER}',member='StatusNotifierHostRegistered'`,
  `type='signal',interface='${WATCHER}',member='StatusNotifierHostUnregistered'`,
];

const isAboutHosts = ({ interface: name, member, body }: Message): boolean =>
  name === WATCHER
    ? member === 'StatusNotifierHostRegistered' || member === 'StatusNotifierHostUnregistered'
    : name === BUS && member === 'NameOwnerChanged' && body?.[0] === WATCHER;

/** The bus name behind the watcher when it has a host; null when no icon would be shown. */
const findHost = async (bus: MessageBus): Promise<string | null> => {
  try {
    const owner: unknown = await bus.invoke({
      destination: BUS,
      path: '/org/freedesktop/DBus',
      interface: BUS,
      member: 'GetNameOwner',
      signature: 's',
      body: [WATCHER],
    });
    const registered: unknown = await bus.invoke({
      destination: WATCHER,
      path: WATCHER_PATH,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [WATCHER, 'IsStatusNotifierHostRegistered'],
    });
    return registered === true && typeof owner === 'string' ? owner : null;
  } catch {
    return null;
  }
};

/**
 * Tells at once, and again with every change, who shows tray icons: a name that differs from the one before means a
 * new host, to which the icon must be told anew; null means nobody. Without a session bus there is nobody. Returns
 * its stop.
 */
export const watchTrayHost = async (
  changed: (host: string | null) => void,
): Promise<() => void> => {
  if (!process.env['DBUS_SESSION_BUS_ADDRESS'] && !process.env['XDG_RUNTIME_DIR']) {
    changed(null);
    return () => undefined;
  }
  const { sessionBus } = await import('dbus-native');
  const state: { host: string | null | undefined; asked: number; ended: boolean } = {
    host: undefined,
    asked: 0,
    ended: false,
  };
  const tell = (host: string | null): void => {
    if (state.ended || host === state.host) return;
    state.host = host;
    changed(host);
  };
  try {
    const address = process.env['DBUS_SESSION_BUS_ADDRESS'];
    const bus = sessionBus({
      timeout: PATIENCE,
      busAddress: address || `unix:path=${process.env['XDG_RUNTIME_DIR'] ?? ''}/bus`,
    });
    const look = async (): Promise<void> => {
      state.asked += 1;
      const { asked } = state;
      const host = await findHost(bus);
      // A later signal asks again; only the latest answer counts.
      if (asked === state.asked) tell(host);
    };
    bus.connection.on('error', () => tell(null));
    bus.connection.on('close', () => tell(null));
    bus.connection.on('message', (message) => {
      if (isAboutHosts(message)) void look();
    });
    await Promise.all(rules.map((rule) => bus.watch(rule)));
    await look();
    return () => {
      state.ended = true;
      void bus.close();
    };
  } catch {
    tell(null);
    return () => {
      state.ended = true;
    };
  }
};
