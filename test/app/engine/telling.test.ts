import { describe, expect, it } from 'vitest';
import { toldErrorWords } from '../../../app/view/words.ts';
import { denied } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

const SEALED = 'Ab9_-'.repeat(100);
const OPS = 'arn:aws:iam::444455556666:role/ops';
const DEV = 'arn:aws:sts::111122223333:assumed-role/dev/ada';

const DECODED = JSON.stringify({
  allowed: false,
  explicitDeny: true,
  matchedStatements: { items: [{ statementId: 'NoOps' }] },
  context: { principal: { id: 'AROADEV', arn: DEV }, action: 'sts:AssumeRole', resource: OPS },
});

const refusal = (principal: string): string =>
  `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${OPS} with an explicit deny in a service control policy. Encoded authorization failure message: ${SEALED}`;

const explain = async (model: Model, text: string): Promise<void> => {
  model.engine.run({ kind: 'explain', text });
  for (let turn = 0; turn < 10; turn += 1) {
    // One turn of the event loop after another, not at once.
    // eslint-disable-next-line no-await-in-loop
    await settle();
  }
};

const told = (model: Model) => {
  const { toldError } = model.snapshot();
  if (toldError === null) throw new Error('nothing is told');
  return toldErrorWords(toldError);
};

const asked = (model: Model) =>
  model.aws.operations.filter(({ operation }) => operation === 'DecodeAuthorizationMessage');

describe('an error that a person pastes', () => {
  it('BO7: is told with what its encoded message says, and the policy the text around it names', async () => {
    const model = await startModel();
    model.aws.decoded = DECODED;
    await explain(model, refusal(DEV));
    expect(asked(model)).toEqual([expect.objectContaining({ input: SEALED })]);
    expect(told(model)).toMatchObject({
      sentence:
        'AWS denied sts:AssumeRole on role/ops to assumed-role/dev/ada: a service control policy (NoOps) denies it.',
      facts: expect.arrayContaining([
        ['Who', DEV],
        ['What', 'sts:AssumeRole'],
        ['On what', OPS],
        ['Policy', 'explicit deny in a service control policy (SCP) of the organization'],
        ['Statement', 'NoOps'],
      ]),
      undecoded: null,
    });
    expect(told(model).decoded).toContain('"explicitDeny": true');
  });

  it('is decoded by the role that the text names, where that role is active', async () => {
    const model = await startModel();
    await model.enterCode();
    model.aws.decoded = DECODED;
    const signedFor = async (profile: string): Promise<string | null | undefined> => {
      const role = model.engine.state().roles.get(profile);
      await explain(
        model,
        refusal(`arn:aws:sts::${role?.account}:assumed-role/${role?.roleName}/somebody`),
      );
      return asked(model).at(-1)?.by;
    };
    const dev = await signedFor('dev');
    const ops = await signedFor('ops');
    expect(model.aws.ends.has(dev ?? '')).toBe(true);
    expect(model.aws.ends.has(ops ?? '')).toBe(true);
    expect(dev).not.toBe(ops);
  });

  it('says why its message was not decoded, and what can be told all the same', async () => {
    const model = await startModel();
    model.aws.answers.set('DecodeAuthorizationMessage', [denied(), denied(), denied(), denied()]);
    await explain(model, refusal(DEV));
    expect(told(model)).toMatchObject({
      sentence:
        'AWS denied sts:AssumeRole on role/ops to assumed-role/dev/ada: a service control policy denies it.',
      undecoded: {
        sentence:
          'AWS denied explaining this message: it takes the permission sts:DecodeAuthorizationMessage, so ask whoever manages the account.',
      },
      decoded: null,
    });
  });

  it('is not sent anywhere when it has no such message', async () => {
    const model = await startModel();
    await explain(model, 'Unable to locate credentials');
    expect(asked(model)).toEqual([]);
    expect(told(model).sentence).toContain('found no credentials');
  });

  it('is neither kept nor logged: nothing but what was read of it is in the picture', async () => {
    const model = await startModel();
    await explain(model, `planted-words ${refusal(DEV)} planted-words`);
    expect(JSON.stringify(model.snapshot())).toContain(DEV);
    expect(JSON.stringify([model.snapshot(), model.journal])).not.toContain('planted-words');
    expect(JSON.stringify(model.journal)).not.toContain(DEV);
  });

  it('is forgotten when nobody looks any more, and an answer that comes later with it', async () => {
    const model = await startModel();
    model.aws.decoded = DECODED;
    model.engine.run({ kind: 'explain', text: refusal(DEV) });
    model.engine.run({ kind: 'forget-explained' });
    await explain(model, '');
    model.engine.run({ kind: 'forget-explained' });
    await settle();
    expect(model.snapshot().toldError).toBeNull();
  });

  it('gives way to the next one, whose answer is the one told', async () => {
    const model = await startModel();
    model.aws.decoded = DECODED;
    model.engine.run({ kind: 'explain', text: refusal(DEV) });
    await explain(
      model,
      'An error occurred (Throttling) when calling the X operation: Rate exceeded',
    );
    expect(told(model).sentence).toBe('AWS asked to slow down.');
  });
});
