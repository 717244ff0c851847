import { describe, expect, it } from 'vitest';
import { failureWords } from '../../../app/index.ts';
import { denied } from '../../support/model-aws.ts';
import { NOON, startModel } from '../../support/model-engine.ts';
import { current, field, NIGHTLY, nightly, role, send, session, startSet } from './program.ts';

// What the AWS STS examples show, as far as the core does it, through its public API and without AWS (EX5): the ports
// are a small model of STS, as a program would put its own in their place.

const TABLES = 'arn:aws:iam::111122223333:role/tables';

/** One role names the device, the other says nothing of MFA; AWS knows better. */
const SILENT = {
  ...NIGHTLY,
  config: NIGHTLY.config
    .replace(/mfa_serial.*\n/, '')
    .concat('mfa_serial = arn:aws:iam::111122223333:mfa/ada\n'),
  settings: { start: 'asked' },
} as const;

describe('a role that needs MFA', () => {
  it('EX1: is refused without a code, and a code is asked for', async () => {
    const model = await startModel(SILENT);
    model.aws.answers.set(TABLES, [denied()]);
    await send(model, startSet('tables'));
    expect(model.aws.calls).toMatchObject([{ name: TABLES, withCode: false }]);
    expect(model.role('tables').phase.kind).toBe('needs-code');
    expect(await current(model, [role('tables')])).toBeNull();
  });

  it('EX1: is there with one, by a session that carried it', async () => {
    const model = await startModel(SILENT);
    model.aws.answers.set(TABLES, [denied()]);
    await send(model, startSet('tables'));
    await model.enterCode('grace');
    expect(model.aws.calls.slice(1)).toMatchObject([
      { name: 'GetSessionToken', withCode: true },
      { name: TABLES, withCode: false },
    ]);
    expect(field(await current(model, [role('tables')]), 'AccessKeyId')).toMatch(/^ASIA/);
  });

  it('EX1: denied with a code too, says so and asks for no other', async () => {
    const model = await nightly();
    model.aws.answers.set(TABLES, [denied()]);
    await send(model, startSet('tables'));
    const { trouble } = model.role('tables');
    expect(trouble && failureWords(trouble.failure, NOON)).toMatchObject({
      detail: expect.stringContaining('AccessDenied 403'),
    });
    expect(model.aws.codes).toHaveLength(1);
  });
});

describe('a session for what wants MFA', () => {
  it('EX3: carries the code it was made with', async () => {
    const model = await nightly();
    expect(model.session('grace').withoutMfa).toBe(false);
    expect(await current(model, [session('grace')])).not.toBeNull();
  });

  it('EX3: is not made of a wrong code, nor of the same one twice', async () => {
    const model = await startModel(NIGHTLY);
    await send(model, { kind: 'submit-code', identity: 'grace', code: '123456' });
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'aws', cause: 'code-refused' } });
    await send(model, { kind: 'submit-code', identity: 'grace', code: '123456' });
    expect(model.aws.codes).toHaveLength(1);
    expect(await current(model, [session('grace')])).toBeNull();
  });
});
