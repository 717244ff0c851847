import { describe, expect, it } from 'vitest';
import { ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import type { OperationCommand } from '../../../app/contract-operations.ts';
import { denied, offline, throttled } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, startModel } from '../../support/model-engine.ts';
import {
  ask,
  assumeRole,
  assumeSaml,
  assumeWebIdentity,
  ASSERTION,
  federate,
  madeRow,
  progressOf,
  ROLE,
  TOKEN,
} from '../../support/operations.ts';

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

describe('AssumeRoleWithSAML', () => {
  it('is signed by nobody, and held under the name of its role (BO3)', async () => {
    const model = await startModel({ config: '', credentials: '' });
    await ask(model, assumeSaml({ durationSeconds: 7200 }));
    expect(model.aws.operations).toEqual([
      {
        operation: 'AssumeRoleWithSAML',
        by: null,
        vouching: ASSERTION,
        input: expect.objectContaining({ roleArn: ROLE, durationSeconds: 7200 }),
      },
    ]);
    expect(madeRow(model, 'analyst')).toMatchObject({
      phase: { kind: 'fresh', renews: false },
      who: { id: 'AROAX:ada', subject: 'ada', audience: 'https://signin.aws.amazon.com/saml' },
    });
  });

  it('is not made again, and is gone when it ended', async () => {
    const model = await startModel();
    await ask(model, assumeSaml());
    await model.clock.advance(59 * MINUTE);
    expect(madeRow(model, 'analyst').phase.kind).toBe('fresh');
    await model.clock.advance(2 * MINUTE);
    expect(model.snapshot().made).toEqual([]);
    expect(model.aws.operations).toHaveLength(1);
  });

  it('is tried again with the same assertion when AWS was busy', async () => {
    const model = await startModel();
    model.aws.answers.set('AssumeRoleWithSAML', [throttled, offline]);
    await ask(model, assumeSaml());
    await model.clock.advance(MINUTE);
    expect(model.aws.operations.map(({ vouching }) => vouching)).toEqual([
      ASSERTION,
      ASSERTION,
      ASSERTION,
    ]);
    expect(madeRow(model, 'analyst').phase.kind).toBe('fresh');
  });

  it.each([
    ['ExpiredTokenException', 'token-expired'],
    ['IDPRejectedClaim', 'token-refused'],
    ['InvalidIdentityToken', 'token-refused'],
    ['AccessDenied', 'denied'],
  ] as const)('refused as %s is told as %s and not tried again', async (code, cause) => {
    const model = await startModel();
    model.aws.answers.set('AssumeRoleWithSAML', [awsSays(code, 403)]);
    await ask(model, assumeSaml());
    expect(progressOf(model, 'assume-saml')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'aws', operation: 'AssumeRoleWithSAML', cause, code }],
    });
    await model.clock.advance(10 * MINUTE);
    expect(model.aws.operations).toHaveLength(1);
  });

  it('is forgotten when it is stopped', async () => {
    const model = await startModel();
    await ask(model, assumeSaml());
    model.engine.run({ kind: 'stop', targets: [made('analyst')] });
    expect(model.snapshot().made).toEqual([]);
  });

  it('stopped on its way is dropped when its answer comes', async () => {
    const model = await startModel();
    const open = model.aws.hold();
    await ask(model, assumeSaml());
    model.engine.run({ kind: 'stop', targets: [made('analyst')] });
    open();
    await settle();
    expect(model.snapshot().made).toEqual([]);
    expect(model.aws.operations).toHaveLength(1);
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  const fromFile = assumeWebIdentity({
    source: { kind: 'file', path: '/run/token' },
    providerId: 'www.amazon.com',
    roleSessionName: 'ci-{host}',
  });

  it('sends the token of a file without its line end, and the provider’s id (BO4)', async () => {
    const model = await startModel();
    model.saved.set('/run/token', `${TOKEN}\n`);
    await ask(model, fromFile);
    expect(model.aws.operations).toEqual([
      {
        operation: 'AssumeRoleWithWebIdentity',
        by: null,
        vouching: TOKEN,
        input: expect.objectContaining({
          providerId: 'www.amazon.com',
          roleSessionName: 'ci-laptop',
        }),
      },
    ]);
  });

  it('reads its file again for each renewal', async () => {
    const model = await startModel();
    model.saved.set('/run/token', TOKEN);
    await ask(model, fromFile);
    model.saved.set('/run/token', 'rotated-token');
    await model.clock.advance(HOUR);
    expect(model.aws.operations.map(({ vouching }) => vouching)).toEqual([TOKEN, 'rotated-token']);
    expect(madeRow(model, 'ci').phase).toMatchObject({ kind: 'fresh', renews: true });
  });

  it('waits for a file that is written later', async () => {
    const model = await startModel();
    await ask(model, fromFile);
    expect(madeRow(model, 'ci').trouble?.failure).toMatchObject({ kind: 'file', action: 'read' });
    model.saved.set('/run/token', TOKEN);
    await model.clock.advance(MINUTE);
    expect(madeRow(model, 'ci').phase.kind).toBe('fresh');
  });

  it('with a typed token is not made again', async () => {
    const model = await startModel();
    await ask(model, assumeWebIdentity());
    expect(madeRow(model, 'ci').phase).toMatchObject({ kind: 'fresh', renews: false });
    await model.clock.advance(2 * HOUR);
    expect(model.aws.operations).toHaveLength(1);
    expect(model.snapshot().made).toEqual([]);
  });

  it('from a file is renewed after a restart too', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    first.saved.set('/run/token', TOKEN);
    await ask(first, fromFile);
    await first.engine.stop();
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    second.saved.set('/run/token', 'after-restart');
    expect(madeRow(second, 'ci').phase.kind).toBe('fresh');
    await second.clock.advance(HOUR);
    expect(second.aws.operations.at(-1)?.vouching).toBe('after-restart');
  });
});

describe('GetFederationToken', () => {
  it('is signed by the long-term key without a code, and held under the user’s name (BO5)', async () => {
    const model = await startModel();
    await ask(model, federate({ durationSeconds: 3600, tags: [{ key: 'team', value: '' }] }));
    expect(model.aws.operations).toEqual([
      {
        operation: 'GetFederationToken',
        by: KEY,
        vouching: null,
        input: expect.objectContaining({
          name: 'guest',
          durationSeconds: 3600,
          tags: [{ key: 'team', value: '' }],
        }),
      },
    ]);
    expect(model.aws.codes).toEqual([]);
    expect(madeRow(model, 'guest').who).toMatchObject({
      arn: 'arn:aws:sts::111122223333:federated-user/guest',
      id: '111122223333:guest',
    });
  });

  it('is renewed by itself', async () => {
    const model = await startModel();
    await ask(model, federate({ durationSeconds: 3600 }));
    await model.clock.advance(3 * HOUR);
    expect(madeRow(model, 'guest').phase).toMatchObject({ kind: 'fresh', renews: true });
  });

  it('of nobody is refused', async () => {
    const model = await startModel();
    await ask(model, federate({ identity: 'bob' }));
    expect(progressOf(model, 'federate')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'unknown-target', target: { kind: 'session', identity: 'bob' } }],
    });
  });
});

describe('arguments', () => {
  it.each<[string, OperationCommand, readonly string[]]>([
    [
      'of AssumeRole',
      assumeRole({
        policy: 'not json',
        policyArns: ['nonsense-but-long-enough'],
        sourceIdentity: 'aws:ada',
        tags: [
          { key: 'a', value: '' },
          { key: 'A', value: '' },
        ],
        transitiveTagKeys: ['b'],
      }),
      ['Policy', 'PolicyArns', 'SourceIdentity', 'SourceIdentity', 'TagKey', 'TransitiveTagKey'],
    ],
    [
      'of AssumeRoleWithSAML',
      assumeSaml({ roleArn: 'x', principalArn: 'y', assertion: '', durationSeconds: 1 }),
      ['RoleArn', 'PrincipalArn', 'DurationSeconds', 'SAMLAssertion'],
    ],
    [
      'of AssumeRoleWithWebIdentity',
      assumeWebIdentity({
        roleArn: 'x',
        providerId: 'https://no',
        source: { kind: 'token', token: ' ' },
      }),
      ['RoleArn', 'ProviderId', 'WebIdentityToken'],
    ],
    [
      'of GetFederationToken',
      federate({ userName: 'a b', durationSeconds: 129_601, policy: '[]' }),
      ['Name', 'DurationSeconds', 'Policy'],
    ],
    [
      'of DecodeAuthorizationMessage',
      { kind: 'decode', message: ' ', denied: null },
      ['EncodedMessage'],
    ],
  ])(
    '%s that break a rule are told one by one, and nothing is sent',
    async (_, command, fields) => {
      const model = await startModel();
      await model.enterCode();
      await ask(model, command);
      const progress = progressOf(model, command.kind);
      if (progress.kind !== 'refused') throw new Error(`${progress.kind} instead of refused`);
      expect(
        progress.failures.map((one) => (one.kind === 'argument' ? one.field : one.kind)),
      ).toEqual(fields);
      expect(model.aws.operations).toEqual([]);
      expect(model.snapshot().made).toEqual([]);
    },
  );

  it('refused leave what is held under the name as it is', async () => {
    const model = await startModel();
    await ask(model, federate());
    await ask(model, federate({ durationSeconds: 1 }));
    expect(madeRow(model, 'guest').phase.kind).toBe('fresh');
  });
});

describe('what is typed for an operation', () => {
  it('is in no journal, snapshot, sealed copy or failure', async () => {
    const disk = emptyDisk();
    const model = await startModel({ disk });
    model.aws.answers.set('AssumeRoleWithSAML', [awsSays('IDPRejectedClaim', 403)]);
    await ask(model, assumeSaml());
    await ask(model, assumeWebIdentity());
    const seen = JSON.stringify([model.journal, model.snapshot()]);
    for (const planted of [ASSERTION, TOKEN, ...model.aws.secrets])
      expect(seen).not.toContain(planted);
    const sealed = disk.sealed === null ? '' : reveal(disk.sealed);
    expect(sealed).toContain('web-identity');
    for (const planted of [ASSERTION, TOKEN]) expect(sealed).not.toContain(planted);
  });
});

describe('GetCallerIdentity of a grant', () => {
  it('says whose it is (BO10)', async () => {
    const model = await startModel();
    await ask(model, federate());
    await ask(model, { kind: 'identify', target: made('guest') });
    expect(progressOf(model, 'identify')).toMatchObject({
      kind: 'done',
      outcome: { kind: 'identified', target: made('guest'), account: '111122223333' },
    });
  });

  it('of one that is not held is refused', async () => {
    const model = await startModel();
    await ask(model, { kind: 'identify', target: made('guest') });
    expect(progressOf(model, 'identify')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'nothing-valid' }],
    });
  });
});

describe('DecodeAuthorizationMessage', () => {
  const decode = { kind: 'decode', message: ' encoded\n', denied: null } as const;

  it('is signed by the role that was denied, and says what the message means (BO7)', async () => {
    const model = await startModel();
    await model.enterCode();
    await ask(model, { ...decode, denied: { kind: 'role', profile: 'ops' } });
    const ops = model.aws.calls.findIndex(({ name }) => name.endsWith(':role/ops'));
    expect(model.aws.operations).toEqual([
      expect.objectContaining({ by: [...model.aws.ends.keys()][ops], input: 'encoded' }),
    ]);
    expect(progressOf(model, 'decode')).toMatchObject({
      kind: 'done',
      outcome: { kind: 'decoded', text: '{"allowed":false}' },
    });
  });

  it('goes on to the next who may when one may not, and ends at the long-term key', async () => {
    const model = await startModel();
    await model.enterCode();
    model.aws.answers.set('DecodeAuthorizationMessage', [denied(), denied(), denied()]);
    await ask(model, decode);
    const signers = model.aws.operations.map(({ by }) => by);
    expect(signers).toHaveLength(4);
    expect(signers.at(-1)).toBe(KEY);
    expect(signers).not.toContain([...model.aws.ends.keys()][0]);
    expect(progressOf(model, 'decode').kind).toBe('done');
  });

  it('asks nobody else when it is not about who asked', async () => {
    const model = await startModel();
    model.aws.answers.set('DecodeAuthorizationMessage', [
      awsSays('InvalidAuthorizationMessageException'),
    ]);
    await ask(model, decode);
    expect(model.aws.operations).toHaveLength(1);
    expect(progressOf(model, 'decode')).toMatchObject({
      failures: [{ kind: 'aws', cause: 'invalid-request' }],
    });
  });

  it('without anyone who may ask says so', async () => {
    const model = await startModel({ config: '', credentials: '' });
    await ask(model, decode);
    expect(progressOf(model, 'decode')).toMatchObject({ failures: [{ kind: 'no-decoder' }] });
  });
});

describe('a grant made directly', () => {
  it('is copied like any other', async () => {
    const model = await startModel();
    await ask(model, federate());
    model.engine.run({ kind: 'copy-exports', target: made('guest') });
    await settle();
    expect(model.clipboard.text).toContain("AWS_SESSION_TOKEN='model-token-1=='");
    expect(model.clipboard.text).toContain("AWS_REGION='eu-central-1'");
  });

  it('that nobody knows is not waited for', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'copy-exports', target: made('guest') });
    await settle();
    await settle();
    expect(model.snapshot().made).toEqual([]);
    model.engine.run({ kind: 'start', targets: [made('guest')] });
    expect(model.snapshot().made).toEqual([]);
  });

  it('asked for again under its name takes the place of the first', async () => {
    const model = await startModel();
    await ask(model, federate());
    await ask(model, assumeSaml({ name: 'guest' }));
    expect(model.snapshot().made).toMatchObject([{ name: 'guest', how: 'saml' }]);
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
