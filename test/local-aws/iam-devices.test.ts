import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { outcome } from './assuming.ts';
import type { LocalAws } from './server.ts';
import {
  ACCOUNT,
  allow,
  failureOf,
  given,
  iamFor,
  start,
  stsFor,
  user,
  worldWith,
} from './support.ts';
import { codeFor } from './totp.ts';

const STEP = 30_000;
const serialOf = (name: string): string => `arn:aws:iam::${ACCOUNT}:mfa/${name}`;

/** Ada may do everything and has no device. */
const startBare = (): Promise<LocalAws> =>
  start({ world: worldWith([user({ policies: [allow()], devices: [] })]) });

/** Makes a device; its seed is told this once. */
const create = async (aws: LocalAws, name = 'phone'): Promise<{ readonly seed: string }> => {
  const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name });
  const { VirtualMFADevice } = await iamFor(aws).send(command);
  return { seed: new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed) };
};

/** The codes so many steps away from now, first and second. */
const two = (aws: LocalAws, device: { readonly seed: string }, first = -1, second = first + 1) => ({
  AuthenticationCode1: codeFor(device, aws.now() + first * STEP),
  AuthenticationCode2: codeFor(device, aws.now() + second * STEP),
});

const enable = (
  aws: LocalAws,
  codes: ReturnType<typeof two>,
  { name = 'phone', UserName = 'ada' } = {},
) =>
  iamFor(aws).send(
    new EnableMFADeviceCommand({ UserName, SerialNumber: serialOf(name), ...codes }),
  );

const session = (aws: LocalAws, TokenCode: string, name = 'phone') =>
  stsFor(aws).send(new GetSessionTokenCommand({ SerialNumber: serialOf(name), TokenCode }));

const listed = async (aws: LocalAws, AssignmentStatus?: 'Assigned' | 'Unassigned' | 'Any') => {
  const command = new ListVirtualMFADevicesCommand({ AssignmentStatus });
  const { VirtualMFADevices = [] } = await iamFor(aws).send(command);
  return VirtualMFADevices.map(({ SerialNumber, User }) => [SerialNumber, User?.UserName]);
};

describe('a new virtual device', () => {
  test('is nobody’s until two codes of its seed enable it, then shows codes and opens a session', async () => {
    const aws = await startBare();
    const device = await create(aws);
    expect(device.seed).toMatch(/^[A-Z2-7]{64}$/);
    expect(await listed(aws, 'Unassigned')).toEqual([[serialOf('phone'), undefined]]);
    expect(aws.codeFor(serialOf('phone'))).toBeUndefined();
    await enable(aws, two(aws, device));
    expect(await listed(aws, 'Assigned')).toEqual([[serialOf('phone'), 'ada']]);
    expect(await listed(aws, 'Unassigned')).toEqual([]);
    const own = await iamFor(aws).send(new ListMFADevicesCommand({}));
    expect(own.MFADevices).toMatchObject([{ SerialNumber: serialOf('phone'), UserName: 'ada' }]);
    given(await session(aws, aws.freshCode(serialOf('phone')) ?? ''));
  });

  test.each([
    ['swapped', 0, -1],
    ['equal', 0, 0],
    ['not one after the other', -2, 0],
    ['too old', -4, -3],
    ['not shown yet', 2, 3],
  ])('is not enabled by codes that are %s', async (_what, first, second) => {
    const aws = await startBare();
    const codes = two(aws, await create(aws), first, second);
    expect(await failureOf(enable(aws, codes))).toEqual({
      code: 'InvalidAuthenticationCodeException',
      status: 403,
      message: 'Authentication code for device is not valid.',
    });
  });

  test('spends both codes that enabled it', async () => {
    const aws = await startBare();
    const { AuthenticationCode1, AuthenticationCode2 } = two(aws, await create(aws), -1);
    await enable(aws, { AuthenticationCode1, AuthenticationCode2 });
    expect(await outcome(session(aws, AuthenticationCode1))).toBe('AccessDenied');
    expect(await outcome(session(aws, AuthenticationCode2))).toBe('AccessDenied');
    aws.advance(30);
    expect(await outcome(session(aws, aws.codeFor(serialOf('phone')) ?? ''))).toBe('allowed');
  });

  test('cannot be enabled twice, nor under a serial number nobody made', async () => {
    const aws = await startBare();
    const device = await create(aws);
    await enable(aws, two(aws, device));
    aws.advance(90);
    expect(await failureOf(enable(aws, two(aws, device)))).toEqual({
      code: 'EntityAlreadyExistsException',
      status: 409,
      message: 'MFA Device is already in use.',
    });
    expect(await failureOf(enable(aws, two(aws, device), { name: 'ghost' }))).toEqual({
      code: 'NoSuchEntityException',
      status: 404,
      message: `VirtualMFADevice with serial number ${serialOf('ghost')} doesn't exist.`,
    });
    expect(await failureOf(enable(aws, two(aws, device), { UserName: 'ghost' }))).toMatchObject({
      code: 'NoSuchEntityException',
    });
  });

  test('cannot take a name that is taken, whoever’s it is and however it is written', async () => {
    const aws = await start({ world: worldWith([user({ policies: [allow()] })]) });
    await create(aws);
    const taken = {
      code: 'EntityAlreadyExistsException',
      status: 409,
      message: 'MFADevice entity at the same path and name already exists.',
    };
    expect(await failureOf(create(aws, 'phone'))).toEqual(taken);
    expect(await failureOf(create(aws, 'Ada'))).toEqual(taken);
  });

  test('is the eighth at most', async () => {
    const devices = Array.from({ length: 8 }, (_, index) => ({
      kind: 'totp' as const,
      serial: serialOf(`old-${index}`),
      seed: 'JBSWY3DPEHPK3PXP',
    }));
    const aws = await start({ world: worldWith([user({ policies: [allow()], devices })]) });
    expect(await failureOf(enable(aws, two(aws, await create(aws))))).toEqual({
      code: 'LimitExceededException',
      status: 409,
      message: 'Cannot exceed quota for MFADevicesPerUser: 8',
    });
  });

  test('is deleted once it is nobody’s, and its name is free with a new seed', async () => {
    const aws = await startBare();
    const device = await create(aws);
    await enable(aws, two(aws, device));
    const SerialNumber = serialOf('phone');
    const remove = () => iamFor(aws).send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
    expect(await failureOf(remove())).toEqual({
      code: 'DeleteConflictException',
      status: 409,
      message: 'MFA VirtualDevice in use. Must deactivate first.',
    });
    await iamFor(aws).send(new DeactivateMFADeviceCommand({ UserName: 'ada', SerialNumber }));
    expect(await listed(aws)).toEqual([[SerialNumber, undefined]]);
    expect(await outcome(session(aws, codeFor(device, aws.now())))).toBe('AccessDenied');
    await remove();
    expect(await listed(aws)).toEqual([]);
    expect((await failureOf(remove())).code).toBe('NoSuchEntityException');
    const again = await create(aws);
    expect(again.seed).not.toBe(device.seed);
    await enable(aws, two(aws, again));
  });

  test('keeps its seed when it is deactivated, so that it can be enabled again', async () => {
    const aws = await startBare();
    const device = await create(aws);
    await enable(aws, two(aws, device));
    const SerialNumber = serialOf('phone');
    const command = new DeactivateMFADeviceCommand({ UserName: 'ada', SerialNumber });
    await iamFor(aws).send(command);
    expect((await failureOf(iamFor(aws).send(command))).code).toBe('NoSuchEntityException');
    aws.advance(60);
    await enable(aws, two(aws, device));
    expect(await listed(aws, 'Assigned')).toEqual([[SerialNumber, 'ada']]);
  });
});

describe('listing virtual devices', () => {
  test('goes page by page, and leaves out hardware and FIDO devices', async () => {
    const devices = [
      { kind: 'totp' as const, serial: serialOf('ada'), seed: 'JBSWY3DPEHPK3PXP' },
      { kind: 'totp' as const, serial: 'GAHT12345678', seed: 'JBSWY3DPEHPK3PXP' },
      { kind: 'fido' as const, serial: `arn:aws:iam::${ACCOUNT}:u2f/user/ada/key` },
    ];
    const aws = await start({ world: worldWith([user({ policies: [allow()], devices })]) });
    await create(aws);
    const first = await iamFor(aws).send(new ListVirtualMFADevicesCommand({ MaxItems: 1 }));
    expect(first.VirtualMFADevices).toMatchObject([{ SerialNumber: serialOf('ada') }]);
    const next = new ListVirtualMFADevicesCommand({ Marker: first.Marker });
    expect((await iamFor(aws).send(next)).VirtualMFADevices).toMatchObject([
      { SerialNumber: serialOf('phone') },
    ]);
  });

  test('names the account for a device of its root', async () => {
    const root = {
      devices: [
        {
          kind: 'totp' as const,
          serial: serialOf('root-account-mfa-device'),
          seed: 'JBSWY3DPEHPK3PXP',
        },
      ],
    };
    const users = [user({ policies: [allow()], devices: [] })];
    const aws = await start({ world: worldWith(users, [], { root }) });
    const command = new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned' });
    const { VirtualMFADevices } = await iamFor(aws).send(command);
    expect(VirtualMFADevices).toMatchObject([{ User: { Arn: `arn:aws:iam::${ACCOUNT}:root` } }]);
  });
});

describe('a device whose clock has gone wrong', () => {
  const drifted = (driftSeconds: number): Promise<LocalAws> => {
    const device = {
      kind: 'totp' as const,
      serial: serialOf('phone'),
      seed: 'JBSWY3DPEHPK3PXP',
      driftSeconds,
    };
    return start({ world: worldWith([user({ policies: [allow()], devices: [device] })]) });
  };
  const next = (aws: LocalAws): string => {
    const code = aws.codeFor(serialOf('phone')) ?? '';
    aws.advance(30);
    return code;
  };
  const resync = (aws: LocalAws, AuthenticationCode1: string, AuthenticationCode2: string) =>
    iamFor(aws).send(
      new ResyncMFADeviceCommand({
        UserName: 'ada',
        SerialNumber: serialOf('phone'),
        AuthenticationCode1,
        AuthenticationCode2,
      }),
    );

  test.each([600, -600])('%i s away works again after a resync with two codes', async (drift) => {
    const aws = await drifted(drift);
    expect(await outcome(session(aws, next(aws)))).toBe('AccessDenied');
    const codes = [next(aws), next(aws)] as const;
    await resync(aws, ...codes);
    expect(await outcome(session(aws, codes[1]))).toBe('AccessDenied');
    expect(await outcome(session(aws, next(aws)))).toBe('allowed');
  });

  test('is not resynced by codes that do not follow each other', async () => {
    const aws = await drifted(600);
    const [first, second] = [next(aws), next(aws)] as const;
    const refused = 'InvalidAuthenticationCodeException';
    expect((await failureOf(resync(aws, second, first))).code).toBe(refused);
    expect((await failureOf(resync(aws, first, first))).code).toBe(refused);
  });
});

describe('permissions', () => {
  const may = (action: string, Resource: string) => ({
    ...allow(),
    Statement: { ...allow(action).Statement, Resource },
  });

  test('creating and deleting a device are about the device, enabling is about the user', async () => {
    const policies = [
      may('iam:CreateVirtualMFADevice', `arn:aws:iam::*:mfa/\${aws:username}`),
      may('iam:EnableMFADevice', `arn:aws:iam::*:user/\${aws:username}`),
    ];
    const aws = await start({
      world: worldWith([user({ policies, devices: [] }), user({ name: 'bob' })]),
    });
    const device = await create(aws, 'ada');
    expect(await failureOf(create(aws, 'phone'))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${ACCOUNT}:user/ada is not authorized to perform: iam:CreateVirtualMFADevice on resource: ${serialOf('phone')} because no identity-based policy allows the iam:CreateVirtualMFADevice action`,
    });
    const bobs = enable(aws, two(aws, device), { name: 'ada', UserName: 'bob' });
    expect((await failureOf(bobs)).code).toBe('AccessDenied');
    await enable(aws, two(aws, device), { name: 'ada' });
  });

  test('tagging needs a permission of its own', async () => {
    const policies = [allow('iam:CreateVirtualMFADevice')];
    const aws = await start({ world: worldWith([user({ policies })]) });
    const command = new CreateVirtualMFADeviceCommand({
      VirtualMFADeviceName: 'phone',
      Tags: [{ Key: 'made-by', Value: 'fobwatch' }],
    });
    expect((await failureOf(iamFor(aws).send(command))).message).toContain('iam:TagMFADevice');
  });

  test('a policy that wants MFA for it lets a session with a code deactivate, and no key', async () => {
    const demand = {
      Version: '2012-10-17' as const,
      Statement: {
        Effect: 'Deny' as const,
        Action: 'iam:DeactivateMFADevice',
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    };
    const wanted = {
      Version: '2012-10-17' as const,
      Statement: {
        Effect: 'Allow' as const,
        Action: ['iam:DeactivateMFADevice'],
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    };
    const aws = await start({ world: worldWith([user({ policies: [demand, wanted] })]) });
    const SerialNumber = serialOf('ada');
    const command = () => new DeactivateMFADeviceCommand({ UserName: 'ada', SerialNumber });
    expect((await failureOf(iamFor(aws).send(command()))).code).toBe('AccessDenied');
    const bare = given(await stsFor(aws).send(new GetSessionTokenCommand({})));
    expect((await failureOf(iamFor(aws, bare).send(command()))).code).toBe('InvalidClientTokenId');
    const keys = given(await session(aws, aws.freshCode(SerialNumber) ?? '', 'ada'));
    await iamFor(aws, keys).send(command());
  });
});
