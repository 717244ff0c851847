import type { Instant } from '../model.ts';
import type { Core } from './core.ts';

/** Waits of plans that take several calls. */
export type Pauses = {
  /** Resolves at an instant of STS's time; never when everything ends before. */
  until(at: Instant): Promise<void>;
  end(): void;
};

export const createPauses = ({ ports, time }: Pick<Core, 'ports' | 'time'>): Pauses => {
  const armed = new Set<() => void>();
  let ended = false;
  return {
    until: (at) =>
      new Promise((resolve) => {
        if (ended) return;
        const disarm = ports.clock.wakeAt(time.uptimeOf(at), () => {
          armed.delete(disarm);
          resolve();
        });
        armed.add(disarm);
      }),
    end: () => {
      ended = true;
      for (const disarm of armed) disarm();
      armed.clear();
    },
  };
};
