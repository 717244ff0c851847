import type { WayStep } from './grant-way.ts';

/** A way drawn from top to bottom: a mark for each station, a line to the next. Units are rem, so it grows with text. */
export type WayPicture = {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  readonly links: readonly Link[];
};

export type Mark = {
  readonly x: number;
  readonly y: number;
  readonly shape: 'key' | 'outside' | 'session' | 'role';
  /** Valid credentials are held there; a key is always at hand. */
  readonly filled: boolean;
};

/** From the lower edge of one mark to the upper edge of the next. */
export type Link = {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  /** The call along it carries a code: drawn dashed. */
  readonly code: boolean;
};

/** What a station takes in height, in rem: two lines of small text. */
export const STEP = 2.375;
const WIDTH = 1.25;
const RADIUS = 0.375;

const shapeOf = ({ is }: WayStep): Mark['shape'] => (is.kind === 'made' ? 'role' : is.kind);

const isAtHand = ({ is, endsAt }: WayStep): boolean =>
  is.kind === 'key' || is.kind === 'outside' || endsAt !== null;

/** Marks one under the other, each in the middle of its station's height. */
export const wayPicture = (way: readonly WayStep[]): WayPicture => {
  const x = WIDTH / 2;
  const y = (at: number): number => (at + 0.5) * STEP;
  return {
    width: WIDTH,
    height: way.length * STEP,
    marks: way.map((step, at) => ({ x, y: y(at), shape: shapeOf(step), filled: isAtHand(step) })),
    links: way.slice(1).map((step, at) => ({
      x,
      from: y(at) + RADIUS,
      to: y(at + 1) - RADIUS,
      code: step.code,
    })),
  };
};
