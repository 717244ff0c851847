import { stepOf } from '../credentials/mfa-code.ts';
import { afterEnable, judgeCodes } from '../devices/register.ts';
import type { Failure } from '../failure.ts';
import { knownOf } from '../model.ts';
import type { CallContext } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { DeviceAct } from '../session/device-wizard.ts';
import type { Codes } from './codes.ts';
import type { Core } from './core.ts';
import type { IamAccess } from './iam-access.ts';
import type { Identities } from './identities.ts';
import type { MadeDevicesKeeper } from './made-devices.ts';

type Named = { readonly identity: string; readonly serial: string };
type Done = Result<null, Failure>;

export type DeviceActs = {
  resync(device: Named, first: string, second: string): Promise<void>;
  deactivate(device: Named): Promise<void>;
  /** Deactivates and deletes a virtual device; one that could not be deleted then is kept in mind. */
  delete(device: Named): Promise<void>;
  removeLeft(device: Named): Promise<void>;
};

/** What is done to a device that there is already, one thing at a time. */
export const createDeviceActs = (
  core: Core,
  parts: {
    readonly access: IamAccess;
    readonly identities: Identities;
    readonly codes: Codes;
    readonly made: MadeDevicesKeeper;
  },
): DeviceActs => {
  const { ports, store, time } = core;
  const { access, identities, codes, made } = parts;

  const userOf = (identity: string): string =>
    knownOf(store.state().identities.get(identity)?.check)?.user ?? identity;

  const act = async (
    device: Named,
    which: DeviceAct,
    work: (context: CallContext) => Promise<Done>,
  ): Promise<void> => {
    const { identity, serial } = device;
    if (store.state().devices.work.kind === 'working') return;
    const about = { identity, serial, act: which };
    store.apply({ kind: 'device-work', work: { kind: 'working', ...about } });
    const context = await access.contextFor(identity, 'iam', 'session-or-key');
    const done = context.ok ? await work(context.value) : context;
    ports.journal.write({ kind: 'device-act', facts: { ...about, ok: done.ok } });
    store.apply({
      kind: 'device-work',
      work: done.ok
        ? { kind: 'done', ...about }
        : { kind: 'failed', ...about, failure: done.failure },
    });
    await identities.check(identity);
  };

  /** Its codes are asked for no more. */
  const letGo = async ({ identity, serial }: Named): Promise<void> => {
    if (store.state().identities.get(identity)?.serial === serial)
      await identities.chooseDevice(identity, null);
  };

  const deactivated = async (context: CallContext, device: Named): Promise<Done> => {
    const answer = access.learn(
      'DeactivateMFADevice',
      await ports.iamChanges.deactivateMfaDevice(context, {
        user: userOf(device.identity),
        serial: device.serial,
      }),
    );
    const gone =
      answer.ok || (answer.failure.kind === 'aws' && answer.failure.cause === 'not-found');
    if (!gone) return answer;
    await letGo(device);
    return ok(null);
  };

  return {
    resync: (device, first, second) =>
      act(device, 'resync', async (context) => {
        const judged = judgeCodes(first, second, null, time.now());
        if (!judged.ok) return fail({ kind: 'device', cause: judged.failure });
        const { codes: two } = judged.value;
        await codes.spendStep(device.serial, two[1], stepOf(time.now()));
        const answer = access.learn(
          'ResyncMFADevice',
          await ports.iamChanges.resyncMfaDevice(context, {
            user: userOf(device.identity),
            serial: device.serial,
            codes: two,
          }),
          true,
        );
        const took = afterEnable(answer, null);
        if (took.kind === 'taken') return ok(null);
        return fail(
          took.kind === 'look'
            ? { kind: 'device', cause: { kind: 'device-unsure', cause: took.failure } }
            : took.failure,
        );
      }),
    deactivate: (device) => act(device, 'deactivate', (context) => deactivated(context, device)),
    delete: (device) =>
      act(device, 'delete', async (context) => {
        const off = await deactivated(context, device);
        if (!off.ok) return off;
        // From here on it is nobody's, and stays in mind until it is gone.
        const noted = await made.note(device);
        if (!noted.ok) return noted;
        const removed = await made.remove(device);
        if (removed.ok) return ok(null);
        const { serial } = device;
        return fail({
          kind: 'device',
          cause: { kind: 'not-removed', serial, cause: removed.failure },
        });
      }),
    removeLeft: (device) =>
      act(device, 'remove-left', async () => {
        const removed = await made.remove(device);
        return removed.ok ? ok(null) : removed;
      }),
  };
};
