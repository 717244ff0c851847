import type { Message, MessageBus } from 'dbus-native';
import { cameOrWent, openSessionBus, ownerRule, propertyOf } from './buses.ts';

/**
 * Who shows tray icons on this Linux desktop. Icons are told to `org.kde.StatusNotifierWatcher`, which passes them to
 * its hosts (panels); GNOME without an extension has none, and a panel that restarts takes its watcher with it.
 */
const WATCHER = 'org.kde.StatusNotifierWatcher';
const WATCHER_PATH = '/StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';

const rules: readonly string[] = [
  ownerRule(WATCHER),
  `type='signal',interface='${WATCHER}',member='StatusNotifierHostRegistered'`,
  `type='signal',interface='${WATCHER}',member='StatusNotifierHostUnregistered'`,
];

const isAboutHosts = (message: Message): boolean =>
  message.interface === WATCHER
    ? message.member === 'StatusNotifierHostRegistered' ||
      message.member === 'StatusNotifierHostUnregistered'
    : cameOrWent(message) === WATCHER;

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
    const registered = await propertyOf(
      bus,
      { destination: WATCHER, path: WATCHER_PATH },
      WATCHER,
      'IsStatusNotifierHostRegistered',
    );
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
    // A desktop whose bus is slower than its patience counts as without a host.
    const bus = await openSessionBus();
    if (bus === null) {
      tell(null);
      return () => undefined;
    }
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
