import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Assertions } from '../../../app/credentials/assertion.ts';
import { ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';

const ASSERTION = 'cGxhbnRlZC1hc3NlcnRpb24=';
const role = {
  roleArn: 'arn:aws:iam::111122223333:role/analyst',
  principalArn: 'arn:aws:iam::111122223333:saml-provider/acme-login',
};
const offer = { roles: [role], endsAt: null, sessionSeconds: null };

const start = (
  read: Assertions['read'] = async () => ok({ assertion: secret(ASSERTION), offer }),
) => startModel({ ports: (ports) => ({ ...ports, assertions: { read } }) });

const assume: Command = {
  kind: 'assume-saml',
  name: null,
  region: 'us-east-1',
  ...role,
  assertion: null,
  durationSeconds: null,
  policy: null,
  policyArns: [],
};

describe('an assertion that was read for the form (BO3)', () => {
  it('is offered without itself, and starts one of its roles', async () => {
    const model = await start();
    model.engine.run({ kind: 'read-assertion', from: { kind: 'clipboard' } });
    await settle();
    expect(model.snapshot().assertion).toEqual({ kind: 'offered', offer });
    expect(JSON.stringify(model.snapshot())).not.toContain(ASSERTION);
    model.engine.run(assume);
    await settle();
    expect(model.aws.operations).toMatchObject([
      { operation: 'AssumeRoleWithSAML', vouching: ASSERTION },
    ]);
    expect(model.snapshot().made).toMatchObject([{ name: 'analyst', phase: { kind: 'fresh' } }]);
  });

  it('is used once', async () => {
    const model = await start();
    model.engine.run({ kind: 'read-assertion', from: { kind: 'clipboard' } });
    await settle();
    model.engine.run(assume);
    model.engine.run(assume);
    await settle();
    expect(model.aws.operations).toHaveLength(1);
    expect(model.snapshot().operations).toMatchObject([
      { operation: 'assume-saml', kind: 'refused', failures: [{ field: 'SAMLAssertion' }] },
    ]);
  });

  it('is let go when the form is left, also while it is read', async () => {
    const gate: { open: () => void } = { open: () => undefined };
    const model = await start(async () => {
      await new Promise<void>((resolve) => {
        gate.open = resolve;
      });
      return ok({ assertion: secret(ASSERTION), offer });
    });
    model.engine.run({ kind: 'read-assertion', from: { kind: 'clipboard' } });
    await settle();
    model.engine.run({ kind: 'drop-assertion' });
    gate.open();
    await settle();
    expect(model.snapshot().assertion).toEqual({ kind: 'none' });
    model.engine.run(assume);
    await settle();
    expect(model.aws.operations).toHaveLength(0);
  });
});
