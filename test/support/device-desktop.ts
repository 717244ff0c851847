import type { Page } from '@playwright/test';
import { demoWorld } from '../local-aws/demo-world.ts';
import { allow } from '../local-aws/support.ts';
import type { World } from '../local-aws/world.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** The demo world, where ada may do everything to her devices; without a device at first, unless one is wanted. */
export const worldOf = (devices: 'none' | 'one'): World => {
  const world = demoWorld();
  return {
    ...world,
    profiles: world.profiles.map((profile) => ({ ...profile, mfaSerial: undefined })),
    accounts: world.accounts.map((account) => ({
      ...account,
      users: account.users.map((user) =>
        user.name === 'ada'
          ? {
              ...user,
              policies: [...user.policies, allow('iam:*')],
              devices: devices === 'none' ? [] : user.devices,
            }
          : user,
      ),
    })),
  };
};

/** Takes the key into the keychain and leads to the panel about it. */
export const toPanel = async (stage: Stage): Promise<Page> => {
  const page = await stage.open();
  await stage.click(page.getByRole('button', { name: /^Import/ }).first());
  await until('the key in the keychain', () =>
    stage.desktop.keychainSecret({ service: 'Fobwatch', account: 'identity:ada' }),
  );
  await stage.click(page.getByRole('button', { name: 'Settings' }));
  await stage.click(page.getByRole('button', { name: 'Devices and keys of ada' }));
  await page.getByRole('heading', { name: 'Devices and keys' }).waitFor();
  return page;
};
