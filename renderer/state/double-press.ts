/** What a press was on: the button, and what it was called then; null: no button. */
export type Pressed = { readonly button: unknown; readonly name: string } | null;

/** Two presses of a key on buttons that follow each other faster, in ms, were meant as one. */
export const DOUBLE_PRESS = 250;

/**
 * Whether a second press, right after the first and in the same place, meets another button, or one that does something
 * else by now: whoever pressed twice saw neither.
 */
export const isAstray = (first: Pressed, second: Pressed): boolean =>
  first?.button !== second?.button || first?.name !== second?.name;
