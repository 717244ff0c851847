import {
  cameOrWent,
  changedProperties,
  changesRule,
  isOnBus,
  openSessionBus,
  ownerRule,
  propertyOf,
} from './buses.ts';

const A11Y = { destination: 'org.a11y.Bus', path: '/org/a11y/bus' } as const;
const STATUS = 'org.a11y.Status';
const READS = 'ScreenReaderEnabled';

/**
 * Tells once a screen reader such as Orca is at work on this Linux desktop, now or later. Electron does not look for
 * one there: without being told it shows an empty window to it. Returns its stop.
 */
export const watchScreenReader = async (found: () => void): Promise<() => void> => {
  const state = { ended: false };
  const bus = await openSessionBus().catch(() => null);
  if (bus === null) return () => undefined;
  const isThere = async (): Promise<boolean> =>
    // Asked first whether it runs: asking it anything would start it.
    (await isOnBus(bus, A11Y.destination)) && (await propertyOf(bus, A11Y, STATUS, READS)) === true;
  const look = async (): Promise<void> => {
    if (!state.ended && (await isThere().catch(() => false))) found();
  };
  bus.connection.on('error', () => undefined);
  bus.connection.on('message', (message) => {
    if (changedProperties(message)?.of === STATUS || cameOrWent(message) === A11Y.destination)
      void look();
  });
  await Promise.all(
    [changesRule(A11Y.path), ownerRule(A11Y.destination)].map((rule) => bus.watch(rule)),
  ).catch(() => undefined);
  await look();
  return () => {
    state.ended = true;
    void bus.close();
  };
};
