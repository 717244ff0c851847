import type { Message, MessageBus } from 'dbus-native';

/** How long a bus may take for an answer, in ms. */
const PATIENCE = 3_000;

const BUS = 'org.freedesktop.DBus';
const PROPERTIES = `${BUS}.Properties`;

/** Where a service of a bus keeps something. */
export type BusObject = { readonly destination: string; readonly path: string };

/** The session bus of a Linux desktop; null where there is none. The caller closes it. */
export const openSessionBus = async (): Promise<MessageBus | null> => {
  const address = process.env['DBUS_SESSION_BUS_ADDRESS'];
  const folder = process.env['XDG_RUNTIME_DIR'];
  if (!address && !folder) return null;
  const { sessionBus } = await import('dbus-native');
  return sessionBus({ timeout: PATIENCE, busAddress: address || `unix:path=${folder ?? ''}/bus` });
};

/** The bus of the whole computer. Where there is none, what is asked of it fails. The caller closes it. */
export const openSystemBus = async (): Promise<MessageBus> => {
  const { createClient } = await import('dbus-native');
  const address = process.env['DBUS_SYSTEM_BUS_ADDRESS'];
  return createClient({
    timeout: PATIENCE,
    busAddress: address || 'unix:path=/var/run/dbus/system_bus_socket',
  });
};

/** Whether a service runs. It is not started by being asked for. */
export const isOnBus = async (bus: MessageBus, name: string): Promise<boolean> => {
  const owned: unknown = await bus.invoke({
    destination: BUS,
    path: '/org/freedesktop/DBus',
    interface: BUS,
    member: 'NameHasOwner',
    signature: 's',
    body: [name],
  });
  return owned === true;
};

/** What one property of an object says. */
export const propertyOf = async (
  bus: MessageBus,
  of: BusObject,
  owner: string,
  name: string,
): Promise<unknown> =>
  bus.invoke({
    ...of,
    interface: PROPERTIES,
    member: 'Get',
    signature: 'ss',
    body: [owner, name],
  });

/** The rule by which a bus tells that a service came or went. */
export const ownerRule = (name: string): string =>
  `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${name}'`;

/**
 * Whether a message was told to all who listen: then the bus itself looked at who sent it, by the rule that was asked
 * for. Anybody, on the bus of the computer also another user, may send a signal to one program past all rules.
 */
export const isToAll = ({ destination }: Message): boolean => destination === undefined;

/** The service that came or went, if a message says so. */
export const cameOrWent = ({ sender, interface: from, member, body }: Message): string | null => {
  const [name] = body ?? [];
  return sender === BUS && from === BUS && member === 'NameOwnerChanged' && typeof name === 'string'
    ? name
    : null;
};

/** The rule by which a bus tells of changed properties of an object. */
export const changesRule = (path: string): string =>
  `type='signal',interface='${PROPERTIES}',member='PropertiesChanged',path='${path}'`;

/** Of which interface properties changed, and to what, if a message says so. */
export const changedProperties = ({
  interface: from,
  member,
  body,
}: Message): { readonly of: string; readonly to: Readonly<Record<string, unknown>> } | null => {
  const [of, to] = body ?? [];
  return from === PROPERTIES && member === 'PropertiesChanged' && typeof of === 'string'
    ? { of, to: typeof to === 'object' ? { ...to } : {} }
    : null;
};
