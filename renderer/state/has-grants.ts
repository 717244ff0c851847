import type { WindowSnapshot } from '../../app/view/window.ts';

/** Whether anything is held or can be started: else there is nothing to lock, and no lifetime to look at. */
export const hasGrants = ({
  sessions,
  made,
  groups,
}: Pick<WindowSnapshot, 'sessions' | 'made' | 'groups'>): boolean =>
  sessions.length > 0 ||
  made.length > 0 ||
  groups.some(({ rows }) => rows.some(({ broken, life }) => broken === null || life !== null));
