import type { MessageBus } from 'dbus-native';

/** How long the bus may take for an answer, in ms. */
const PATIENCE = 3_000;

/** The session bus of a Linux desktop; null where there is none. The caller closes it. */
export const openSessionBus = async (): Promise<MessageBus | null> => {
  const address = process.env['DBUS_SESSION_BUS_ADDRESS'];
  const folder = process.env['XDG_RUNTIME_DIR'];
  if (!address && !folder) return null;
  const { sessionBus } = await import('dbus-native');
  return sessionBus({ timeout: PATIENCE, busAddress: address || `unix:path=${folder ?? ''}/bus` });
};
