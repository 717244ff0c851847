import type { ServerClock } from './clock.ts';
import { worldSchema, type World, type WorldInput } from './world.ts';

/** The world over time: IAM is eventually consistent, so a change may show only later. */
export type WorldHistory = {
  /** The world the server acts on now. */
  visible(): World;
  /** The newest world, whether it shows yet or not. */
  newest(): World;
  /** Replaces the world; it shows after so many seconds of the server's clock. */
  change(next: WorldInput, visibleAfterSeconds: number): void;
};

export const createWorldHistory = (initial: WorldInput, clock: ServerClock): WorldHistory => {
  const first = worldSchema.parse(initial);
  const versions: { readonly from: number; readonly world: World }[] = [
    { from: -Infinity, world: first },
  ];
  return {
    visible: () => {
      const now = clock.now();
      return versions.findLast(({ from }) => from <= now)?.world ?? first;
    },
    newest: () => versions.at(-1)?.world ?? first,
    change: (next, visibleAfterSeconds) => {
      const from = clock.now() + visibleAfterSeconds * 1000;
      versions.push({ from, world: worldSchema.parse(next) });
    },
  };
};
