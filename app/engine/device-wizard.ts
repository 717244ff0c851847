import { stepOf, nextCodeAt } from '../credentials/mfa-code.ts';
import { sessionCall } from '../credentials/plan.ts';
import type { DeviceFailure } from '../devices/device-failure.ts';
import {
  afterEnable,
  checkDeviceName,
  deviceName,
  isLearning,
  judgeCodes,
  judgeProof,
  mayHaveActed,
  MOST_DEVICES,
  serialOf,
  suggestDeviceName,
} from '../devices/register.ts';
import { otpauthUri } from '../devices/totp.ts';
import { userOfArn } from '../devices/identify.ts';
import type { Failure } from '../failure.ts';
import type { IdentityCheck } from '../model.ts';
import type { Secret } from '../secret.ts';
import type { DeviceStep } from '../session/device-wizard.ts';
import type { Codes } from './codes.ts';
import type { Copying } from './copying.ts';
import type { Core } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Identities } from './identities.ts';
import type { MadeDevicesKeeper } from './made-devices.ts';

/** What the wizard's window draws, and nobody else ever sees. */
export type DeviceSeed = { readonly text: Secret; readonly uri: Secret };

export type DeviceWizardDoer = {
  open(identity: string): Promise<void>;
  name(name: string, replace: boolean): Promise<void>;
  enable(first: string, second: string): Promise<void>;
  prove(code: string): Promise<void>;
  copySeed(): Promise<void>;
  /**
   * Closes the window and forgets the seed at once; a device that is nobody's yet is then removed. A person is led
   * back to the panel about the identity; `ending`: the app is quit, and nothing comes up.
   */
  leave(ending?: 'ending'): Promise<void>;
  /** While the device is nobody's; null: there is none to show. */
  seed(): DeviceSeed | null;
  /** The seed of the device that was just made, for whoever wants it kept; null: the wizard holds none. */
  held(): Secret | null;
};

type Known = Extract<IdentityCheck, { readonly kind: 'known' }>;

const device = (cause: DeviceFailure): Failure => ({ kind: 'device', cause });

/**
 * The device wizard (EX4): one virtual device at a time, from its name to its first session. The seed is held here, as
 * a Secret, and only as long as the window is open.
 */
export const createDeviceWizard = (
  core: Core,
  parts: {
    readonly access: IamAccess;
    readonly identities: Identities;
    readonly codes: Codes;
    readonly copying: Copying;
    readonly made: MadeDevicesKeeper;
    readonly leadTo: (identity: string) => void;
  },
): DeviceWizardDoer => {
  const { ports, store, time, look } = core;
  const { access, identities, codes, copying, made } = parts;
  /** Counts openings: an answer of an earlier one no longer matters. */
  let turn = 0;
  let seed: Secret | null = null;

  const current = () => {
    const { wizard } = store.state().devices;
    return wizard.kind === 'open' ? wizard : null;
  };

  const put = (identity: string, step: DeviceStep, failure: Failure | null = null): void =>
    store.apply({ kind: 'device-wizard', wizard: { kind: 'open', identity, step, failure } });

  const knownOf = (identity: string): Known | null => {
    const check = store.state().identities.get(identity)?.check;
    return check?.kind === 'known' ? check : null;
  };

  /** Why no device can be made for an identity; null: one can. */
  const barrier = (identity: string): Failure | null => {
    const one = store.state().identities.get(identity);
    if (one === undefined) return { kind: 'unknown-target', target: { kind: 'session', identity } };
    if (one.origin === 'file') return device({ kind: 'key-in-file', identity });
    if (one.check.kind === 'failed') return one.check.failure;
    const known = knownOf(identity);
    if (known === null) return null;
    if (known.user === null || userOfArn(known.arn) === null)
      return device({ kind: 'no-user', identity });
    const count = known.devices.filter(({ kind }) => kind !== 'guessed').length;
    return count < MOST_DEVICES ? null : device({ kind: 'too-many', user: known.user, count });
  };

  const suggestion = (identity: string): string => {
    const known = knownOf(identity);
    const listed = (known?.devices ?? []).filter(({ kind }) => kind !== 'guessed');
    return suggestDeviceName(
      known?.user ?? identity,
      listed.map(({ serial }) => serial),
    );
  };

  /** Why a name was not taken by AWS. */
  const nameFailure = async (
    identity: string,
    { name, serial }: { readonly name: string; readonly serial: string },
    failure: Failure,
  ): Promise<Failure> => {
    if (failure.kind !== 'aws') return failure;
    const user = knownOf(identity)?.user ?? identity;
    if (failure.cause === 'denied' && name !== user)
      return device({ kind: 'name-denied', user, cause: failure });
    if (failure.cause !== 'name-exists') return failure;
    const context = await access.contextFor(identity, 'iam', 'session-or-key');
    const listed = context.ok
      ? access.learn(
          'ListVirtualMFADevices',
          await ports.iamChanges.listVirtualMfaDevices(context.value, 'unassigned'),
        )
      : context;
    const unassigned = listed.ok && listed.value.some((one) => one.serial === serial);
    return device({ kind: 'device-name-taken', name, unassigned });
  };

  const create = async (
    identity: string,
    { name, serial }: { readonly name: string; readonly serial: string },
    replace: boolean,
    isStale: () => boolean,
  ): Promise<void> => {
    const refuse = (failure: Failure): void => {
      if (!isStale()) put(identity, { kind: 'naming', name, busy: false }, failure);
    };
    const mine = { identity, serial };
    // Its seed is lost, so it can only be made again.
    if (replace || made.isNoted(serial)) {
      const removed = await made.remove(mine);
      if (!removed.ok)
        return refuse(device({ kind: 'not-removed', serial, cause: removed.failure }));
      if (removed.value === 'assigned')
        return refuse(device({ kind: 'device-name-taken', name, unassigned: false }));
    }
    const noted = await made.note(mine);
    if (!noted.ok) return refuse(noted.failure);
    const context = await access.contextFor(identity, 'iam', 'session-or-key');
    const answer = context.ok
      ? access.learn(
          'CreateVirtualMFADevice',
          await ports.iamChanges.createVirtualMfaDevice(context.value, { name, tags: [] }),
        )
      : context;
    ports.journal.write({ kind: 'device-made', facts: { identity, serial, ok: answer.ok } });
    if (!answer.ok) {
      // Of one that may have been made after all the note stays: the next try removes it first.
      if (!mayHaveActed(answer.failure)) await made.forget(serial);
      return refuse(await nameFailure(identity, { name, serial }, answer.failure));
    }
    if (answer.value.serial !== serial) {
      await made.note({ identity, serial: answer.value.serial });
      await made.forget(serial);
    }
    // Left while AWS made it.
    if (isStale()) return void (await made.remove({ identity, serial: answer.value.serial }));
    seed = answer.value.seed;
    put(identity, { kind: 'scanning', serial: answer.value.serial, busy: false });
  };

  /** The device is the user's: from here on its codes are the ones that are asked for. */
  const enabled = async (identity: string, serial: string): Promise<void> => {
    await made.forget(serial);
    await identities.chooseDevice(identity, serial);
    look();
  };

  /** Whether a device is the user's, as far as AWS says; null: it does not say. */
  const isAssigned = async (identity: string, serial: string): Promise<boolean | null> => {
    const context = await access.contextFor(identity, 'iam', 'session-or-key');
    if (!context.ok) return null;
    const listed = access.learn('ListMFADevices', await ports.iam.listMfaDevices(context.value));
    return listed.ok ? listed.value.includes(serial) : null;
  };

  const clearCopy = async (): Promise<void> => {
    if (store.state().clipboard?.what === 'device-seed') await copying.clear();
  };

  const close = (): void => {
    turn += 1;
    seed = null;
    store.apply({ kind: 'device-wizard', wizard: { kind: 'closed' } });
    ports.desktop.closeDeviceWizard();
  };

  return {
    open: async (identity) => {
      if (current() !== null) return ports.desktop.openDeviceWizard();
      turn += 1;
      const mine = turn;
      put(identity, { kind: 'beginning' });
      ports.desktop.openDeviceWizard();
      if (store.state().identities.get(identity)?.origin === 'keychain')
        await identities.check(identity);
      if (turn !== mine) return;
      const failure = barrier(identity);
      if (failure !== null) return put(identity, { kind: 'barred' }, failure);
      put(identity, { kind: 'naming', name: suggestion(identity), busy: false });
    },
    name: async (typed, replace) => {
      const wizard = current();
      if (wizard === null || wizard.step.kind !== 'naming' || wizard.step.busy) return;
      const { identity } = wizard;
      const mine = turn;
      const name = checkDeviceName(typed);
      if (!name.ok)
        return put(identity, { kind: 'naming', name: typed, busy: false }, device(name.failure));
      const serial = serialOf(knownOf(identity)?.arn ?? '', name.value);
      if (serial === null)
        return put(identity, { kind: 'barred' }, device({ kind: 'no-user', identity }));
      put(identity, { kind: 'naming', name: name.value, busy: true });
      await create(identity, { name: name.value, serial }, replace, () => turn !== mine);
    },
    enable: async (first, second) => {
      const wizard = current();
      if (wizard === null || wizard.step.kind !== 'scanning' || wizard.step.busy) return;
      const { identity } = wizard;
      const { serial } = wizard.step;
      const mine = turn;
      const refuse = (failure: Failure): void => {
        if (turn === mine) put(identity, { kind: 'scanning', serial, busy: false }, failure);
      };
      const judged = judgeCodes(first, second, seed, time.now());
      if (!judged.ok) return refuse(device(judged.failure));
      const { codes: two, step, drift } = judged.value;
      put(identity, { kind: 'scanning', serial, busy: true });
      const user = knownOf(identity)?.user ?? identity;
      const context = await access.contextFor(identity, 'iam', 'session-or-key');
      if (!context.ok) return refuse(context.failure);
      // Both are spent, whatever becomes of the call (aws-rules.md).
      await codes.spendStep(serial, two[1], Math.max(step ?? 0, stepOf(time.now())));
      const answer = access.learn(
        'EnableMFADevice',
        await ports.iamChanges.enableMfaDevice(context.value, { user, serial, codes: two }),
        true,
      );
      const took = afterEnable(answer, drift);
      ports.journal.write({ kind: 'device-enabled', facts: { identity, serial, took: took.kind } });
      if (took.kind === 'refused') return refuse(took.failure);
      if (took.kind === 'look') {
        const assigned = await isAssigned(identity, serial);
        if (assigned !== true)
          return refuse(device({ kind: 'device-unsure', cause: took.failure }));
      }
      await enabled(identity, serial);
      if (turn === mine)
        put(identity, { kind: 'proving', serial, enabledAt: time.now(), busy: false });
    },
    prove: async (typed) => {
      const wizard = current();
      if (wizard === null || wizard.step.kind !== 'proving' || wizard.step.busy) return;
      const { identity, step } = wizard;
      const { serial, enabledAt } = step;
      const mine = turn;
      const refuse = (failure: Failure): void => {
        if (turn === mine) put(identity, { ...step, busy: false }, failure);
      };
      const code = seed === null ? null : judgeProof(typed, seed, time.now());
      if (code !== null && !code.ok) return refuse(code.failure);
      put(identity, { ...step, busy: true });
      const failure = await codes.prove({ ...sessionCall(store.state(), identity), serial }, typed);
      if (failure !== null && isLearning(failure, enabledAt, time.now())) {
        const next = nextCodeAt(store.state().spentSteps.get(serial), time.now()) ?? time.now();
        return refuse(device({ kind: 'learning', nextCodeAt: time.local(next) }));
      }
      if (failure !== null) return refuse(failure);
      if (turn === mine) put(identity, { kind: 'done', serial });
      await identities.check(identity);
    },
    copySeed: async () => {
      const wizard = current();
      if (wizard === null || seed === null || wizard.step.kind !== 'scanning') return;
      const target = { kind: 'session', identity: wizard.identity } as const;
      const held = await copying.hold(target, seed, 'device-seed');
      if (!held.ok) put(wizard.identity, wizard.step, held.failure);
    },
    leave: async (ending) => {
      const wizard = current();
      if (wizard === null) return;
      const { identity, step } = wizard;
      close();
      if (ending === undefined) parts.leadTo(identity);
      const clearing = clearCopy();
      if (step.kind === 'scanning') {
        const removed = await made.remove({ identity, serial: step.serial });
        // The answer to its enabling was lost, and it had been enabled.
        if (removed.ok && removed.value === 'assigned') {
          await enabled(identity, step.serial);
          await identities.check(identity);
        }
      } else if (step.kind === 'proving') await identities.check(identity);
      await clearing;
    },
    seed: () => {
      const wizard = current();
      if (wizard === null || seed === null || wizard.step.kind !== 'scanning') return null;
      const known = knownOf(wizard.identity);
      const of = {
        user: known?.user ?? wizard.identity,
        account: known?.alias ?? known?.account ?? '',
        device: deviceName(wizard.step.serial),
      };
      return { text: seed, uri: otpauthUri(seed, of) };
    },
    held: () => seed,
  };
};
