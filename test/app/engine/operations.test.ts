import { describe, expect, it } from 'vitest';
import { reveal } from '../../../app/secret.ts';
import type { OperationCommand } from '../../../app/contract-operations.ts';
import { denied } from '../../support/model-aws.ts';
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
  TOKEN,
} from '../../support/operations.ts';

const KEY = 'AKIAMODEL00000000001';
const made = (name: string) => ({ kind: 'made', name }) as const;

const awsSays = (code: string, status = 400) =>
  ({ kind: 'aws', code, message: 'said', status, requestId: null }) as const;

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

describe('one of a kind that ends after another of its kind has begun', () => {
  it('is not told as how the other ended', async () => {
    const model = await startModel();
    await model.enterCode();
    const answerFirst = model.aws.hold();
    await ask(model, assumeRole({ name: 'first' }));
    const answerSecond = model.aws.hold();
    await ask(model, assumeRole({ name: 'second' }));
    answerFirst();
    await ask(model, { kind: 'identify', target: made('first') });
    expect(madeRow(model, 'first').phase.kind).toBe('fresh');
    expect(progressOf(model, 'assume-role')).toMatchObject({ kind: 'running' });
    answerSecond();
    await ask(model, { kind: 'identify', target: made('first') });
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'done',
      outcome: { kind: 'held', target: made('second') },
    });
  });
});
