import type { Message } from 'dbus-native';
import { openSessionBus } from './session-bus.ts';

const A11Y = { destination: 'org.a11y.Bus', path: '/org/a11y/bus' } as const;
const STATUS = 'org.a11y.Status';
const READS = 'ScreenReaderEnabled';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const BUS = 'org.freedesktop.DBus';

const rules: readonly string[] = [
  `type='signal',interface='${PROPERTIES}',member='PropertiesChanged',path='${A11Y.path}'`,
  `type='signal',sender='${BUS}',interface='${BUS}',member='NameOwnerChanged',arg0='${A11Y.destination}'`,
];

const isAboutReaders = ({ member, body }: Message): boolean =>
  member === 'PropertiesChanged'
    ? body?.[0] === STATUS
    : member === 'NameOwnerChanged' && body?.[0] === A11Y.destination;

/**
 * Tells once a screen reader such as Orca is at work on this Linux desktop, now or later. Electron does not look for
 * one there: without being told it shows an empty window to it. Returns its stop.
 */
export const watchScreenReader = async (found: () => void): Promise<() => void> => {
  const state = { ended: false };
  const bus = await openSessionBus().catch(() => null);
  if (bus === null) return () => undefined;
  const isThere = async (): Promise<boolean> => {
    // Asked first whether it runs: asking it anything would start it.
    const runs: unknown = await bus.invoke({
      destination: BUS,
      path: '/org/freedesktop/DBus',
      interface: BUS,
      member: 'NameHasOwner',
      signature: 's',
      body: [A11Y.destination],
    });
    if (runs !== true) return false;
    const reads: unknown = await bus.invoke({
      ...A11Y,
      interface: PROPERTIES,
      member: 'Get',
      signature: 'ss',
      body: [STATUS, READS],
    });
    return reads === true;
  };
  const look = async (): Promise<void> => {
    if (!state.ended && (await isThere().catch(() => false))) found();
  };
  bus.connection.on('error', () => undefined);
  bus.connection.on('message', (message) => {
    if (isAboutReaders(message)) void look();
  });
  await Promise.all(rules.map((rule) => bus.watch(rule))).catch(() => undefined);
  await look();
  return () => {
    state.ended = true;
    void bus.close();
  };
};
