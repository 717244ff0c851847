import type { Phase } from '../../app/view/window.ts';
import { heldIn } from './held-in.ts';

/** A ring's stroke is measured in hundredths of its turn. */
export const TURN = 100;

/** Steps of a turn that can be told apart at 20 px; fewer redraws than pixels. */
const STEPS = 100;

/** The least that is drawn of what is left: less is no mark at 20 px. */
const LEAST = 4;

/** What is left of a life, 0..1, in steps of a hundredth; something left is never drawn as nothing. */
export const fractionLeft = (obtainedAt: number, endsAt: number, now: number): number => {
  const life = endsAt - obtainedAt;
  if (life <= 0 || endsAt <= now) return 0;
  const left = Math.min(1, (endsAt - now) / life);
  return Math.max(LEAST, Math.round(left * STEPS)) / STEPS;
};

/** The part of the ring that a phase fills, 0..1. */
export const ringFraction = (phase: Phase, now: number): number => {
  const life = heldIn(phase);
  return life === null ? 0 : fractionLeft(life.obtainedAt, life.endsAt, now);
};

/** The dash pattern that draws the filled part, clockwise from the top; what is left runs down to nothing. */
export const ringDash = (fraction: number): string => `${Math.round(fraction * TURN)} ${TURN}`;
