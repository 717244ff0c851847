import { demoWorld } from '../local-aws/demo-world.ts';
import { allow } from '../local-aws/support.ts';
import type { World } from '../local-aws/world.ts';

/** The demo's world, in which Ada may make and remove what she likes, as a trial needs it. */
export const makerWorld = (): World => {
  const world = demoWorld();
  world.accounts[0]?.users[0]?.policies.push(allow());
  return world;
};
