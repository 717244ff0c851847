import { describe, expect, it } from 'vitest';
import { settle } from '../../support/model-clock.ts';
import { denied, offline } from '../../support/model-aws.ts';
import { ADA_FILES, ADA_KEY, startModel, type Model } from '../../support/model-engine.ts';
import { ask, getSession, progressOf } from '../../support/operations.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/ada';
const HOUR = 3_600_000;

/** Grace has a key and no device. */
const GRACE = `
[grace]
aws_access_key_id = AKIAMODEL00000000002
aws_secret_access_key = model-long-term-secret-grace-0123456789ab
`;

const ask1 = (model: Model, over: Parameters<typeof getSession>[0] = {}) =>
  ask(model, getSession(over));

const told = (model: Model) => progressOf(model, 'get-session-token');

const held = (identity: string) => ({
  kind: 'done',
  outcome: { kind: 'held', target: { kind: 'session', identity } },
});

const sessionCalls = (model: Model) =>
  model.aws.calls.filter(({ name }) => name === 'GetSessionToken');

describe('GetSessionToken without a code of its own', () => {
  it('asks for the code where one is needed, leads there, and is held once it was typed (ST1)', async () => {
    const model = await startModel();
    await ask1(model);
    expect(told(model).kind).toBe('running');
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    expect(model.popover.shown).toBe(1);
    await model.enterCode();
    expect(told(model)).toMatchObject(held('ada'));
    expect(sessionCalls(model)).toMatchObject([{ withCode: true, seconds: 43_200 }]);
  });

  it('is made at once for an identity without a device (ST1)', async () => {
    const model = await startModel({ credentials: ADA_KEY + GRACE });
    await ask1(model, { identity: 'grace' });
    expect(told(model)).toMatchObject(held('grace'));
    expect(sessionCalls(model)).toMatchObject([{ withCode: false }]);
  });

  it('uses the session that is there and can sign (BO6)', async () => {
    const model = await startModel();
    await model.enterCode();
    await ask1(model);
    expect(told(model)).toMatchObject(held('ada'));
    expect(sessionCalls(model)).toHaveLength(1);
  });

  it('does not use one that ends within the minute (BO6)', async () => {
    const model = await startModel({ settings: { tokenLife: 3600 } });
    await model.enterCode();
    await model.clock.advance(HOUR - 59_000);
    await ask1(model);
    expect(told(model).kind).toBe('running');
    await model.enterCode();
    expect(told(model)).toMatchObject(held('ada'));
  });

  it('with force new waits for the next one, whatever is held (BO6)', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(60_000);
    await ask1(model, { forceNew: true });
    expect(told(model).kind).toBe('running');
    await model.enterCode();
    expect(told(model)).toMatchObject(held('ada'));
    expect(sessionCalls(model)).toHaveLength(2);
  });

  it('lasts as long as was asked, and the session after it as the settings say (SE3)', async () => {
    const model = await startModel();
    await ask1(model, { durationSeconds: 129_600 });
    await model.enterCode();
    await model.clock.advance(36 * HOUR);
    await ask1(model);
    await model.enterCode();
    expect(sessionCalls(model).map(({ seconds }) => seconds)).toEqual([129_600, 43_200]);
  });

  it('keeps the life that was asked for over a code that was refused (SE3)', async () => {
    const model = await startModel();
    await ask1(model, { durationSeconds: 7200 });
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: '999999' });
    await settle();
    expect(told(model).kind).toBe('running');
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(sessionCalls(model).map(({ seconds }) => seconds)).toEqual([7200, 7200]);
    expect(told(model)).toMatchObject(held('ada'));
  });

  it('that is denied for good says so (ST13)', async () => {
    const model = await startModel({ credentials: ADA_KEY + GRACE });
    model.aws.answers.set('GetSessionToken', [denied('not allowed')]);
    await ask1(model, { identity: 'grace' });
    expect(told(model)).toMatchObject({ kind: 'refused', failures: [{ cause: 'denied' }] });
  });

  it('that a person stops says so, and is not taken up again', async () => {
    const model = await startModel();
    await ask1(model);
    model.engine.run({ kind: 'stop-all' });
    await settle();
    expect(told(model)).toMatchObject({ kind: 'refused', failures: [{ kind: 'stopped' }] });
  });

  it('joins the same request that is on its way: one call, and both are told (BO6)', async () => {
    const model = await startModel({ credentials: ADA_KEY + GRACE });
    const open = model.aws.hold();
    await ask1(model, { identity: 'grace', forceNew: true });
    await ask1(model, { identity: 'grace', forceNew: true });
    expect(told(model).kind).toBe('running');
    open();
    await model.clock.advance(1000);
    expect(told(model)).toMatchObject({ ...held('grace'), turn: 2 });
    expect(sessionCalls(model)).toHaveLength(1);
  });
});

describe('GetSessionToken with serial and code', () => {
  const withCode = (model: Model, over: Parameters<typeof getSession>[0] = {}) =>
    ask1(model, { serialNumber: SERIAL, tokenCode: model.aws.code(), ...over });

  it('is one call that carries them, and nobody is asked (BO6)', async () => {
    const model = await startModel();
    await withCode(model, { durationSeconds: 900 });
    expect(told(model)).toMatchObject(held('ada'));
    expect(sessionCalls(model)).toMatchObject([{ withCode: true, seconds: 900 }]);
    expect(model.popover.shown).toBe(0);
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('is made although a good session is held: its code says that a new one is meant (BO6)', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(30_000);
    await withCode(model);
    expect(told(model)).toMatchObject(held('ada'));
    expect(sessionCalls(model)).toHaveLength(2);
  });

  it('spends the code, so that neither the field nor another call takes it again', async () => {
    const model = await startModel();
    await withCode(model);
    await withCode(model);
    expect(told(model)).toMatchObject({ kind: 'refused', failures: [{ kind: 'code-spent' }] });
    model.engine.run({ kind: 'ask-code', identity: 'ada' });
    await model.enterCode();
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'code-spent' } });
    expect(model.aws.codes).toHaveLength(1);
  });

  it('is never sent twice: after a lost answer it says that the code may be spent', async () => {
    const model = await startModel();
    model.aws.answers.set('GetSessionToken', [offline]);
    await withCode(model);
    await model.clock.advance(HOUR);
    expect(model.aws.codes).toHaveLength(1);
    expect(told(model)).toMatchObject({ kind: 'refused', failures: [{ kind: 'code-unsure' }] });
  });

  it('that AWS refuses says so, and the code of the next moment may be typed', async () => {
    const model = await startModel();
    await withCode(model, { tokenCode: '999999' });
    expect(told(model)).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'aws', cause: 'code-refused' }],
    });
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
  });

  it('of a FIDO device is refused before it is sent, and its code may still be used', async () => {
    const model = await startModel();
    const serialNumber = 'arn:aws:iam::111122223333:u2f/user/ada/key';
    await withCode(model, { serialNumber });
    expect(told(model)).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'fido-device', identity: 'ada', serial: serialNumber }],
    });
    expect(model.aws.calls).toEqual([]);
    await withCode(model);
    expect(told(model)).toMatchObject(held('ada'));
  });

  it('joins one whose code is being checked, and spends no second code (BO6)', async () => {
    const model = await startModel();
    const open = model.aws.hold();
    await withCode(model);
    await withCode(model, { tokenCode: '123456' });
    open();
    await model.clock.advance(1000);
    expect(told(model)).toMatchObject({ ...held('ada'), turn: 2 });
    expect(model.aws.codes).toHaveLength(1);
  });

  it('joins one whose code is refused, and is refused with it', async () => {
    const model = await startModel();
    const open = model.aws.hold();
    await withCode(model, { tokenCode: '999999' });
    await withCode(model, { tokenCode: '888888' });
    open();
    await model.clock.advance(1000);
    expect(told(model)).toMatchObject({ kind: 'refused', turn: 2 });
    expect(model.aws.codes).toHaveLength(1);
  });
});

describe('the arguments of GetSessionToken (ST13)', () => {
  it.each([
    ['a life below 900 s', { durationSeconds: 899 }, 'DurationSeconds'],
    ['a life above 129600 s', { durationSeconds: 129_601 }, 'DurationSeconds'],
    ['half a second', { durationSeconds: 900.5 }, 'DurationSeconds'],
    ['a serial without a code', { serialNumber: SERIAL }, 'TokenCode'],
    ['a code without a serial', { tokenCode: '123456' }, 'SerialNumber'],
    [
      'a serial of eight characters',
      { serialNumber: 'GAHT1234', tokenCode: '123456' },
      'SerialNumber',
    ],
    ['a code of five digits', { serialNumber: SERIAL, tokenCode: '12345' }, 'TokenCode'],
  ])('with %s are refused, and nothing is sent (SE3)', async (_what, over, field) => {
    const model = await startModel();
    await ask1(model, over);
    expect(told(model)).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'argument', operation: 'GetSessionToken', field }],
    });
    expect(model.aws.calls).toEqual([]);
    expect(model.session('ada').phase.kind).toBe('off');
  });

  it.each([
    [3600, 'running'],
    [3601, 'refused'],
  ])('of the account root may last %i s: %s (SE3)', async (durationSeconds, kind) => {
    const model = await asRoot();
    await ask1(model, { durationSeconds });
    expect(told(model).kind).toBe(kind);
  });

  it('of the account root are an hour where the settings want more (SE3)', async () => {
    const model = await asRoot();
    await ask1(model);
    await model.enterCode();
    expect(sessionCalls(model)).toMatchObject([{ seconds: 3600 }]);
  });
});

/** Ada's key turned out to be the account root's. */
const asRoot = async (): Promise<Model> => {
  const model = await startModel({
    ports: (ports) => ({
      ...ports,
      sts: {
        ...ports.sts,
        getCallerIdentity: async (context) => {
          const answer = await ports.sts.getCallerIdentity(context);
          if (!answer.outcome.ok) return answer;
          const value = { ...answer.outcome.value, arn: 'arn:aws:iam::111122223333:root' };
          return { ...answer, outcome: { ok: true, value } };
        },
      },
    }),
  });
  model.engine.run({ kind: 'check-identity', identity: 'ada' });
  for (let turn = 0; turn < 6; turn += 1) {
    // eslint-disable-next-line no-await-in-loop
    await settle();
  }
  return model;
};

describe('whose session is meant when nobody is named (ST1)', () => {
  const DEFAULT = ADA_KEY.replace('[ada]', '[default]').replace('0001', '0009');
  it.each([
    ['the only identity', ADA_KEY, 'ada'],
    ['the default one of several', ADA_KEY + GRACE + DEFAULT, 'default'],
  ])('%s', async (_what, credentials, meant) => {
    const model = await startModel({ credentials });
    await ask1(model);
    const started = model.snapshot().sessions.filter(({ phase }) => phase.kind !== 'off');
    expect(started.map(({ identity }) => identity)).toEqual([meant]);
  });

  it.each([
    ['several without a default', ADA_FILES, ADA_KEY + GRACE, ['ada', 'grace']],
    ['no key', '', '', []],
  ])('with %s nobody, and the choices are told', async (_what, config, credentials, choices) => {
    const model = await startModel({ config, credentials });
    await ask1(model);
    expect(told(model)).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'which-identity', choices }],
    });
  });

  it('an unknown one is refused by its name', async () => {
    const model = await startModel();
    await ask1(model, { identity: 'nobody' });
    expect(told(model)).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'unknown-target', target: { kind: 'session', identity: 'nobody' } }],
    });
  });
});
