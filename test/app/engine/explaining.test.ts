import { describe, expect, it } from 'vitest';
import { reveal } from '../../../app/secret.ts';
import { failureWords } from '../../../app/view/words.ts';
import { denied, offline, type ModelAws } from '../../support/model-aws.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { settle } from '../../support/model-clock.ts';
import { ask, federate, madeRow } from '../../support/operations.ts';

const OPS = 'arn:aws:iam::444455556666:role/ops';
const KEY = 'AKIAMODEL00000000001';

const sealed = (name: string): string => `${name}${'Ab9_-'.repeat(100)}`;
const refusal = (name: string) =>
  denied(
    `User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole with an explicit deny in an identity-based policy. Encoded authorization failure message: ${sealed(name)}`,
  );

const DECODED = JSON.stringify({
  allowed: false,
  explicitDeny: true,
  matchedStatements: { items: [{ statementId: 'NoOps' }] },
  context: {
    principal: { id: 'AIDAADA', arn: 'arn:aws:iam::111122223333:user/ada' },
    action: 'sts:AssumeRole',
    resource: OPS,
  },
});

const asked = ({ operations }: ModelAws) =>
  operations.filter(({ operation }) => operation === 'DecodeAuthorizationMessage');

const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) {
    // One turn of the event loop after another, not at once.
    // eslint-disable-next-line no-await-in-loop
    await settle();
  }
};

/** A role is denied with such a message, after one code. */
const deniedRole = async (
  answers: Parameters<ModelAws['answers']['set']>[1] = [],
): Promise<Model> => {
  const model = await startModel();
  model.aws.decoded = DECODED;
  model.aws.answers.set(OPS, [refusal('a')]);
  model.aws.answers.set('DecodeAuthorizationMessage', answers);
  await model.enterCode();
  await rest();
  return model;
};

const troubleOf = (model: Model, name = 'ops') => {
  const { trouble } = model.role(name);
  if (trouble === null) throw new Error(`${name} is well`);
  return failureWords(trouble.failure, model.clock.now());
};

describe('an encoded message in the refusal of a role', () => {
  it('is decoded by itself: who was denied what on what, and which policy said no (BO7)', async () => {
    const model = await deniedRole();
    expect(asked(model.aws)).toEqual([expect.objectContaining({ input: sealed('a') })]);
    expect(troubleOf(model).sentence).toBe(
      'AWS denied sts:AssumeRole on role/ops to user/ada: an identity-based policy (NoOps) denies it, so ask whoever manages it.',
    );
  });

  it('stands whole in AWS’s own text, with all it means behind it, and in no sentence', async () => {
    const words = troubleOf(await deniedRole());
    expect(words.detail).toContain(`message: ${sealed('a')}`);
    expect(words.detail).toContain('"statementId": "NoOps"');
    expect(words.sentence).not.toContain('Ab9_-');
  });

  it('is asked about by another role or the key, never by the session', async () => {
    const model = await deniedRole([denied(), denied(), denied()]);
    const [session] = model.aws.ends.keys();
    const by = asked(model.aws).map((one) => one.by);
    expect(by.length).toBeGreaterThan(1);
    expect(by).not.toContain(session);
  });

  it('that nobody may decode leaves the failure as it was, and is not asked about again', async () => {
    const model = await deniedRole([denied(), denied(), denied(), denied()]);
    const before = asked(model.aws).length;
    await model.clock.advance(3_600_000);
    await rest();
    expect(asked(model.aws)).toHaveLength(before);
    expect(troubleOf(model).sentence).toMatch(/^AWS denied this role: its trust policy/);
  });

  it('whose decoding is denied with an encoded message is not gone after without end', async () => {
    const model = await deniedRole([refusal('b'), refusal('c'), refusal('d'), refusal('e')]);
    expect(asked(model.aws).map(({ input }) => input)).toEqual(
      asked(model.aws).map(() => sealed('a')),
    );
    expect(asked(model.aws).length).toBeLessThanOrEqual(4);
  });

  it('that the network kept from being decoded is asked about once', async () => {
    const model = await deniedRole([offline]);
    await model.clock.advance(3_600_000);
    await rest();
    expect(asked(model.aws)).toHaveLength(1);
    expect(troubleOf(model).sentence).toMatch(/^AWS denied this role/);
  });

  it('that comes again with a new start is not asked about again, and is told at once', async () => {
    const model = await deniedRole();
    model.aws.answers.set(OPS, [refusal('a')]);
    await startRole(model);
    expect(asked(model.aws)).toHaveLength(1);
    expect(troubleOf(model).sentence).toContain('NoOps');
  });

  it('is not asked of those again who were denied decoding before', async () => {
    const model = await deniedRole([denied(), denied(), denied(), denied()]);
    const first = asked(model.aws).map(({ by }) => by);
    model.aws.answers.set(OPS, [refusal('z')]);
    await startRole(model);
    const second = asked(model.aws)
      .slice(first.length)
      .map(({ by }) => by);
    expect(second.filter((by) => first.includes(by))).toEqual([]);
  });
});

const startRole = async (model: Model): Promise<void> => {
  model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'ops' }] });
  await rest();
};

describe('an encoded message elsewhere', () => {
  it('in the refusal of a federated user is decoded by the key (BO7)', async () => {
    const model = await startModel();
    model.aws.decoded = DECODED;
    model.aws.answers.set('GetFederationToken', [refusal('f')]);
    await ask(model, federate());
    await rest();
    expect(asked(model.aws).map(({ by }) => by)).toEqual([KEY]);
    const { trouble } = madeRow(model, 'guest');
    expect(trouble && failureWords(trouble.failure, 0).sentence).toContain('(NoOps) denies it');
  });

  it('of hundreds of roles is asked about one at a time, each once', async () => {
    const count = 300;
    const roles = Array.from(
      { length: count },
      (_one, index) =>
        `[profile r${index}]\nrole_arn = arn:aws:iam::111122223333:role/r${index}\nsource_profile = ada\n`,
    );
    const model = await startModel({
      config: `[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n${roles.join('')}`,
    });
    model.aws.decoded = DECODED;
    for (let index = 0; index < count; index += 1)
      model.aws.answers.set(`arn:aws:iam::111122223333:role/r${index}`, [refusal(`m${index}x`)]);
    await model.enterCode();
    for (let turn = 0; turn < 200; turn += 1) {
      // One turn of the event loop after another, not at once.
      // eslint-disable-next-line no-await-in-loop
      await settle();
    }
    const inputs = asked(model.aws).map(({ input }) => input);
    expect(inputs).toHaveLength(count);
    expect(new Set(inputs).size).toBe(count);
    expect(troubleOf(model, 'r0').sentence).toContain('NoOps');
    expect(troubleOf(model, `r${count - 1}`).sentence).toContain('NoOps');
  });

  it('tells nothing secret to the journal or the sealed copy', async () => {
    const model = await deniedRole();
    expect(JSON.stringify(model.journal)).not.toContain('Ab9_-');
    expect(
      reveal(
        model.disk.sealed ??
          (() => {
            throw new Error('nothing sealed');
          })(),
      ),
    ).not.toContain('NoOps');
  });
});
