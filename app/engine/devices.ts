import type { Codes } from './codes.ts';
import type { Copying } from './copying.ts';
import type { Core } from './core.ts';
import { createDeviceActs, type DeviceActs } from './device-acts.ts';
import { createDeviceWizard, type DeviceWizardDoer } from './device-wizard.ts';
import type { IamAccess } from './iam-access.ts';
import type { Identities } from './identities.ts';
import { createMadeDevices, type MadeDevicesKeeper } from './made-devices.ts';

export type Devices = {
  readonly made: MadeDevicesKeeper;
  readonly wizard: DeviceWizardDoer;
  readonly acts: DeviceActs;
};

/** All that is done to MFA devices. */
export const createDevices = (
  core: Core,
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
  return {
    made,
    wizard: createDeviceWizard(core, { ...parts, made }),
    acts: createDeviceActs(core, { ...parts, made }),
  };
};
