import type { Presence } from '../../app/ports-lock.ts';
import type { Settings } from '../../app/settings.ts';
import { settle } from './model-clock.ts';
import { startModel, type Disk, type Model } from './model-engine.ts';
import type { Engine, Ports } from '../../app/index.ts';

/** A Mac whose sensor says what a test makes it say, at once or when a test lets it answer. */
export const modelMac = (finger = true) => {
  const asked: string[] = [];
  const state: { theirs: boolean; asked: string[]; waits: boolean } = {
    theirs: true,
    asked,
    waits: false,
  };
  const answers: ((theirs: boolean) => void)[] = [];
  const port: Presence = {
    watch: ({ tells }) => {
      tells({ screen: true, sleep: true, idle: true, finger });
      return () => undefined;
    },
    idleFor: async () => 0,
    askFinger: (reason) => {
      state.asked.push(reason);
      return state.waits
        ? new Promise((resolve) => {
            answers.push(resolve);
          })
        : Promise.resolve(state.theirs);
    },
  };
  const answer = async (theirs: boolean): Promise<void> => {
    for (const resolve of answers.splice(0)) resolve(theirs);
    await settle();
  };
  return { port, state, answer };
};

export type ModelMac = ReturnType<typeof modelMac>;

/** An app on it that keeps its sealed copies over a lock. */
export const startOnMac = (
  mac: Pick<ModelMac, 'port'>,
  options: {
    readonly settings?: Partial<Settings>;
    readonly disk?: Disk;
    readonly clock?: Model['clock'];
    readonly ports?: (ports: Ports) => Ports;
    readonly begun?: (engine: Engine) => void;
  } = {},
): Promise<Model> =>
  startModel({
    ...options,
    settings: { lockTouchId: 'on', ...options.settings },
    ports: (own) => {
      const ports = { ...own, presence: mac.port };
      return options.ports?.(ports) ?? ports;
    },
  });
