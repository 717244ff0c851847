import { createAnotherDevice, type AnotherDeviceFinder } from './another-device.ts';
import type { Codes } from './codes.ts';
import type { Copying } from './copying.ts';
import type { Core, Sources } from './core.ts';
import { createDeviceActs, type DeviceActs } from './device-acts.ts';
import { createDeviceWizard, type DeviceWizardDoer } from './device-wizard.ts';
import type { IamAccess } from './iam-access.ts';
import type { Identities } from './identities.ts';
import { createMadeDevices } from './made-devices.ts';
import { createOwnCodes, type OwnCodes } from './own-codes.ts';

export type Devices = {
  readonly wizard: DeviceWizardDoer;
  readonly acts: DeviceActs;
  readonly ownCodes: OwnCodes;
  readonly another: AnotherDeviceFinder;
  load(): Promise<void>;
};

/** All that is done to MFA devices. */
export const createDevices = (
  core: Core,
  sources: Sources,
  parts: {
    readonly access: IamAccess;
    readonly identities: Identities;
    readonly codes: Codes;
    readonly copying: Copying;
    /** To the panel about an identity. */
    readonly leadTo: (identity: string) => void;
  },
): Devices => {
  const made = createMadeDevices(core, parts.access);
  const wizard = createDeviceWizard(core, { ...parts, made });
  const ownCodes = createOwnCodes(core, parts.codes, wizard);
  return {
    wizard,
    acts: createDeviceActs(core, { ...parts, made }),
    ownCodes,
    another: createAnotherDevice(core, sources, parts.access, parts.identities),
    load: async () => {
      await Promise.all([made.load(), ownCodes.load()]);
    },
  };
};
