import { describe, expect, it } from 'vitest';
import type { DeviceFailure } from '../../app/devices/device-failure.ts';
import { reveal } from '../../app/secret.ts';
import type { LocalAws } from '../local-aws/server.ts';
import { ACCOUNT, allow } from '../local-aws/support.ts';
import { codeFor } from '../local-aws/totp.ts';
import { setUp, STEP, type Setting } from '../support/device-setting.ts';
import { emptyDisk, startModel, type Model } from '../support/model-engine.ts';
import { until } from '../support/until.ts';

// The wizard's plan with the real adapters on the local AWS: each step, each fault, and what is left behind (nothing).

const serialOf = (name: string): string => `arn:aws:iam::${ACCOUNT}:mfa/${name}`;
const ADA = serialOf('ada');

const wizardOf = (model: Model) => {
  const { wizard } = model.snapshot().devices;
  return wizard.kind === 'open' ? wizard : undefined;
};

/** Waits until the wizard stands at a step and AWS is not being asked. */
const atStep = (model: Model, kind: string) =>
  until(`the wizard to be ${kind}`, () => {
    const wizard = wizardOf(model);
    const busy = wizard !== undefined && 'busy' in wizard.step && wizard.step.busy;
    return wizard?.step.kind === kind && !busy ? wizard : undefined;
  });

const causeOf = (wizard: ReturnType<typeof wizardOf>): DeviceFailure | undefined =>
  wizard?.failure?.kind === 'device' ? wizard.failure.cause : undefined;

/** The devices of the account at AWS: [serial, whose]. */
const devicesAt = (aws: LocalAws): readonly (readonly [string, string | null])[] =>
  aws
    .world()
    .accounts.flatMap(({ users, unassignedDevices }) => [
      ...users.flatMap(({ name, devices }) => devices.map(({ serial }) => [serial, name] as const)),
      ...unassignedDevices.map(({ serial }) => [serial, null] as const),
    ]);

const open = async ({ model }: Setting): Promise<void> => {
  model.engine.run({ kind: 'add-device', identity: 'ada' });
  await atStep(model, 'naming');
};

const make = async (setting: Setting, name = 'ada', replace = false): Promise<void> => {
  await open(setting);
  setting.model.engine.run({ kind: 'name-device', name, replace });
  await atStep(setting.model, 'scanning');
};

/** The code of the seed that is shown, so many steps from now. */
const codesOf = ({ model }: Setting): ((away: number) => string) => {
  const seed = model.engine.deviceSeed();
  if (seed === null) throw new Error('no seed is shown');
  const text = reveal(seed.text);
  return (away) => codeFor({ seed: text }, model.clock.now() + away * STEP);
};

const enable = async ({ model }: Setting, code: (away: number) => string): Promise<void> => {
  model.engine.run({ kind: 'enable-device', first: code(-1), second: code(0) });
  await until('an answer', () => {
    const step = wizardOf(model)?.step;
    return step !== undefined && !('busy' in step && step.busy);
  });
};

const leave = async ({ model }: Setting): Promise<void> => {
  model.engine.run({ kind: 'leave-device-wizard' });
  expect(model.wizard.open).toBe(false);
  expect(model.engine.deviceSeed()).toBeNull();
};

const nothingLeft = (setting: Setting) =>
  until(
    'nothing to be left',
    () => devicesAt(setting.aws).length === 0 && setting.disk.devices.length === 0,
  );

describe('the device wizard', () => {
  it('EX4: makes a device, enables it with two codes, and starts the session with the next', async () => {
    const setting = await setUp();
    const { aws, model, disk } = setting;
    await make(setting);
    expect(disk.devices).toEqual([{ identity: 'ada', serial: ADA }]);
    const code = codesOf(setting);
    await enable(setting, code);
    await atStep(model, 'proving');
    expect(devicesAt(aws)).toEqual([[ADA, 'ada']]);
    expect(disk.devices).toEqual([]);
    expect(model.session('ada').serial).toBe(ADA);

    // The step of the second code is spent: the same and its step are not sent.
    const sent = aws.log().filter(({ action }) => action === 'GetSessionToken').length;
    model.engine.run({ kind: 'prove-device', code: code(0) });
    const spent = await until('the refusal', () => wizardOf(model)?.failure ?? undefined);
    expect(spent.kind).toBe('code-spent');
    expect(aws.log().filter(({ action }) => action === 'GetSessionToken')).toHaveLength(sent);

    await model.clock.advance(STEP);
    model.engine.run({ kind: 'prove-device', code: code(0) });
    await atStep(model, 'done');
    expect(model.session('ada')).toMatchObject({ withoutMfa: false, phase: { kind: 'fresh' } });
    await until('the list of devices', () =>
      model.session('ada').devices.some(({ serial }) => serial === ADA),
    );
    await leave(setting);
    expect(devicesAt(aws)).toEqual([[ADA, 'ada']]);
  });

  it('keeps the code of an authenticator that is ahead spent until its step is over', async () => {
    const setting = await setUp();
    const { model } = setting;
    await make(setting);
    const code = codesOf(setting);
    const step = Math.floor(model.clock.now() / STEP);
    await enable(setting, (away) => code(away + 1));
    await atStep(model, 'proving');
    expect(model.engine.state().spentSteps.get(ADA)).toBe(step + 1);
  });

  it('signs what it asks for the first device with the long-term key', async () => {
    const setting = await setUp();
    await make(setting);
    await enable(setting, codesOf(setting));
    const signers = setting.aws
      .log()
      .filter(({ action }) => /VirtualMFADevice|EnableMFADevice/.test(action))
      .map(({ principal }) => principal);
    expect(new Set(signers)).toEqual(new Set([`arn:aws:iam::${ACCOUNT}:user/ada`]));
  });

  it('waits until STS has heard of the device, each time with another code', async () => {
    const setting = await setUp();
    const { aws, model } = setting;
    await make(setting);
    const code = codesOf(setting);
    aws.addFault({ operation: 'iam:EnableMFADevice', fault: { kind: 'late', seconds: 75 } });
    await enable(setting, code);
    await atStep(model, 'proving');
    for (const _ of [1, 2]) {
      // oxlint-disable-next-line no-await-in-loop -- one code after another
      await model.clock.advance(STEP);
      model.engine.run({ kind: 'prove-device', code: code(0) });
      // oxlint-disable-next-line no-await-in-loop
      const wizard = await atStep(model, 'proving');
      expect(causeOf(wizard)).toMatchObject({ kind: 'learning' });
      expect(wizard.nextCodeAt).toBeGreaterThan(model.clock.now());
    }
    await model.clock.advance(STEP);
    model.engine.run({ kind: 'prove-device', code: code(0) });
    await atStep(model, 'done');
    const carried = aws.log().filter(({ action }) => action === 'GetSessionToken');
    expect(carried.filter(({ carriedCode }) => carriedCode)).toHaveLength(3);
  });

  it.each([
    ['reset after it was done', 'reset-after'],
    ['cut in the middle', 'truncated'],
    ['the page of a hotel’s network', 'wrong-content-type'],
  ] as const)('finds out whether it was enabled when the answer is %s', async (_, kind) => {
    const setting = await setUp();
    await make(setting);
    setting.aws.addFault({ operation: 'iam:EnableMFADevice', fault: { kind } });
    await enable(setting, codesOf(setting));
    await atStep(setting.model, 'proving');
    expect(setting.disk.devices).toEqual([]);
  });

  it('says that nobody knows when that cannot be found out either, and the next two codes tell', async () => {
    const setting = await setUp();
    const { aws, model } = setting;
    await make(setting);
    const code = codesOf(setting);
    aws.addFault({ operation: 'iam:EnableMFADevice', fault: { kind: 'reset-after' } });
    aws.addFault({ operation: 'iam:ListMFADevices', fault: { kind: 'internal-error' } });
    await enable(setting, code);
    expect(causeOf(wizardOf(model))?.kind).toBe('device-unsure');
    await model.clock.advance(2 * STEP);
    await enable(setting, code);
    await atStep(model, 'proving');
    expect(devicesAt(aws)).toEqual([[ADA, 'ada']]);
  });

  it('keeps a device that was enabled by a call whose answer was lost, when it is left then', async () => {
    const setting = await setUp();
    const { aws, model } = setting;
    await make(setting);
    aws.addFault({ operation: 'iam:EnableMFADevice', fault: { kind: 'reset-after' } });
    aws.addFault({ operation: 'iam:ListMFADevices', fault: { kind: 'internal-error' } });
    await enable(setting, codesOf(setting));
    await leave(setting);
    await until('the device to be ada’s', () => model.session('ada').serial === ADA);
    expect(devicesAt(aws)).toEqual([[ADA, 'ada']]);
    expect(setting.disk.devices).toEqual([]);
  });

  it.each([
    ['codes that are equal', 0, 0, 'codes-equal'],
    ['codes that are swapped', 0, -1, 'codes-swapped'],
    ['codes with another in between', -2, 0, 'codes-apart'],
  ] as const)('sends no %s', async (_, first, second, kind) => {
    const setting = await setUp();
    const { aws, model } = setting;
    await make(setting);
    const code = codesOf(setting);
    model.engine.run({ kind: 'enable-device', first: code(first), second: code(second) });
    const failure = await until('the refusal', () => causeOf(wizardOf(model)));
    expect(failure.kind).toBe(kind);
    expect(aws.log().some(({ action }) => action === 'EnableMFADevice')).toBe(false);
    // They are not spent: in the right order they are taken.
    await enable(setting, code);
    await atStep(model, 'proving');
  });

  it('tells of the authenticator’s clock when AWS refuses codes of another time', async () => {
    const setting = await setUp();
    await make(setting);
    const code = codesOf(setting);
    await enable(setting, (away) => code(away + 20));
    const cause = causeOf(wizardOf(setting.model));
    expect(cause).toMatchObject({ kind: 'codes-refused' });
    expect(cause?.kind === 'codes-refused' && cause.drift).toBeGreaterThan(9 * 60_000);
    expect(devicesAt(setting.aws)).toEqual([[ADA, null]]);
  });
});

describe('left at a step, nothing half-made stays', () => {
  it('before the device is made', async () => {
    const setting = await setUp();
    await open(setting);
    await leave(setting);
    expect(await nothingLeft(setting)).toBe(true);
  });

  it('while AWS makes it', async () => {
    const setting = await setUp();
    const { aws, model } = setting;
    await open(setting);
    aws.addFault({
      operation: 'iam:CreateVirtualMFADevice',
      fault: { kind: 'latency', milliseconds: 200 },
    });
    model.engine.run({ kind: 'name-device', name: 'ada', replace: false });
    await until('the call', () => aws.pending() > 0);
    await leave(setting);
    await until('the device to be made and removed', () =>
      aws.log().some(({ action }) => action === 'DeleteVirtualMFADevice'),
    );
    expect(await nothingLeft(setting)).toBe(true);
  });

  it('while the seed is shown', async () => {
    const setting = await setUp();
    await make(setting);
    await leave(setting);
    expect(await nothingLeft(setting)).toBe(true);
  });

  it('after codes were refused', async () => {
    const setting = await setUp();
    await make(setting);
    const code = codesOf(setting);
    await enable(setting, (away) => code(away + 20));
    await leave(setting);
    expect(await nothingLeft(setting)).toBe(true);
  });

  it('when the app is quit', async () => {
    const setting = await setUp();
    await make(setting);
    await setting.model.engine.stop();
    expect(await nothingLeft(setting)).toBe(true);
  });

  it('once it is enabled, the device stays and is the one that is asked for', async () => {
    const setting = await setUp();
    await make(setting);
    await enable(setting, codesOf(setting));
    await leave(setting);
    expect(devicesAt(setting.aws)).toEqual([[ADA, 'ada']]);
    expect(setting.model.session('ada').serial).toBe(ADA);
  });

  it.each([
    ['denied', { kind: 'error', status: 403, code: 'AccessDenied', message: 'no' }],
    ['without an answer', { kind: 'reset-before' }],
    ['throttled', { kind: 'throttling' }],
  ] as const)('a removal that is %s is offered again, and then done', async (_, fault) => {
    const setting = await setUp();
    const { aws, model } = setting;
    await make(setting);
    aws.addFault({ operation: 'iam:DeleteVirtualMFADevice', fault });
    await leave(setting);
    await until('the removal to fail', () =>
      model.journal.some(
        ({ kind, facts }) => kind === 'device-removal' && facts['removal'] === 'there',
      ),
    );
    expect(model.snapshot().devices.left).toEqual([{ identity: 'ada', serial: ADA }]);
    model.engine.run({ kind: 'remove-left-device', identity: 'ada', serial: ADA });
    expect(await nothingLeft(setting)).toBe(true);
    expect(model.snapshot().devices.left).toEqual([]);
  });

  it('a device of an app that died is offered by the next, and made again under the same name', async () => {
    const disk = emptyDisk();
    disk.devices = [{ identity: 'ada', serial: ADA }];
    const setting = await setUp({}, disk);
    const { aws, model } = setting;
    const [account] = aws.world().accounts;
    if (account === undefined) throw new Error('no account');
    const lost = { serial: ADA, seed: 'JBSWY3DPEHPK3PXP', driftSeconds: 0, knownDriftSeconds: 0 };
    aws.changeWorld((world) => ({
      ...world,
      accounts: [{ ...account, unassignedDevices: [{ ...lost, tags: {} }] }],
    }));
    expect(model.snapshot().devices.left).toEqual([{ identity: 'ada', serial: ADA }]);
    await make(setting);
    await enable(setting, codesOf(setting));
    await atStep(model, 'proving');
    expect(devicesAt(aws)).toEqual([[ADA, 'ada']]);
  });

  it('a device whose making got no answer is removed by the next try', async () => {
    const setting = await setUp();
    const { aws, model } = setting;
    await open(setting);
    aws.addFault({ operation: 'iam:CreateVirtualMFADevice', fault: { kind: 'reset-after' } });
    model.engine.run({ kind: 'name-device', name: 'ada', replace: false });
    expect((await atStep(model, 'naming')).failure?.kind).toBe('network');
    expect(devicesAt(aws)).toEqual([[ADA, null]]);
    model.engine.run({ kind: 'name-device', name: 'ada', replace: false });
    await atStep(model, 'scanning');
    await leave(setting);
    expect(await nothingLeft(setting)).toBe(true);
  });
});

describe('what stands in the way of a device', () => {
  const refused = async (setting: Setting, name = 'ada', replace = false) => {
    await open(setting);
    setting.model.engine.run({ kind: 'name-device', name, replace });
    return until('the refusal', () => wizardOf(setting.model)?.failure ?? undefined);
  };

  it('eight of them: it is not begun', async () => {
    const devices = Array.from({ length: 8 }, (_, at) => ({
      kind: 'totp' as const,
      serial: serialOf(`device-${at}`),
      seed: 'JBSWY3DPEHPK3PXP',
    }));
    const { model } = await setUp({ devices });
    model.engine.run({ kind: 'add-device', identity: 'ada' });
    const wizard = await atStep(model, 'barred');
    expect(causeOf(wizard)).toEqual({ kind: 'too-many', user: 'ada', count: 8 });
  });

  it('a missing permission, with AWS’s words', async () => {
    const setting = await setUp({ policies: [allow('iam:ListMFADevices', 'iam:GetUser')] });
    expect(await refused(setting)).toMatchObject({
      kind: 'aws',
      cause: 'denied',
      operation: 'CreateVirtualMFADevice',
    });
    expect(setting.disk.devices).toEqual([]);
  });

  it('a name that is denied where only the user’s own is allowed', async () => {
    const policy = {
      Version: '2012-10-17' as const,
      Statement: {
        Effect: 'Allow' as const,
        Action: ['iam:*'],
        Resource: ['arn:aws:iam::*:user/*', ADA],
      },
    };
    const setting = await setUp({ policies: [policy] });
    expect(await refused(setting, 'phone')).toMatchObject({
      kind: 'device',
      cause: { kind: 'name-denied', user: 'ada' },
    });
    setting.model.engine.run({ kind: 'name-device', name: 'ada', replace: false });
    await atStep(setting.model, 'scanning');
  });

  it('a name that AWS would not take', async () => {
    const setting = await setUp();
    expect(await refused(setting, 'a/b')).toMatchObject({ cause: { kind: 'name-malformed' } });
  });

  it('a name that another has: another is to be chosen', async () => {
    const setting = await setUp({
      devices: [{ kind: 'totp', serial: ADA, seed: 'JBSWY3DPEHPK3PXP' }],
    });
    await open(setting);
    expect(wizardOf(setting.model)?.step).toMatchObject({ name: 'ada-2' });
    setting.model.engine.run({ kind: 'name-device', name: 'ada', replace: false });
    const failure = await until('the refusal', () => causeOf(wizardOf(setting.model)));
    expect(failure).toEqual({ kind: 'device-name-taken', name: 'ada', unassigned: false });
    expect(setting.disk.devices).toEqual([]);
  });

  it('a name of a device that is nobody’s: it is removed and made again when told so', async () => {
    const setting = await setUp();
    const { aws, model } = setting;
    const [account] = aws.world().accounts;
    if (account === undefined) throw new Error('no account');
    const lost = { serial: ADA, seed: 'JBSWY3DPEHPK3PXP', driftSeconds: 0, knownDriftSeconds: 0 };
    aws.changeWorld((world) => ({
      ...world,
      accounts: [{ ...account, unassignedDevices: [{ ...lost, tags: {} }] }],
    }));
    expect(await refused(setting)).toMatchObject({
      cause: { kind: 'device-name-taken', name: 'ada', unassigned: true },
    });
    model.engine.run({ kind: 'name-device', name: 'ada', replace: true });
    await atStep(model, 'scanning');
  });

  it('a key that lies in a file', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'add-device', identity: 'ada' });
    const wizard = await atStep(model, 'barred');
    expect(causeOf(wizard)).toEqual({ kind: 'key-in-file', identity: 'ada' });
  });
});

describe('a device there is already', () => {
  const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const withDevice = (driftSeconds = 0): Promise<Setting> =>
    setUp({ devices: [{ kind: 'totp', serial: ADA, seed, driftSeconds }] });

  const done = (model: Model) =>
    until('the end of it', () => {
      const { work } = model.snapshot().devices;
      return work.kind === 'none' || work.kind === 'working' ? undefined : work;
    });

  it('is resynced with two codes, which are spent', async () => {
    const { aws, model } = await withDevice(600);
    const code = (away: number): string =>
      codeFor({ seed, driftSeconds: 600 }, model.clock.now() + away * STEP);
    model.engine.run({
      kind: 'resync-device',
      identity: 'ada',
      serial: ADA,
      first: code(-1),
      second: code(0),
    });
    expect((await done(model)).kind).toBe('done');
    expect(model.engine.state().spentSteps.get(ADA)).toBe(Math.floor(model.clock.now() / STEP));
    await until('the check', () => model.session('ada').serial === ADA);
    await model.clock.advance(STEP);
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: code(0) });
    await until('the session', () => model.session('ada').phase.kind === 'fresh');
    expect(aws.log().at(-1)?.status).toBe(200);
  });

  it('is not resynced by codes that are equal, and AWS judges those that are wrong', async () => {
    const { model } = await withDevice();
    const resync = async (first: string, second: string) => {
      model.engine.run({ kind: 'resync-device', identity: 'ada', serial: ADA, first, second });
      return done(model);
    };
    expect(await resync('123456', '123456')).toMatchObject({
      failure: { kind: 'device', cause: { kind: 'codes-equal' } },
    });
    model.engine.run({
      kind: 'resync-device',
      identity: 'ada',
      serial: ADA,
      first: '123456',
      second: '654321',
    });
    await until('AWS’s word', () => {
      const { work } = model.snapshot().devices;
      return work.kind === 'failed' && work.failure.kind === 'device'
        ? work.failure.cause.kind === 'codes-refused'
        : undefined;
    });
  });

  it('is deactivated, and its codes are asked for no more', async () => {
    const { aws, model } = await withDevice();
    model.engine.run({ kind: 'check-identity', identity: 'ada' });
    await until('the check', () => model.session('ada').serial === ADA);
    model.engine.run({ kind: 'deactivate-device', identity: 'ada', serial: ADA });
    expect((await done(model)).kind).toBe('done');
    expect(devicesAt(aws)).toEqual([[ADA, null]]);
    expect(model.session('ada').serial).toBeNull();
  });

  it('is deleted; where only the second half fails, that is told and offered again', async () => {
    const { aws, model, disk } = await withDevice();
    aws.addFault({ operation: 'iam:DeleteVirtualMFADevice', fault: { kind: 'throttling' } });
    model.engine.run({ kind: 'delete-device', identity: 'ada', serial: ADA });
    expect(await done(model)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'device', cause: { kind: 'not-removed' } },
    });
    expect(disk.devices).toEqual([{ identity: 'ada', serial: ADA }]);
    model.engine.run({ kind: 'remove-left-device', identity: 'ada', serial: ADA });
    await until('nothing to be left', () => devicesAt(aws).length === 0);
  });
});

describe('the seed', () => {
  it('is in no snapshot, journal, ledger or copy on disk', async () => {
    const setting = await setUp();
    const { model, disk } = setting;
    const pictures: string[] = [];
    model.engine.subscribe(() => pictures.push(JSON.stringify(model.snapshot())));
    await make(setting);
    const shown = model.engine.deviceSeed();
    const seed = shown === null ? '' : reveal(shown.text);
    expect(seed).toMatch(/^[A-Z2-7]{64}$/);
    await enable(setting, codesOf(setting));
    await atStep(model, 'proving');
    const seen = [
      ...pictures,
      JSON.stringify(model.engine.state().devices),
      JSON.stringify(model.journal),
      JSON.stringify(model.ledger),
      JSON.stringify(disk.devices),
      disk.sealed === null ? '' : reveal(disk.sealed),
    ].join('\n');
    expect(seen).toContain(ADA);
    expect(seen.includes(seed)).toBe(false);
  });

  it('leaves through the clipboard only when told so, and goes from there with the wizard', async () => {
    const setting = await setUp();
    const { model } = setting;
    await make(setting);
    expect(model.clipboard.text).toBe('');
    model.engine.run({ kind: 'copy-device-seed' });
    await until('the copy', () => wizardOf(model)?.seedCopied);
    expect(model.clipboard.text).toMatch(/^[A-Z2-7]{64}$/);
    await leave(setting);
    await until('the clipboard to be cleared', () => model.clipboard.text === '');
  });
});
