import type { PowerMonitor } from 'electron';
import type { Presence } from '../../app/ports-lock.ts';
import type { Platform } from '../../app/model.ts';
import { createLinuxPresence } from './linux-presence.ts';

/** What of Electron's power monitor is listened to. */
type Monitor = Pick<PowerMonitor, 'getSystemIdleTime' | 'on' | 'removeListener'>;

type Places = {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly monitor: Monitor;
};

/** Wayland tells no program how long keys were idle, and its X server sees only its own windows. */
const hasServerIdle = ({ platform, env }: Places): boolean =>
  platform !== 'linux' || (env['XDG_SESSION_TYPE'] !== 'wayland' && !!env['DISPLAY']);

/** Whether a person is there: by Electron, and on Linux by the desktop's buses where Electron does not listen. */
export const createPresence = (places: Places): Presence => {
  const { platform, env, monitor } = places;
  const serverIdle = (): number | null =>
    hasServerIdle(places) ? monitor.getSystemIdleTime() * 1000 : null;
  const desktop: Presence =
    platform === 'linux'
      ? createLinuxPresence(env, serverIdle)
      : {
          watch: ({ tells, away }) => {
            const locked = (): void => away('screen');
            tells({ screen: true, sleep: true, idle: true });
            monitor.on('lock-screen', locked);
            return () => void monitor.removeListener('lock-screen', locked);
          },
          idleFor: async () => serverIdle(),
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
  };
};
