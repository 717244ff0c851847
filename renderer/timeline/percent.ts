/** A part of the axis, 0..1, as CSS has it. */
export const percent = (part: number): string => `${Math.round(part * 10_000) / 100}%`;
