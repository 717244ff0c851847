import type { IdentityPolicy, TrustPolicy } from './policy.ts';
import { seededId, seededOtpSeed, seededSecret } from './seeded.ts';
import { worldSchema, type World, type WorldInput } from './world.ts';

const DEV = '111122223333';
const PROD = '444455556666';
const PARTNER = '777788889999';
const REGION = 'us-east-1';
const USER = 'ada';
const EXTERNAL_ID = 'acme/billing:2291';
const VERSION = '2012-10-17';

/** Serial number of ada's virtual device. */
const MFA = `arn:aws:iam::${DEV}:mfa/${USER}`;

const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;

/** Trusts the people of the dev account, if MFA is on the call. */
const trustDev = (
  more: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): TrustPolicy => ({
  Version: VERSION,
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${DEV}:root` },
    Action: 'sts:AssumeRole',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, ...more },
  },
});

const allow = (...actions: readonly string[]): IdentityPolicy => ({
  Version: VERSION,
  Statement: { Effect: 'Allow', Action: [...actions], Resource: '*' },
});

/** The usual "nothing without MFA" denial: it also hits keys and roles, which carry no MFA at all. */
const demandMfa = (...actions: readonly string[]): IdentityPolicy => ({
  Version: VERSION,
  Statement: {
    Effect: 'Deny',
    Action: [...actions],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
});

/** What the app asks for about itself: the account's name and its own role's longest session. */
const LOOK_AROUND = ['iam:ListAccountAliases', 'iam:GetRole'] as const;

/**
 * The demo: ada of the account acme-dev with one access key, one virtual MFA device and six roles.
 * - `dev-readonly`: plain; lists buckets.
 * - `partner-billing`: another company's account, wants an external id.
 * - `audit-12h`: up to 12 h; its policy demands MFA for listing buckets, which no role ever has.
 * - `data-chained`: reached from dev-readonly only.
 * - `prod-admin`: another account of the same company.
 * - `denied-ops`: trusts the account but ada is denied.
 * Ada's own bucket list demands MFA. The same seed gives the same keys.
 */
export const demoWorld = (seed = 'fobwatch-demo'): World => {
  const roleId = (name: string): string => seededId('AROA', 17, seed, name);
  const key = { id: seededId('AKIA', 16, seed, USER), secret: seededSecret(seed, USER) };
  const profile = (
    name: string,
    arn: string,
    more: Partial<NonNullable<WorldInput['profiles']>[number]> = {},
  ) => ({ name, roleArn: arn, sourceProfile: USER, mfaSerial: MFA, region: REGION, ...more });

  const world: WorldInput = {
    accounts: [
      {
        id: DEV,
        aliases: ['acme-dev'],
        users: [
          {
            name: USER,
            id: seededId('AIDA', 17, seed, USER),
            keys: [key],
            devices: [{ kind: 'totp', serial: MFA, seed: seededOtpSeed(seed, USER) }],
            policies: [
              {
                Version: VERSION,
                Statement: [
                  { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/*' },
                  {
                    Effect: 'Deny',
                    Action: 'sts:AssumeRole',
                    Resource: 'arn:aws:iam::*:role/denied-*',
                  },
                  {
                    Effect: 'Allow',
                    Action: ['iam:GetUser', 'iam:ListMFADevices'],
                    Resource: 'arn:aws:iam::*:user/${aws:username}',
                  },
                ],
              },
              allow('s3:ListAllMyBuckets', ...LOOK_AROUND),
              demandMfa('s3:ListAllMyBuckets'),
            ],
          },
        ],
        roles: [
          {
            name: 'dev-readonly',
            id: roleId('dev-readonly'),
            trust: trustDev(),
            policies: [
              allow('s3:ListAllMyBuckets', ...LOOK_AROUND),
              {
                Version: VERSION,
                Statement: {
                  Effect: 'Allow',
                  Action: 'sts:AssumeRole',
                  Resource: role(DEV, 'data-chained'),
                },
              },
            ],
          },
          {
            name: 'audit-12h',
            id: roleId('audit-12h'),
            trust: trustDev(),
            policies: [
              allow('s3:ListAllMyBuckets', ...LOOK_AROUND),
              demandMfa('s3:ListAllMyBuckets'),
            ],
            maxSessionDuration: 43_200,
          },
          {
            name: 'data-chained',
            id: roleId('data-chained'),
            trust: {
              Version: VERSION,
              Statement: {
                Effect: 'Allow',
                Principal: { AWS: role(DEV, 'dev-readonly') },
                Action: 'sts:AssumeRole',
              },
            },
            policies: [allow('s3:ListAllMyBuckets', ...LOOK_AROUND)],
          },
          {
            name: 'denied-ops',
            id: roleId('denied-ops'),
            trust: trustDev(),
            policies: [allow('s3:*')],
          },
        ],
        buckets: [{ name: 'acme-dev-artifacts' }, { name: 'acme-dev-logs' }],
      },
      {
        id: PROD,
        aliases: ['acme-prod'],
        roles: [
          {
            name: 'prod-admin',
            id: roleId('prod-admin'),
            trust: trustDev(),
            policies: [allow('*')],
          },
        ],
        buckets: [{ name: 'acme-prod-backups' }, { name: 'acme-prod-site' }],
      },
      {
        id: PARTNER,
        aliases: ['northwind-billing'],
        roles: [
          {
            name: 'partner-billing',
            id: roleId('partner-billing'),
            trust: trustDev({ StringEquals: { 'sts:ExternalId': EXTERNAL_ID } }),
            policies: [allow('s3:ListAllMyBuckets', ...LOOK_AROUND)],
          },
        ],
        buckets: [{ name: 'northwind-invoices' }],
      },
    ],
    profiles: [
      { name: USER, region: REGION, accessKeyId: key.id, mfaSerial: MFA },
      profile('dev-readonly', role(DEV, 'dev-readonly')),
      profile('partner-billing', role(PARTNER, 'partner-billing'), { externalId: EXTERNAL_ID }),
      profile('audit-12h', role(DEV, 'audit-12h'), { durationSeconds: 43_200 }),
      {
        name: 'data-chained',
        roleArn: role(DEV, 'data-chained'),
        sourceProfile: 'dev-readonly',
        region: REGION,
      },
      profile('prod-admin', role(PROD, 'prod-admin')),
      profile('denied-ops', role(DEV, 'denied-ops')),
    ],
  };
  return worldSchema.parse(world);
};
