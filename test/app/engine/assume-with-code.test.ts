import { describe, expect, it } from 'vitest';
import { offline } from '../../support/model-aws.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { ask, assumeRole, madeRow, progressOf } from '../../support/operations.ts';

const SERIAL = 'arn:aws:iam::111122223333:mfa/ada';

const withCode = (model: Model, over: Parameters<typeof assumeRole>[0] = {}) =>
  ask(
    model,
    assumeRole({
      serialNumber: SERIAL,
      tokenCode: model.aws.code(),
      durationSeconds: 43_200,
      ...over,
    }),
  );

describe('BO2: AssumeRole with serial and code of its own', () => {
  it('goes straight from the key, without a session, and may last 12 h', async () => {
    const model = await startModel();
    await withCode(model);
    expect(model.aws.operations).toMatchObject([
      {
        operation: 'AssumeRole',
        by: 'AKIAMODEL00000000001',
        input: { serialNumber: SERIAL, durationSeconds: 43_200 },
      },
    ]);
    expect(model.aws.calls.map(({ name }) => name)).toEqual(['AssumeRole']);
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('fresh');
  });

  it('spends the code: the field does not take it again, nor does another call', async () => {
    const model = await startModel();
    await withCode(model);
    model.engine.run({ kind: 'ask-code', identity: 'ada' });
    await model.enterCode();
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'code-spent' } });
    await withCode(model, { name: 'again' });
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'code-spent' }],
    });
    expect(model.aws.operations).toHaveLength(1);
  });

  it('is never sent twice, not even when the answer was lost', async () => {
    const model = await startModel();
    model.aws.answers.set('AssumeRole', [offline]);
    await withCode(model);
    await model.clock.advance(3_600_000);
    expect(model.aws.operations).toHaveLength(1);
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'network' }],
    });
  });

  it.each([
    ['a code without a serial', { serialNumber: null }],
    ['a serial without a code', { tokenCode: null }],
    ['a code that is none', { tokenCode: '12 34' }],
  ])('refuses %s before anything is sent', async (_, over) => {
    const model = await startModel();
    await withCode(model, over);
    expect(progressOf(model, 'assume-role').kind).toBe('refused');
    expect(model.aws.operations).toEqual([]);
  });

  it('refuses a FIDO device before anything is sent, and leaves the code unspent', async () => {
    const model = await startModel();
    const serialNumber = 'arn:aws:iam::111122223333:u2f/user/ada/key';
    await withCode(model, { serialNumber });
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'fido-device', identity: 'ada', serial: serialNumber }],
    });
    expect(model.aws.operations).toEqual([]);
    await withCode(model);
    expect(progressOf(model, 'assume-role').kind).toBe('done');
  });

  it('refuses a role that another role stands before', async () => {
    const model = await startModel();
    await withCode(model, { profile: 'data' });
    expect(progressOf(model, 'assume-role').kind).toBe('refused');
    expect(model.aws.operations).toEqual([]);
  });
});
