import { isProduction } from '../guard/production.ts';
import type { Role, Seconds } from '../model.ts';
import { allowedLife } from '../session/maximums.ts';
import type { AppState } from '../session/state.ts';

/** How long roles last that name no duration: production less, and never more, than others. */
export const usualLife = (role: Role, state: AppState): Seconds => {
  const { credentialLife, productionLife } = state.settings;
  return isProduction(state, { kind: 'role', profile: role.profile })
    ? Math.min(credentialLife, productionLife)
    : credentialLife;
};

/** The life a role is wanted for, by its profile or the settings, and never above what it is known to allow. */
export const wantedLife = (role: Role, state: AppState): Seconds =>
  Math.min(role.durationSeconds ?? usualLife(role, state), allowedLife(state, role.roleArn));
