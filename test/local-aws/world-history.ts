import type { ServerClock } from './clock.ts';
import { worldSchema, type World, type WorldInput } from './world.ts';

/** What a change makes of a world. Made again on every world it comes to stand on, so it decides nothing anew. */
export type WorldChange = (world: World) => WorldInput;

/** The world over time: IAM is eventually consistent, so a change may show only later. */
export type WorldHistory = {
  /** The world the server acts on now: every change whose time has come, in the order they were made. */
  visible(): World;
  /** The newest world, whether it shows yet or not. */
  newest(): World;
  /** Changes the world; it shows after so many seconds of the server's clock. */
  change(change: WorldChange, visibleAfterSeconds: number): void;
};

type Made = { readonly from: number; readonly change: WorldChange };
/** A world, and which changes have gone into it. */
type Folded = { readonly changes: readonly Made[]; readonly world: World };

const fold = ({ changes, world }: Folded, made: readonly Made[]): Folded => ({
  changes: made,
  world: made
    .slice(changes.length)
    .reduce((folded, { change }) => worldSchema.parse(change(folded)), world),
});

const isStartOf = (made: readonly Made[], { changes }: Folded): boolean =>
  changes.length <= made.length && changes.every((one, index) => one === made[index]);

export const createWorldHistory = (initial: WorldInput, clock: ServerClock): WorldHistory => {
  const first: Folded = { changes: [], world: worldSchema.parse(initial) };
  let made: readonly Made[] = [];
  let newest = first;
  let shown = first;
  return {
    visible: () => {
      const now = clock.now();
      const ripe = made.filter(({ from }) => from <= now);
      shown = fold(isStartOf(ripe, shown) ? shown : first, ripe);
      return shown.world;
    },
    newest: () => newest.world,
    change: (change, visibleAfterSeconds) => {
      made = [...made, { from: clock.now() + visibleAfterSeconds * 1000, change }];
      newest = fold(newest, made);
    },
  };
};
