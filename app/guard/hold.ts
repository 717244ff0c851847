/** For so long, ms, a button is held down to confirm: longer than any click. */
export const HOLD = 1000;
