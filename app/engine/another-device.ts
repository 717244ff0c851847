import { ownDetail } from '../detail.ts';
import { userOfArn, devicesOf } from '../devices/identify.ts';
import { nextDevice } from '../devices/another-device.ts';
import type { Failure } from '../failure.ts';
import type { Identity, IdentityCheck } from '../model.ts';
import type { Signer } from '../ports.ts';
import { parseAwsFiles } from '../profiles/parse.ts';
import { fail, ok, type Result } from '../result.ts';
import { withReplaced, type AnotherDevice } from '../session/another-device.ts';
import { isLocked, unlockers } from '../session/lock.ts';
import type { Core, Sources } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Identities } from './identities.ts';
import { backendName } from './keys.ts';
import { noLockSince } from './since-lock.ts';

export type AnotherDeviceFinder = {
  /**
   * Asks AWS, while it is locked, whether an identity has another device by now, and asks for its codes from then on.
   * It opens nothing, whatever AWS says, and what it reads for that is kept nowhere.
   */
  find(identity: string): Promise<void>;
};

type Found = {
  readonly check: IdentityCheck;
  readonly listed: readonly string[];
};

/** The way out for whoever lost the only device: another one that AWS knows of. */
export const createAnotherDevice = (
  { ports, store }: Core,
  sources: Sources,
  { contextBy, learn }: Pick<IamAccess, 'contextBy' | 'learn'>,
  identities: Pick<Identities, 'replaceDevice'>,
): AnotherDeviceFinder => {
  /** The very key that was there when it was locked, read for this once: no other one has a say. */
  const keyOf = async ({
    name,
    origin,
    accessKeyId,
  }: Identity): Promise<Result<Signer, Failure>> => {
    if (origin === 'keychain') {
      const read = await ports.vault.read(name);
      if (!read.ok) return fail({ kind: 'vault', action: 'read', ...read.failure });
      if (read.value?.accessKeyId === accessKeyId) return ok({ ...read.value, sessionToken: null });
      return fail({
        kind: 'vault',
        action: 'read',
        backend: backendName(store.state().vault),
        detail: ownDetail(read.value === null ? 'item-gone' : 'other-key'),
      });
    }
    // Not into what the files are known by: the state stays as it was when it was locked.
    const keys = parseAwsFiles(await ports.awsFiles.read()).profiles.get(name)?.keys;
    return keys?.kind === 'long-term' && keys.accessKeyId === accessKeyId
      ? ok({ accessKeyId, secretAccessKey: keys.secretAccessKey, sessionToken: null })
      : fail({ kind: 'unknown-target', target: { kind: 'session', identity: name } });
  };

  /** Who the key is and which devices the user has, by AWS's word alone. */
  const askAws = async (identity: Identity): Promise<Result<Found, Failure>> => {
    const key = await keyOf(identity);
    if (!key.ok) return key;
    const sts = contextBy(identity.name, 'sts', key.value);
    const iam = contextBy(identity.name, 'iam', key.value);
    if (!sts.ok) return sts;
    if (!iam.ok) return iam;
    const caller = learn('GetCallerIdentity', await ports.sts.getCallerIdentity(sts.value));
    if (!caller.ok) return caller;
    const listed = learn('ListMFADevices', await ports.iam.listMfaDevices(iam.value));
    if (!listed.ok) return listed;
    const { arn, account } = caller.value;
    const alias = identity.check.kind === 'known' ? identity.check.alias : null;
    const user = userOfArn(arn)?.name ?? null;
    const devices = devicesOf(arn, listed.value);
    return ok({
      check: { kind: 'known', arn, account, alias, user, devices },
      listed: listed.value,
    });
  };

  /** What became of it; the serial that is asked for is another one afterwards, or the same, but never none. */
  const carryOut = async (
    identity: Identity,
    current: string,
    of: number,
    isOver: () => boolean,
  ): Promise<void> => {
    const { name } = identity;
    const before = store.state().anotherDevice;
    const isReplaced = before.kind === 'found' && before.of === of && before.identity === name;
    const journalled = (outcome: AnotherDevice['kind']): void =>
      ports.journal.write({ kind: 'device-looked-up', facts: { identity: name, outcome } });
    const tell = (lookup: AnotherDevice): void => {
      journalled(lookup.kind);
      store.apply({ kind: 'another-device', lookup });
    };
    const mine = { identity: name, of };
    store.apply({ kind: 'another-device', lookup: { kind: 'asking', ...mine } });
    const asked = await askAws(identity);
    if (isOver()) return;
    if (!asked.ok) return tell({ kind: 'failed', failure: asked.failure, ...mine });
    const next = nextDevice(current, asked.value.listed, isReplaced);
    if (next.kind !== 'found') return tell({ kind: next.kind, ...mine });
    const { serial } = next;
    const inFile = identity.origin === 'file';
    const kept = inFile ? ok(null) : await identities.replaceDevice(name, serial);
    if (isOver()) return;
    if (!kept.ok) return tell({ kind: 'failed', failure: kept.failure, ...mine });
    // What the files name is read again for a code.
    sources.replaced = withReplaced(sources.replaced, current, serial);
    const { check } = asked.value;
    sources.checks = new Map(sources.checks).set(name, check);
    if (check.kind === 'known') {
      const alias = check.alias ?? store.state().keyOwners.get(identity.accessKeyId)?.alias ?? null;
      const owner = { arn: check.arn, account: check.account, alias };
      store.apply({ kind: 'key-owners', owners: new Map([[identity.accessKeyId, owner]]) });
    }
    const lookup = { kind: 'found', serial, inFile, ...mine } as const;
    journalled(lookup.kind);
    store.apply({ kind: 'device-replaced', lookup, check: asked.value.check });
  };

  return {
    find: async (name) => {
      const state = store.state();
      const { anotherDevice, lock } = state;
      const identity = state.identities.get(name);
      if (!state.loaded || lock.kind !== 'locked' || !unlockers(state).includes(name)) return;
      if (anotherDevice.kind === 'asking' && anotherDevice.of === lock.locks) return;
      if (identity === undefined || identity.serial === null) return;
      const sameLock = noLockSince(store);
      const isOver = (): boolean => !sameLock() || store.state().lock.kind !== 'locked';
      try {
        await carryOut(identity, identity.serial, lock.locks, isOver);
      } finally {
        if (isLocked(store.state())) ports.lockKeeping.letGo();
      }
    },
  };
};
