import type { Exported } from '../credentials/formats.ts';
import type { Failure } from '../failure.ts';
import type { HandOver } from '../ledger.ts';
import { grantId, grantName, type GrantRef, type Seconds } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Requester } from '../session/requests.ts';
import type { Core } from './core.ts';
import { endpointsOfGrant } from './place.ts';

/** Credentials as they leave the app, with what is said beside them. */
export type Handed = Exported & {
  /** The profile's or identity's name. */
  readonly name: string;
  readonly region: string | null;
  /** What is left of them now, whole seconds, rounded down. */
  readonly left: Seconds;
};

export type Handing = {
  /** Valid credentials by the later of both clocks, or a failure: nothing ended is ever handed out (ST4). */
  held(target: GrantRef): Result<Handed, Failure>;
  /** The same for somebody, and a line in the ledger. */
  handOver(target: GrantRef, how: HandOver, to: Requester): Result<Handed, Failure>;
  /** The ledger's line for what leaves another way. */
  record(target: GrantRef, how: HandOver, to: Requester): void;
};

/** What is valid, on its way out. */
export const createHanding = ({ ports, store, time, wallet }: Core): Handing => {
  const held = (target: GrantRef): Result<Handed, Failure> => {
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
  };

  const record = (target: GrantRef, how: HandOver, to: Requester): void => {
    const expiresAt = wallet.get(grantId(target))?.expiresAt;
    if (expiresAt === undefined) return;
    ports.ledger.write({
      at: ports.clock.now(),
      target: grantId(target),
      how,
      to: to.program,
      pid: to.pid,
      expiresAt: time.local(expiresAt),
    });
  };

  return {
    held,
    record,
    handOver: (target, how, to) => {
      const handed = held(target);
      if (handed.ok) record(target, how, to);
      return handed;
    },
  };
};
