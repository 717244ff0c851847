import { afterRemoval, type Removal } from '../devices/register.ts';
import type { Failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { MadeDevice } from '../session/device-wizard.ts';
import type { Core } from './core.ts';
import type { IamAccess } from './iam-access.ts';

export type MadeDevicesKeeper = {
  load(): Promise<void>;
  /** Before the device is made, so that a crash in between leaves no device that nobody knows of. */
  note(device: MadeDevice): Promise<Result<null, Failure>>;
  forget(serial: string): Promise<void>;
  isNoted(serial: string): boolean;
  /** Deletes a virtual device unless it is somebody's; of what is gone or assigned nothing stays noted. */
  remove(device: MadeDevice): Promise<Result<Exclude<Removal, 'there'>, Failure>>;
};

/** Which devices this app made that are nobody's yet: in the state, and on disk without secrets. */
export const createMadeDevices = (
  { ports, store }: Core,
  { contextFor, learn }: IamAccess,
): MadeDevicesKeeper => {
  let last: Promise<unknown> = Promise.resolve();
  const left = (): readonly MadeDevice[] => store.state().devices.left;

  const save = async (noted: readonly MadeDevice[]): Promise<Result<null, Failure>> => {
    const saved = await ports.madeDevices.save(noted);
    if (!saved.ok) return fail({ kind: 'file', action: 'write', ...saved.failure });
    store.apply({ kind: 'devices-left', left: noted });
    return ok(null);
  };

  /** One change after another: each starts from what the one before it left. */
  const change = (
    edit: (noted: readonly MadeDevice[]) => readonly MadeDevice[],
  ): Promise<Result<null, Failure>> => {
    const turn = last.then(() => save(edit(left())));
    last = turn;
    return turn;
  };

  const forget = async (serial: string): Promise<void> => {
    if (left().some((one) => one.serial === serial))
      await change((noted) => noted.filter((one) => one.serial !== serial));
  };

  return {
    load: async () => {
      const loaded = await ports.madeDevices.load();
      if (loaded.ok) store.apply({ kind: 'devices-left', left: loaded.value });
      else store.apply({ kind: 'state-file', ...loaded.failure });
    },
    note: ({ identity, serial }) =>
      change((noted) => [...noted.filter((one) => one.serial !== serial), { identity, serial }]),
    forget,
    isNoted: (serial) => left().some((one) => one.serial === serial),
    remove: async ({ identity, serial }) => {
      const context = await contextFor(identity, 'iam', 'session-or-key');
      if (!context.ok) return context;
      const answer = learn(
        'DeleteVirtualMFADevice',
        await ports.iamChanges.deleteVirtualMfaDevice(context.value, serial),
      );
      const removal = afterRemoval(answer);
      ports.journal.write({ kind: 'device-removal', facts: { identity, serial, removal } });
      if (removal === 'there') return answer.ok ? ok('gone') : answer;
      await forget(serial);
      return ok(removal);
    },
  };
};
