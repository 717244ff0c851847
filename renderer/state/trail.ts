import type { Panel } from '../../app/view/panels.ts';

/** The list of roles, or a panel in its place. */
export type View = 'roles' | Panel;

/** The panels that the way back leads through, the nearest last; the list stands before them all. */
export type Trail = readonly Panel[];

/** Where one step back leads. */
export const backFrom = (trail: Trail): View => trail.at(-1) ?? 'roles';

/** The way back once `to` is shown in place of `from`. A panel that it leads through already is gone back to. */
export const trailTo = (trail: Trail, from: View, to: View): Trail => {
  if (to === 'roles') return [];
  if (to === from) return trail;
  const passed = trail.indexOf(to);
  if (passed >= 0) return trail.slice(0, passed);
  return from === 'roles' ? [] : [...trail, from];
};
