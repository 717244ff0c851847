import { nextCodeAt } from '../credentials/mfa-code.ts';
import type { Failure } from '../failure.ts';
import { grantName, type GrantRef, type Instant } from '../model.ts';
import { stillAlive } from '../session/lives-on.ts';
import {
  unlockers,
  type Finger,
  type LockCause,
  type LockState,
  type PanicState,
} from '../session/lock.ts';
import type { AnotherDevice } from '../session/another-device.ts';
import type { AppState } from '../session/state.ts';
import type { Ask } from './window.ts';

/** What is still good at AWS: its name, when it ends by the local clock, and how it can be revoked there. */
export type AliveView = {
  readonly name: string;
  readonly endsAt: Instant;
  /** The role whose sessions can be revoked; null: it is a session of a user. */
  readonly role: string | null;
};

/** The lock as the window draws it; instants by the local clock. */
export type LockView =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'locking' | 'locked';
      readonly since: Instant;
      readonly cause: LockCause;
      readonly alive: readonly AliveView[];
      readonly panic: PanicState;
      readonly failures: readonly Failure[];
      /** The policy that revokes is in the clipboard. */
      readonly copied: boolean;
      /** What became of asking for a finger; none: none opens it. */
      readonly finger: 'none' | Finger;
      /** What became of asking AWS for another device, in this lock. */
      readonly device: AnotherDevice;
    };

const roleOf = (state: AppState, target: GrantRef, arn: string | null): string | null => {
  const named = target.kind === 'role' ? state.roles.get(target.profile)?.roleName : undefined;
  return named ?? /:assumed-role\/([^/]+)\//.exec(arn ?? '')?.[1] ?? null;
};

const shutOf = (
  lock: Exclude<LockState, { readonly kind: 'open' }>,
): Pick<Extract<LockView, { kind: 'locked' | 'locking' }>, 'failures' | 'copied' | 'finger'> =>
  lock.kind === 'locked'
    ? {
        failures: lock.failures,
        copied: lock.copied,
        finger: lock.keeps ? lock.finger : 'none',
      }
    : { failures: [], copied: false, finger: 'none' };

export const lockView = (
  state: AppState,
  now: Instant,
  local: (at: Instant) => Instant,
): LockView => {
  const { lock } = state;
  if (lock.kind === 'open') return { kind: 'open' };
  return {
    kind: lock.kind,
    since: local(lock.since),
    cause: lock.cause,
    alive: stillAlive(lock.livesOn, now).map(({ target, arn, expiresAt }) => ({
      name: grantName(target),
      endsAt: local(expiresAt),
      role: roleOf(state, target, arn),
    })),
    panic: lock.panic,
    device:
      state.anotherDevice.kind !== 'none' && state.anotherDevice.of === lock.locks
        ? state.anotherDevice
        : { kind: 'none' },
    ...shutOf(lock),
  };
};

/** Whose code opens the lock: the one a person chose, else the first; none where a click does. */
export const askWhileLocked = (
  state: AppState,
  now: Instant,
  local: (at: Instant) => Instant,
): Ask => {
  const names = unlockers(state);
  const { chosen } = state.ask;
  const checked = [...state.codeChecks].find(([, { kind }]) => kind !== 'none')?.[0];
  const name = [chosen ?? '', checked ?? '', ...names].find((one) => names.includes(one)) ?? '';
  const identity = state.identities.get(name);
  if (state.lock.kind !== 'locked' || identity === undefined || identity.serial === null)
    return { kind: 'none' };
  const { serial, check } = identity;
  const code = state.codeChecks.get(identity.name) ?? { kind: 'none' };
  const next = nextCodeAt(state.spentSteps.get(serial), now);
  return {
    kind: 'asked',
    identity: identity.name,
    account: check.kind === 'known' ? check.account : null,
    serial,
    waiting: [],
    waitingCount: 0,
    askedBy: [],
    nextCodeAt: next === null ? null : local(next),
    checking: code.kind === 'checking',
    failure: code.kind === 'refused' ? code.failure : null,
    refusals: code.kind === 'refused' ? code.refusals : 0,
    ending: null,
    others: names.filter((other) => other !== identity.name),
  };
};
