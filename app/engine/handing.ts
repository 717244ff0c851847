import type { Exported } from '../credentials/formats.ts';
import type { Failure } from '../failure.ts';
import type { HandOver, LedgerEntry, Refusal } from '../ledger.ts';
import { grantId, grantName, type GrantRef, type Seconds } from '../model.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Requester } from '../session/requests.ts';
import type { Core } from './core.ts';
import { endpointsOfGrant } from './place.ts';
import type { Asker } from './wanting.ts';

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
  handOver(target: GrantRef, how: HandOver, to: Requester, from?: Asker): Result<Handed, Failure>;
  /** The ledger's line for what leaves another way: where to, and whose wish it was. */
  record(target: GrantRef, how: HandOver, to: string, from: Asker | 'renewal'): void;
  /** The ledger's line for a program that got nothing. */
  refuse(target: GrantRef, how: HandOver, by: Requester, outcome: Refusal): void;
};

/** By which path somebody came, and who they are. */
export const pathOf = (
  how: HandOver,
  from: Asker | 'renewal',
): Pick<LedgerEntry, 'via' | 'by' | 'pid'> => {
  const nobody = { by: null, pid: null };
  const byProgram = how === 'endpoint' ? 'endpoint' : 'helper';
  switch (from) {
    case 'person':
      return { via: 'window', ...nobody };
    case 'menu':
    case 'renewal':
      return { via: from, ...nobody };
    case 'program':
      return { via: byProgram, ...nobody };
    default:
      return { via: byProgram, by: from.program, pid: from.pid };
  }
};

/** What is valid, on its way out. */
export const createHanding = ({ ports, store, time, wallet, look }: Core): Handing => {
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

  const keep = (entry: LedgerEntry): void => {
    ports.ledger.write(entry);
    store.apply({ kind: 'ledger-line', entry, now: time.now() });
    // A notice of it may fall due.
    if (store.state().fetches !== null) look();
  };

  const record: Handing['record'] = (target, how, to, from) => {
    const expiresAt = wallet.get(grantId(target))?.expiresAt;
    if (expiresAt === undefined) return;
    keep({
      at: ports.clock.now(),
      target: grantId(target),
      how,
      to,
      ...pathOf(how, from),
      outcome: 'given',
      expiresAt: time.local(expiresAt),
    });
  };

  return {
    held,
    record,
    handOver: (target, how, to, from = to) => {
      const handed = held(target);
      if (handed.ok) record(target, how, to.program, from);
      return handed;
    },
    refuse: (target, how, by, outcome) =>
      keep({
        at: ports.clock.now(),
        target: grantId(target),
        how,
        to: by.program,
        ...pathOf(how, by),
        outcome,
        expiresAt: null,
      }),
  };
};
