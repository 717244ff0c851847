import { detailAbout } from '../../app/detail.ts';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../local-aws/support.ts';
import { setUp, STEP, type Setting } from '../support/device-setting.ts';
import { until } from '../support/until.ts';
import { temporaryFolders } from './temporary-folder.ts';

// Codes that nobody types, on the local AWS, with a real program where one prints them.

const ADA = `arn:aws:iam::${ACCOUNT}:mfa/ada`;
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const session = { kind: 'session', identity: 'ada' } as const;

/** Ada with her device, known by AWS's list. */
const withDevice = async (): Promise<Setting> => {
  const setting = await setUp({ devices: [{ kind: 'totp', serial: ADA, seed: SEED }] });
  const { model } = setting;
  model.engine.run({ kind: 'check-identity', identity: 'ada' });
  await until('the device', () => model.session('ada').serial === ADA);
  return setting;
};

const sourceOf = ({ model }: Setting) => model.snapshot().devices.sources[0]?.source;
const carried = ({ aws }: Setting) => aws.log().filter(({ carriedCode }) => carriedCode);
const refusalOf = ({ model }: Setting) => {
  const check = model.engine.state().codeChecks.get('ada');
  return check?.kind === 'refused' ? check.failure : undefined;
};

const keepSeed = async (setting: Setting, seed = SEED): Promise<void> => {
  setting.model.engine.run({ kind: 'keep-seed', identity: 'ada', seed });
  await until('the seed to be kept', () => sourceOf(setting)?.kind === 'seed');
};

const isFresh = ({ model }: Setting) =>
  until('the session', () => model.session('ada').phase.kind === 'fresh');

const newFolder = temporaryFolders();

/** A program that leaves a mark when it is run. */
const program = (...lines: readonly string[]) => {
  const folder = newFolder();
  const path = join(folder, 'print-code');
  const mark = join(folder, 'ran');
  writeFileSync(path, ['#!/bin/sh', `touch '${mark}'`, ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return { path, wasRun: () => existsSync(mark) };
};

const useCommand = async (setting: Setting, command: string): Promise<void> => {
  setting.model.engine.run({ kind: 'use-code-command', identity: 'ada', command });
  await until('the command to be kept', () => sourceOf(setting)?.kind === 'command');
};

describe('codes of a seed in the keychain', () => {
  it('are off by default: a person is asked', async () => {
    const setting = await withDevice();
    setting.model.engine.run({ kind: 'start', targets: [session] });
    await until('the question', () => setting.model.snapshot().ask.kind === 'asked');
    expect(carried(setting)).toEqual([]);
  });

  it('start the session that is wanted, unasked, with one code', async () => {
    const setting = await withDevice();
    await keepSeed(setting);
    expect(carried(setting)).toEqual([]);
    const shown = setting.model.popover.shown;
    setting.model.engine.run({ kind: 'start', targets: [session] });
    await isFresh(setting);
    expect(carried(setting)).toHaveLength(1);
    expect(setting.model.popover.shown).toBe(shown);
    expect(setting.model.snapshot().ask.kind).toBe('none');
    expect(setting.model.session('ada').withoutMfa).toBe(false);
  });

  it('wait for the next step where this one is spent', async () => {
    const setting = await withDevice();
    const { aws, model } = setting;
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: aws.codeFor(ADA) ?? '' });
    await isFresh(setting);
    await keepSeed(setting);
    model.engine.run({ kind: 'renew', targets: [session] });
    expect(carried(setting)).toHaveLength(1);
    await model.clock.advance(STEP);
    await until('the next session', () => carried(setting).length === 2);
    expect(aws.log().at(-1)?.status).toBe(200);
  });

  it('a code that AWS refuses is the last: a person is asked, whose code sets it going again', async () => {
    const setting = await withDevice();
    const { aws, model } = setting;
    await keepSeed(setting, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    model.engine.run({ kind: 'start', targets: [session] });
    await until('the refusal', () => refusalOf(setting));
    expect(refusalOf(setting)).toMatchObject({ kind: 'aws', cause: 'code-refused' });
    for (const _ of [1, 2, 3]) {
      // oxlint-disable-next-line no-await-in-loop -- step after step
      await model.clock.advance(STEP);
    }
    expect(carried(setting)).toHaveLength(1);
    expect(model.snapshot().ask.kind).toBe('asked');
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: aws.codeFor(ADA) ?? '' });
    await isFresh(setting);
  });

  it('are not tried in a loop while the network is down', async () => {
    const setting = await withDevice();
    const { aws, model } = setting;
    await keepSeed(setting);
    aws.addFault({
      operation: 'sts:GetSessionToken',
      times: null,
      fault: { kind: 'reset-before' },
    });
    const tried = () => aws.log().filter(({ action }) => action === 'GetSessionToken').length;
    model.engine.run({ kind: 'start', targets: [session] });
    await until('the first try', () => refusalOf(setting) !== undefined);
    expect(tried()).toBe(1);
    await model.clock.advance(2 * STEP);
    expect(tried()).toBe(1);
    aws.clearFaults();
    await model.clock.advance(8 * STEP);
    await isFresh(setting);
  });

  it('end when they are turned off, and the seed leaves the keychain', async () => {
    const setting = await withDevice();
    await keepSeed(setting);
    expect(setting.disk.seeds.has('ada')).toBe(true);
    setting.model.engine.run({ kind: 'type-codes', identity: 'ada' });
    await until('it to be off', () => sourceOf(setting) === undefined);
    expect(setting.disk.seeds.size).toBe(0);
    expect(setting.disk.codes).toEqual([]);
  });

  it('the seed is in no state, snapshot, journal or list', async () => {
    const setting = await withDevice();
    await keepSeed(setting);
    const { model, disk } = setting;
    const seen = JSON.stringify([
      [...model.engine.state().devices.sources],
      model.snapshot(),
      model.journal,
      disk.codes,
    ]);
    expect(seen).toContain('"kind":"seed"');
    expect(seen).not.toContain(SEED);
  });

  it('a text that is no seed is refused and nothing is kept', async () => {
    const setting = await withDevice();
    setting.model.engine.run({ kind: 'keep-seed', identity: 'ada', seed: 'no seed, 1' });
    const failed = await until(
      'the refusal',
      () => setting.model.snapshot().devices.sourceFailure ?? undefined,
    );
    expect(failed).toMatchObject({
      identity: 'ada',
      failure: { kind: 'device', cause: { kind: 'seed', problem: 'unreadable' } },
    });
    expect(setting.disk.seeds.size).toBe(0);
  });
});

describe('codes that a program prints', () => {
  it('are taken when one is needed, and the program is not run before', async () => {
    const setting = await withDevice();
    const code = setting.aws.codeFor(ADA) ?? '';
    const { path, wasRun } = program(`echo 'a line for nobody' >&2`, `echo ' ${code}'`);
    await useCommand(setting, `'${path}'`);
    expect(wasRun()).toBe(false);
    setting.model.engine.run({ kind: 'start', targets: [session] });
    await isFresh(setting);
    expect(wasRun()).toBe(true);
    expect(JSON.stringify(setting.model.journal)).not.toContain('for nobody');
  });

  it.each([
    ['prints something else', ['echo 12345'], { kind: 'device', cause: { kind: 'no-code' } }],
    ['prints two', ['echo 123456; echo 654321'], { kind: 'device', cause: { kind: 'no-code' } }],
    ['prints without end', ['exec yes 123456'], { kind: 'program', cause: 'too-much' }],
    [
      'fails',
      ['echo oops >&2', 'exit 3'],
      { kind: 'program', cause: 'failed', detail: detailAbout('exit-code', 3) },
    ],
  ] as const)('one that %s: nothing is sent, and a person is asked', async (_, lines, failure) => {
    const setting = await withDevice();
    await useCommand(setting, program(...lines).path);
    setting.model.engine.run({ kind: 'start', targets: [session] });
    expect(await until('the refusal', () => refusalOf(setting))).toMatchObject(failure);
    expect(carried(setting)).toEqual([]);
    expect(setting.model.snapshot().ask.kind).toBe('asked');
    expect(JSON.stringify(refusalOf(setting))).not.toContain('oops');
  });

  it('one that is not there', async () => {
    const setting = await withDevice();
    await useCommand(setting, '/nowhere/print-code');
    setting.model.engine.run({ kind: 'start', targets: [session] });
    expect(await until('the refusal', () => refusalOf(setting))).toMatchObject({
      kind: 'program',
      cause: 'not-started',
    });
  });

  it('no shell reads the command', async () => {
    const setting = await withDevice();
    const { path, wasRun } = program();
    await useCommand(setting, `true ; ${path}`);
    setting.model.engine.run({ kind: 'start', targets: [session] });
    await until('the refusal', () => refusalOf(setting));
    expect(wasRun()).toBe(false);
  });

  it('a command that is none is refused at once', async () => {
    const setting = await withDevice();
    setting.model.engine.run({ kind: 'use-code-command', identity: 'ada', command: '"half' });
    const failed = await until(
      'the refusal',
      () => setting.model.snapshot().devices.sourceFailure ?? undefined,
    );
    expect(failed.failure).toMatchObject({ kind: 'program', cause: 'no-command' });
  });

  it('a seed leaves the keychain when a program takes its place', async () => {
    const setting = await withDevice();
    await keepSeed(setting);
    await useCommand(setting, 'oathtool');
    expect(setting.disk.seeds.size).toBe(0);
  });
});
