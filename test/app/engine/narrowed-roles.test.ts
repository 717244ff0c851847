import { describe, expect, it } from 'vitest';
import { ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { denied } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';
import { ask, assumeRole, madeRow, progressOf } from '../../support/operations.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KEY = 'AKIAMODEL00000000001';
const made = (name: string) => ({ kind: 'made', name }) as const;

const awsSays = (code: string, status = 400) =>
  ({ kind: 'aws', code, message: 'said', status, requestId: null }) as const;

describe('AssumeRole with arguments of its own', () => {
  it('is signed by the session and sends each argument (BO2)', async () => {
    const model = await startModel();
    await model.enterCode();
    const session = [...model.aws.ends.keys()][0];
    await ask(
      model,
      assumeRole({
        profile: 'ops',
        roleSessionName: '{user} on {host}',
        durationSeconds: 900,
        policy: '{"Version":"2012-10-17","Statement":[]}',
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        sourceIdentity: 'ada',
        tags: [{ key: 'team', value: 'red' }],
        transitiveTagKeys: ['team'],
      }),
    );
    expect(model.aws.operations).toEqual([
      {
        operation: 'AssumeRole',
        by: session,
        vouching: null,
        input: expect.objectContaining({
          roleArn: 'arn:aws:iam::444455556666:role/ops',
          externalId: 'partner-7',
          roleSessionName: 'ada-on-laptop',
          durationSeconds: 900,
          policy: '{"Version":"2012-10-17","Statement":[]}',
          policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
          sourceIdentity: 'ada',
          tags: [{ key: 'team', value: 'red' }],
          transitiveTagKeys: ['team'],
          serialNumber: null,
          tokenCode: null,
        }),
      },
    ]);
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'done',
      outcome: { kind: 'held', target: made('dev-narrow') },
    });
  });

  it('keeps what STS says of it: ARN, id, source identity, policy size (BO10)', async () => {
    const model = await startModel();
    await model.enterCode();
    await ask(model, assumeRole({ sourceIdentity: 'ada', policy: '{}' }));
    expect(madeRow(model, 'dev-narrow').who).toMatchObject({
      arn: 'arn:aws:sts::111122223333:assumed-role/x/ada@laptop',
      id: 'AROAX:ada@laptop',
      sourceIdentity: 'ada',
      packedPolicySize: 7,
    });
  });

  it('waits for the code of its session, and goes on with it', async () => {
    const model = await startModel();
    await ask(model, assumeRole());
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    expect(progressOf(model, 'assume-role').kind).toBe('running');
    await model.enterCode();
    await settle();
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('fresh');
  });

  it('goes through the role before it in a chain', async () => {
    const model = await startModel();
    await model.enterCode();
    await ask(model, assumeRole({ profile: 'data', name: 'data-narrow' }));
    await settle();
    const dev = model.aws.calls.findIndex(({ name }) => name.endsWith(':role/dev'));
    expect(model.aws.operations[0]?.by).toBe([...model.aws.ends.keys()][dev]);
  });

  it('is renewed while its session lasts, and ends with it', async () => {
    const model = await startModel({ settings: { tokenLife: 3 * 3600 } });
    await model.enterCode();
    await ask(model, assumeRole());
    await model.clock.advance(2 * HOUR);
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('fresh');
    expect(model.aws.operations.length).toBeGreaterThan(2);
    await model.clock.advance(3 * HOUR);
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('ended');
  });

  it('stops with the session it hangs on, and not with the role it is a kind of', async () => {
    const model = await startModel();
    await model.enterCode();
    await ask(model, assumeRole());
    model.engine.run({ kind: 'stop', targets: [{ kind: 'role', profile: 'dev' }] });
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('fresh');
    model.engine.run({ kind: 'stop', targets: [{ kind: 'session', identity: 'ada' }] });
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('off');
  });

  it('may not last longer than an hour under a session, and nothing is sent', async () => {
    const model = await startModel();
    await model.enterCode();
    await ask(model, assumeRole({ durationSeconds: 7200 }));
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'refused',
      failures: [
        { field: 'DurationSeconds', rule: { kind: 'range', max: 3600, because: 'role-chaining' } },
      ],
    });
    expect(model.aws.operations).toEqual([]);
  });
});

describe('who signs for a role with arguments of its own', () => {
  const NO_MFA = `
[profile ada]
region = eu-central-1
[profile dev]
role_arn = arn:aws:iam::111122223333:role/dev
source_profile = ada
[profile ops]
role_arn = arn:aws:iam::444455556666:role/ops
source_profile = ada
mfa_serial = arn:aws:iam::111122223333:mfa/ada
[profile env]
role_arn = arn:aws:iam::111122223333:role/env
credential_source = Environment
[profile token]
role_arn = arn:aws:iam::111122223333:role/token
web_identity_token_file = /run/token
`;

  it('is the key where nothing asks for MFA, for up to twelve hours', async () => {
    const model = await startModel({ config: NO_MFA });
    await ask(model, assumeRole({ durationSeconds: 43_200 }));
    expect(model.aws.operations).toMatchObject([{ by: KEY, input: { durationSeconds: 43_200 } }]);
  });

  it('is the session once AWS denied the key, and then an hour is the most', async () => {
    const model = await startModel({ config: NO_MFA });
    model.aws.answers.set('AssumeRole', [denied()]);
    await ask(model, assumeRole({ durationSeconds: 43_200 }));
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    await model.enterCode();
    await settle();
    const session = [...model.aws.ends.keys()][0];
    expect(model.aws.operations).toMatchObject([
      { by: KEY },
      { by: session, input: { durationSeconds: 3600 } },
    ]);
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('fresh');
  });

  it('denied under the session too is believed', async () => {
    const model = await startModel({ config: NO_MFA });
    model.aws.answers.set('AssumeRole', [denied(), denied()]);
    await ask(model, assumeRole());
    await model.enterCode();
    await settle();
    await model.clock.advance(10 * MINUTE);
    expect(model.aws.operations).toHaveLength(2);
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'aws', cause: 'denied' }],
    });
  });

  it('is another session once AWS says that the first has ended', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(2 * MINUTE);
    model.aws.answers.set('AssumeRole', [awsSays('ExpiredToken', 403)]);
    await ask(model, assumeRole());
    expect(model.snapshot().ask.kind).toBe('asked');
    await model.enterCode();
    await settle();
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('fresh');
    expect(model.aws.operations).toHaveLength(2);
  });

  it('is what the environment holds, where the profile says so', async () => {
    const model = await startModel({
      config: NO_MFA,
      ports: (ports) => ({
        ...ports,
        credentialSources: {
          ...ports.credentialSources,
          read: async () =>
            ok({
              kind: 'keys',
              signer: {
                accessKeyId: 'AKIAENVIRONMENT',
                secretAccessKey: secret('s'),
                sessionToken: null,
              },
              expiresAt: null,
            }),
        },
      }),
    });
    await ask(model, assumeRole({ profile: 'env' }));
    expect(model.aws.operations).toMatchObject([{ by: 'AKIAENVIRONMENT' }]);
  });

  it('is nobody where a token vouches for the role: it has a command of its own', async () => {
    const model = await startModel({ config: NO_MFA });
    await ask(model, assumeRole({ profile: 'token' }));
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'vouched-role', profile: 'token' }],
    });
  });
});
