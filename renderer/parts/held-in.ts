import type { Life, Phase } from '../../app/view/window.ts';

/**
 * The life of what is held in a phase; null: nothing valid is. What asks for its code ahead of its end is held until
 * then like anything else.
 */
export const heldIn = (phase: Phase): Life | null => ('obtainedAt' in phase ? phase : null);
