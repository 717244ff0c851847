import type { PowerMonitor, SystemPreferences } from 'electron';
import type { Presence } from '../../app/ports-lock.ts';
import type { Platform } from '../../app/model.ts';
import { createLinuxPresence } from './linux-presence.ts';

/** What of Electron's power monitor is listened to. */
type Monitor = Pick<PowerMonitor, 'getSystemIdleTime' | 'on' | 'removeListener'>;

type Places = {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly monitor: Monitor;
  readonly preferences: Pick<SystemPreferences, 'canPromptTouchID' | 'promptTouchID'>;
};

/** Wayland tells no program how long keys were idle, and its X server sees only its own windows. */
const hasServerIdle = ({ platform, env }: Places): boolean =>
  platform !== 'linux' || (env['XDG_SESSION_TYPE'] !== 'wayland' && !!env['DISPLAY']);

/** Whether a person is there: by Electron, and on Linux by the desktop's buses where Electron does not listen. */
export const createPresence = (places: Places): Presence => {
  const { platform, env, monitor } = places;
  const touch = platform === 'darwin' ? places.preferences : null;
  const serverIdle = (): number | null =>
    hasServerIdle(places) ? monitor.getSystemIdleTime() * 1000 : null;
  const desktop: Presence =
    platform === 'linux'
      ? createLinuxPresence(env, serverIdle)
      : {
          watch: ({ tells, away }) => {
            // Asked again when a person comes back, not when they go: a sensor under a shut lid is none until it is opened.
            const tell = (): void =>
              tells({
                screen: true,
                sleep: true,
                idle: true,
                finger: touch?.canPromptTouchID() ?? false,
              });
            const locked = (): void => away('screen');
            tell();
            monitor.on('lock-screen', locked);
            monitor.on('unlock-screen', tell);
            monitor.on('resume', tell);
            return () => {
              monitor.removeListener('lock-screen', locked);
              monitor.removeListener('unlock-screen', tell);
              monitor.removeListener('resume', tell);
            };
          },
          idleFor: async () => serverIdle(),
          askFinger: async (reason) =>
            touch === null
              ? false
              : touch.promptTouchID(reason).then(
                  () => true,
                  // Cancelled, not recognised, or no sensor at hand, such as under a lid.
                  () => false,
                ),
        };
  return {
    watch: (listener) => {
      const sleeps = (): void => listener.away('sleep');
      const stop = desktop.watch(listener);
      monitor.on('suspend', sleeps);
      return () => {
        monitor.removeListener('suspend', sleeps);
        stop();
      };
    },
    idleFor: desktop.idleFor,
    askFinger: desktop.askFinger,
  };
};
