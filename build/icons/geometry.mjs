/** Path pieces the figures are made of. Turns run from 0 to 1, clockwise from the top. */

const n = (/** @type {number} */ value) => Number(value.toFixed(3)).toString();

/**
 * @param {number} turn
 * @param {number} radius
 * @param {number} cx
 * @param {number} cy
 */
const point = (turn, radius, cx, cy) => {
  const angle = turn * 2 * Math.PI;
  return `${n(cx + radius * Math.sin(angle))} ${n(cy - radius * Math.cos(angle))}`;
};

/**
 * A circle; drawn the other way round it is a hole in what surrounds it.
 * @param {number} cx
 * @param {number} cy
 * @param {number} r
 * @param {0 | 1} sweep
 */
const circle = (cx, cy, r, sweep) =>
  `M${n(cx - r)} ${n(cy)}a${n(r)} ${n(r)} 0 1 ${sweep} ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 ${sweep} ${n(-2 * r)} 0Z`;

/**
 * A filled circle.
 * @param {number} cx
 * @param {number} cy
 * @param {number} r
 */
export const disc = (cx, cy, r) => circle(cx, cy, r, 1);

/**
 * A ring between two radii.
 * @param {number} cx
 * @param {number} cy
 * @param {number} outer
 * @param {number} inner
 */
export const ring = (cx, cy, outer, inner) =>
  `${circle(cx, cy, outer, 1)}${circle(cx, cy, inner, 0)}`;

/**
 * The part of a ring between two turns; a whole turn is the ring itself.
 * @param {number} cx
 * @param {number} cy
 * @param {number} outer
 * @param {number} inner
 * @param {number} from
 * @param {number} to
 */
export const sector = (cx, cy, outer, inner, from, to) => {
  if (to - from >= 1) return ring(cx, cy, outer, inner);
  const large = to - from > 0.5 ? 1 : 0;
  return [
    `M${point(from, outer, cx, cy)}`,
    `A${n(outer)} ${n(outer)} 0 ${large} 1 ${point(to, outer, cx, cy)}`,
    `L${point(to, inner, cx, cy)}`,
    `A${n(inner)} ${n(inner)} 0 ${large} 0 ${point(from, inner, cx, cy)}Z`,
  ].join('');
};

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} [radius]
 */
export const box = (x, y, width, height, radius = 0) => {
  const r = Math.min(radius, width / 2, height / 2);
  if (r === 0) return `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}Z`;
  const arc = (/** @type {number} */ dx, /** @type {number} */ dy) =>
    `a${n(r)} ${n(r)} 0 0 1 ${n(dx)} ${n(dy)}`;
  return [
    `M${n(x + r)} ${n(y)}h${n(width - 2 * r)}${arc(r, r)}v${n(height - 2 * r)}${arc(-r, r)}`,
    `h${n(2 * r - width)}${arc(-r, -r)}v${n(2 * r - height)}${arc(r, -r)}Z`,
  ].join('');
};

/**
 * A keyhole, a round bow over a flaring slot, its middle at the given point.
 * @param {number} cx
 * @param {number} cy
 * @param {number} height
 */
export const keyhole = (cx, cy, height) => {
  const bow = height * 0.31;
  const top = cy - height / 2;
  const neck = height * 0.14;
  const foot = height * 0.27;
  const from = top + bow * 1.5;
  return `${disc(cx, top + bow, bow)}M${n(cx - neck)} ${n(from)}L${n(cx + neck)} ${n(from)}L${n(cx + foot)} ${n(top + height)}L${n(cx - foot)} ${n(top + height)}Z`;
};

/**
 * A bar between two points.
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {number} width
 */
export const bar = (x1, y1, x2, y2, width) => {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const dx = ((y2 - y1) / length) * (width / 2);
  const dy = ((x2 - x1) / length) * (width / 2);
  return `M${n(x1 + dx)} ${n(y1 - dy)}L${n(x2 + dx)} ${n(y2 - dy)}L${n(x2 - dx)} ${n(y2 + dy)}L${n(x1 - dx)} ${n(y1 + dy)}Z`;
};
