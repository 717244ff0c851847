import { describe, expect, it } from 'vitest';
import {
  checkGetSessionToken,
  devicesOf,
  durationLimits,
  virtualSerial,
} from '../../../app/index.ts';
import { startModel } from '../../support/model-engine.ts';
import { current, PLAIN, send, session } from './program.ts';

// What setsts.py documents, as far as the core does it, through its public API; names and words are our own.

const secretAccessKey = 'model-long-term-secret-0123456789abcdefg';
const GUESSED = 'arn:aws:iam::111122223333:mfa/ada';

describe('the serial number', () => {
  it('SE2: of a virtual device is made of what GetCallerIdentity says', () => {
    expect(virtualSerial('arn:aws:iam::111122223333:user/ada')).toBe(GUESSED);
    expect(virtualSerial('arn:aws-cn:iam::111122223333:user/team/ada')).toBe(
      'arn:aws-cn:iam::111122223333:mfa/ada',
    );
    expect(devicesOf('arn:aws:iam::111122223333:user/ada', null)).toEqual([
      { serial: GUESSED, kind: 'guessed' },
    ]);
    expect(virtualSerial('arn:aws:iam::111122223333:root')).toBeNull();
  });

  it.each([
    ['found when none is given', '', GUESSED],
    ['taken as given, a hardware serial too', 'GAHT12345678', 'GAHT12345678'],
  ])('SE2: is %s', async (_name, serial, used) => {
    const model = await startModel({ config: '', credentials: '' });
    await send(model, {
      kind: 'add-identity',
      name: 'hopper',
      accessKeyId: 'AKIAMODEL00000000002',
      secretAccessKey,
      serial,
    });
    expect(model.session('hopper').serial).toBe(used);
    model.aws.serial = used;
    await model.enterCode('hopper');
    expect(model.aws.codes.map((sent) => sent.serial)).toEqual([used]);
    expect(await current(model, [session('hopper')])).not.toBeNull();
  });
});

describe('the duration', () => {
  it('SE3: is twelve hours where nothing else is said', async () => {
    expect(durationLimits.GetSessionToken).toMatchObject({
      min: 900,
      max: 129_600,
      default: 43_200,
    });
    const model = await startModel(PLAIN);
    await send(model, { kind: 'start', targets: [session('default')] });
    expect(model.aws.calls).toMatchObject([{ name: 'GetSessionToken', seconds: 43_200 }]);
  });

  it.each([
    [899, false],
    [900, true],
    [129_600, true],
    [129_601, false],
    [3600.5, false],
  ])('SE3: of %d s is taken: %s', (durationSeconds, taken) => {
    const given = { durationSeconds, serialNumber: null, tokenCode: null };
    expect(checkGetSessionToken(given, 'user').length === 0).toBe(taken);
  });

  it('SE3: of 15 min is asked for and lasts as STS says', async () => {
    const model = await startModel({ ...PLAIN, settings: { tokenLife: 900 } });
    await send(model, { kind: 'start', targets: [session('default')] });
    expect(await current(model, [session('default')], 'vault')).toMatchObject({ duration: 900 });
  });
});
