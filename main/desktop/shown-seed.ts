import type { ShownSeed } from '../../app/bridge.ts';
import type { DeviceSeed } from '../../app/engine/device-wizard.ts';
import { reveal } from '../../app/secret.ts';

/** The one secret that goes from main to a window: the wizard's, over a channel of its own. */
export const shownSeed = (seed: DeviceSeed | null): ShownSeed | null =>
  seed === null ? null : { text: reveal(seed.text), uri: reveal(seed.uri) };
