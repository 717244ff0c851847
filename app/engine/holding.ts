import type { Exported } from '../credentials/formats.ts';
import type { Failure } from '../failure.ts';
import { grantId, grantName, type GrantRef, type Seconds } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import { isLocked, lockedFailure } from '../session/lock.ts';
import type { Core } from './core.ts';
import { endpointsOfGrant } from '../session/grant-endpoints.ts';

/** Credentials as they leave the app, with what is said beside them. */
export type Handed = Exported & {
  /** The profile's or identity's name. */
  readonly name: string;
  readonly region: string | null;
  /** What is left of them now, whole seconds, rounded down. */
  readonly left: Seconds;
};

export type Holding = {
  /**
   * Valid credentials by the later of both clocks, or a failure: nothing ended is ever handed out (ST4). They are for
   * the engine's own calls: what leaves the app leaves by engine/handing.
   */
  held(target: GrantRef): Result<Handed, Failure>;
};

/** What is valid. */
export const createHolding = ({ store, time, wallet }: Core): Holding => ({
  held: (target) => {
    if (isLocked(store.state())) return fail(lockedFailure);
    const id = grantId(target);
    const credentials = wallet.get(id);
    const about = store.state().grants.get(id)?.held ?? null;
    const now = time.latest();
    if (credentials === undefined || about === null || credentials.expiresAt <= now)
      return fail({ kind: 'nothing-valid', target });
    const named =
      target.kind === 'role' ? store.state().roles.get(target.profile)?.account : undefined;
    const account = named ?? about.arn?.split(':')[4] ?? '';
    return ok({
      name: grantName(target),
      credentials,
      startedAt: about.obtainedAt,
      account: /^\d{12}$/.test(account) ? account : null,
      region: endpointsOfGrant(store.state(), target)?.region ?? null,
      left: Math.floor((credentials.expiresAt - now) / 1000),
    });
  },
});
