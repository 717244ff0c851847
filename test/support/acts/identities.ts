import { demoWorld } from '../../local-aws/demo-world.ts';
import { seededId, seededOtpSeed, seededSecret } from '../../local-aws/seeded.ts';
import { worldSchema, type World, type WorldInput } from '../../local-aws/world.ts';
import { allow } from '../../local-aws/support.ts';
import type { Act } from '../scene.ts';

const SEED = 'two-people';
const GRACE = 'grace';
const DEVICE = 'arn:aws:iam::111122223333:mfa/grace';

/** The demo world with a second person's key and device, and a role of hers. */
const twoPeople = (): World => {
  const world = demoWorld();
  const [first, ...others] = world.accounts;
  const [ada] = first?.users ?? [];
  if (first === undefined || ada === undefined) throw new Error('the demo world has lost ada');
  const key = { id: seededId('AKIA', 16, SEED, GRACE), secret: seededSecret(SEED, GRACE) };
  const grace = {
    ...ada,
    name: GRACE,
    id: seededId('AIDA', 17, SEED, GRACE),
    keys: ada.keys.map((one) => ({ ...one, ...key })),
    devices: [{ kind: 'totp' as const, serial: DEVICE, seed: seededOtpSeed(SEED, GRACE) }],
    policies: [allow('sts:AssumeRole', 'iam:ListAccountAliases', 'iam:GetRole')],
  };
  const two: WorldInput = {
    ...world,
    accounts: [{ ...first, users: [...first.users, grace] }, ...others],
    profiles: [
      ...world.profiles,
      { name: GRACE, region: 'us-east-1', accessKeyId: key.id, mfaSerial: DEVICE },
      {
        name: 'grace-readonly',
        roleArn: 'arn:aws:iam::111122223333:role/dev-readonly',
        sourceProfile: GRACE,
        mfaSerial: DEVICE,
        region: 'us-east-1',
      },
    ],
  };
  return worldSchema.parse(two);
};

/** Two people's keys: sessions stand among the rows, and the bar below tells of both. */
export const identities: Act = {
  name: 'identities',
  options: { world: twoPeople() },
  scenes: [
    {
      name: 'both-asked',
      show: async (stage) => {
        const page = await stage.open();
        await page.getByRole('textbox', { name: 'MFA code' }).waitFor();
        return page;
      },
    },
    {
      name: 'one-asked',
      show: async (stage) => {
        await stage.typeCode();
        await stage.phase('role:dev-readonly', 'fresh');
        await stage.phase('role:denied-ops', 'failed');
        return stage.page();
      },
    },
  ],
};
