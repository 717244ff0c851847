import { describe, expect, it } from 'vitest';
import type { IamChanges, TwoCodes } from '../../../app/devices/iam-changes.ts';
import { parseCode } from '../../../app/credentials/mfa-code.ts';
import type { Answer, CallContext } from '../../../app/ports.ts';
import { reveal } from '../../../app/secret.ts';
import { createIam } from '../../../main/aws/iam.ts';
import { createIamChanges } from '../../../main/aws/iam-changes.ts';
import type { LocalAws } from '../../local-aws/server.ts';
import { ACCOUNT, allow, start, user, worldWith } from '../../local-aws/support.ts';
import { codeFor } from '../../local-aws/totp.ts';
import { directly, everyFault, userContext } from './aws-calls.ts';

const iam = createIamChanges(directly());
const SERIAL = `arn:aws:iam::${ACCOUNT}:mfa/phone`;
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'sts:AssumeRole',
  },
});
const POLICY = { name: 'own', document: JSON.stringify(allow('s3:ListAllMyBuckets')) };
const TAGS = [{ key: 'made-by', value: 'fobwatch' }];

const startBare = (): Promise<LocalAws> =>
  start({ world: worldWith([user({ policies: [allow()], devices: [] })]) });

const value = <T>({ outcome }: Answer<T>): T => {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
};

const code = (text: string) => {
  const parsed = parseCode(text);
  if (!parsed.ok) throw new Error('no code');
  return parsed.value;
};

const codes = (aws: LocalAws, seed: string): TwoCodes => [
  code(codeFor({ seed }, aws.now() - 30_000)),
  code(codeFor({ seed }, aws.now())),
];
const ANY_CODES: TwoCodes = [code('123456'), code('654321')];

describe('what IAM answers, as facts', () => {
  it('EX4: a device, from made to removed', async () => {
    const aws = await startBare();
    const context = userContext(aws);
    const made = value(await iam.createVirtualMfaDevice(context, { name: 'phone', tags: TAGS }));
    expect(made.serial).toBe(SERIAL);
    const seed = reveal(made.seed);
    expect(value(await iam.listVirtualMfaDevices(context, 'unassigned'))).toEqual([
      { serial: SERIAL, user: null },
    ]);
    const device = { user: 'ada', serial: SERIAL };
    value(await iam.enableMfaDevice(context, { ...device, codes: codes(aws, seed) }));
    expect(value(await iam.listVirtualMfaDevices(context, 'assigned'))).toEqual([
      { serial: SERIAL, user: 'ada' },
    ]);
    expect(value(await iam.listMfaDevicesOf(context, 'ada'))).toEqual([SERIAL]);
    expect(value(await createIam(directly()).listMfaDevices(context))).toEqual([SERIAL]);
    aws.advance(90);
    value(
      await iam.resyncMfaDevice(userContext(aws, 90_000), { ...device, codes: codes(aws, seed) }),
    );
    const now = userContext(aws, 90_000);
    value(await iam.deactivateMfaDevice(now, device));
    value(await iam.deleteVirtualMfaDevice(now, SERIAL));
    expect(value(await iam.listVirtualMfaDevices(now, 'any'))).toEqual([]);
  });

  it('a device of the root is somebody’s, though it has no user', async () => {
    const root = {
      devices: [
        {
          kind: 'totp' as const,
          serial: `arn:aws:iam::${ACCOUNT}:mfa/root-account-mfa-device`,
          seed: 'JBSWY3DPEHPK3PXP',
        },
      ],
    };
    const users = [user({ policies: [allow()], devices: [] })];
    const aws = await start({ world: worldWith(users, [], { root }) });
    expect(value(await iam.listVirtualMfaDevices(userContext(aws), 'any'))).toEqual([
      { serial: root.devices[0]?.serial, user: `arn:aws:iam::${ACCOUNT}:root` },
    ]);
  });

  it('a key, from made to removed', async () => {
    const aws = await startBare();
    const context = userContext(aws);
    const { accessKeyId, secretAccessKey } = value(await iam.createAccessKey(context, null));
    expect(reveal(secretAccessKey)).toHaveLength(40);
    expect(value(await iam.getAccessKeyLastUsed(context, accessKeyId))).toBeNull();
    const own = context.signer.accessKeyId;
    const used = value(await iam.getAccessKeyLastUsed(context, own));
    expect(Math.abs((used ?? 0) - aws.now())).toBeLessThan(5000);
    value(await iam.updateAccessKey(context, { user: 'ada', accessKeyId, active: false }));
    expect(value(await iam.listAccessKeys(context, 'ada'))).toMatchObject([
      { accessKeyId: own, active: true, createdAt: Date.UTC(2024, 2, 1, 9) },
      { accessKeyId, active: false },
    ]);
    value(await iam.deleteAccessKey(context, { user: null, accessKeyId }));
    expect(value(await iam.listAccessKeys(context, null))).toHaveLength(1);
  });

  it('a user and a role with their policies, from made to removed', async () => {
    const aws = await startBare();
    const before = aws.world();
    const context = userContext(aws);
    const path = '/fobwatch-lab/';
    const eve = value(await iam.createUser(context, { name: 'eve', path, tags: TAGS }));
    expect(eve).toEqual({
      arn: `arn:aws:iam::${ACCOUNT}:user/fobwatch-lab/eve`,
      id: expect.stringMatching(/^AIDA/),
    });
    const role = { name: 'new', path, trust: TRUST, tags: TAGS };
    expect(value(await iam.createRole(context, role))).toEqual({
      arn: `arn:aws:iam::${ACCOUNT}:role/fobwatch-lab/new`,
    });
    value(await iam.putUserPolicy(context, 'eve', POLICY));
    value(await iam.putRolePolicy(context, 'new', POLICY));
    expect(value(await iam.listUsersUnder(context, path))).toEqual(['eve']);
    expect(value(await iam.listRolesUnder(context, path))).toEqual(['new']);
    expect(value(await iam.listUserPolicies(context, 'eve'))).toEqual(['own']);
    expect(value(await iam.listRolePolicies(context, 'new'))).toEqual(['own']);
    value(await iam.deleteUserPolicy(context, 'eve', 'own'));
    value(await iam.deleteRolePolicy(context, 'new', 'own'));
    value(await iam.deleteUser(context, 'eve'));
    value(await iam.deleteRole(context, 'new'));
    expect(aws.world()).toEqual(before);
  });
});

const device = { user: 'ada', serial: SERIAL };
const calls: {
  readonly [Name in keyof IamChanges]: (context: CallContext) => ReturnType<IamChanges[Name]>;
} = {
  createVirtualMfaDevice: (context) =>
    iam.createVirtualMfaDevice(context, { name: 'phone', tags: [] }),
  enableMfaDevice: (context) => iam.enableMfaDevice(context, { ...device, codes: ANY_CODES }),
  resyncMfaDevice: (context) => iam.resyncMfaDevice(context, { ...device, codes: ANY_CODES }),
  deactivateMfaDevice: (context) => iam.deactivateMfaDevice(context, device),
  deleteVirtualMfaDevice: (context) => iam.deleteVirtualMfaDevice(context, SERIAL),
  listVirtualMfaDevices: (context) => iam.listVirtualMfaDevices(context, 'any'),
  listAccessKeys: (context) => iam.listAccessKeys(context, null),
  createAccessKey: (context) => iam.createAccessKey(context, null),
  updateAccessKey: (context) =>
    iam.updateAccessKey(context, { user: null, accessKeyId: KEY, active: false }),
  deleteAccessKey: (context) => iam.deleteAccessKey(context, { user: null, accessKeyId: KEY }),
  getAccessKeyLastUsed: (context) => iam.getAccessKeyLastUsed(context, KEY),
  createUser: (context) => iam.createUser(context, { name: 'eve', path: '/', tags: [] }),
  deleteUser: (context) => iam.deleteUser(context, 'eve'),
  listUsersUnder: (context) => iam.listUsersUnder(context, '/'),
  listMfaDevicesOf: (context) => iam.listMfaDevicesOf(context, 'ada'),
  putUserPolicy: (context) => iam.putUserPolicy(context, 'ada', POLICY),
  deleteUserPolicy: (context) => iam.deleteUserPolicy(context, 'ada', 'own'),
  listUserPolicies: (context) => iam.listUserPolicies(context, 'ada'),
  createRole: (context) =>
    iam.createRole(context, { name: 'new', path: '/', trust: TRUST, tags: [] }),
  deleteRole: (context) => iam.deleteRole(context, 'new'),
  listRolesUnder: (context) => iam.listRolesUnder(context, '/'),
  putRolePolicy: (context) => iam.putRolePolicy(context, 'new', POLICY),
  deleteRolePolicy: (context) => iam.deleteRolePolicy(context, 'new', 'own'),
  listRolePolicies: (context) => iam.listRolePolicies(context, 'new'),
};

describe.each(Object.entries(calls))('%s is one request, whatever happens', (_name, make) => {
  it.each(everyFault)('%s', async (kind, failure) => {
    const aws = await startBare();
    aws.addFault({ operation: '*', times: null, fault: { kind } });
    const { outcome } = await make(userContext(aws));
    expect(outcome).toMatchObject({ ok: false, failure });
    expect(aws.log()).toHaveLength(1);
  });

  it('without permission: denied, and nothing is changed', async () => {
    const aws = await start({ world: worldWith([user({ devices: [] })]) });
    const before = aws.world();
    const { outcome } = await make(userContext(aws));
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: 'aws', code: 'AccessDenied', status: 403 },
    });
    expect(aws.world()).toEqual(before);
  });
});
