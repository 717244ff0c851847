import type { Instant } from '../model.ts';
import type { AppState } from '../session/state.ts';
import { feedOf, updateMode, type UpdateCheck } from '../session/updates.ts';
import type { Installed } from '../updates/installed.ts';

/** How it stands with new versions of the app. */
export type UpdatesView = {
  /** Of this one. */
  readonly version: string;
  /** null: not looked at yet. */
  readonly installed: Installed | null;
  readonly feed: string | null;
  readonly mode: 'off' | 'notify' | 'install';
  readonly checkedAt: Instant | null;
  readonly check: UpdateCheck;
  /** Whether a new version can be put in from here, since its signature is checked. */
  readonly installs: boolean;
};

export const updatesView = (
  state: AppState,
  version: string,
  local: (at: Instant) => Instant,
): UpdatesView => {
  const { installed, checkedAt, check } = state.updates;
  return {
    version,
    installed,
    feed: feedOf(state),
    mode: updateMode(state),
    checkedAt: checkedAt === null ? null : local(checkedAt),
    check,
    installs: installed?.kind === 'own' && installed.installs,
  };
};
