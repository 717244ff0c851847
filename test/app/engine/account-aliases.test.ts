import { describe, expect, it } from 'vitest';
import { settle } from '../../support/model-clock.ts';
import { denied, offline } from '../../support/model-aws.ts';
import { emptyDisk, startModel, type Model } from '../../support/model-engine.ts';

const OPS = '444455556666';
const OPS_ROLE = `arn:aws:iam::${OPS}:role/ops`;

const settleAll = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one turn after another
    await settle();
  }
};

const startRoles = async (
  options: Parameters<typeof startModel>[0] = {},
  prepare: (model: Model) => void = () => undefined,
): Promise<Model> => {
  const model = await startModel(options);
  model.aws.aliases.set(OPS, 'acme-ops');
  prepare(model);
  await model.enterCode();
  await settleAll();
  return model;
};

const rolesThatAsked = ({ aws }: Model): readonly string[] =>
  aws.aliasesAsked.flatMap((role) => (role === null ? [] : [role])).toSorted();

/** Roles one to four of an account where nobody else is. */
const FOUR = ['one', 'two', 'three', 'four']
  .map(
    (name) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::${OPS}:role/${name}\nsource_profile = ada\n`,
  )
  .join('\n');

const startFour = async (answers: readonly ReturnType<typeof denied>[]): Promise<Model> =>
  startRoles(
    { config: `[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n\n${FOUR}` },
    ({ aws, engine }) => {
      aws.answers.set('ListAccountAliases', [...answers]);
      engine.run({
        kind: 'start',
        targets: ['one', 'two', 'three', 'four'].map((profile) => ({ kind: 'role', profile })),
      });
    },
  );

describe('the alias of an account', () => {
  it('is asked by a role in it after its start, and shown in its rows and its group', async () => {
    const model = await startRoles();
    expect(model.role('ops').alias).toBe('acme-ops');
    expect(model.snapshot().groups.map(({ account, alias }) => [account, alias])).toEqual([
      ['111122223333', 'acme'],
      [OPS, 'acme-ops'],
      ['777788889999', null],
    ]);
  });

  it('is asked once of each account, also of one that has none', async () => {
    const model = await startRoles();
    await model.clock.advance(3 * 3_600_000);
    await settleAll();
    expect(rolesThatAsked(model).map((arn) => arn.split(':')[4])).toEqual([
      '111122223333',
      OPS,
      '777788889999',
    ]);
  });

  it('is asked again after a day: somebody may have changed it', async () => {
    const model = await startRoles({ settings: { tokenLife: 36 * 3600 } });
    model.aws.aliases.set(OPS, 'acme-live');
    await model.clock.advance(24 * 3_600_000);
    await settleAll();
    expect(model.role('ops').alias).toBe('acme-live');
  });

  it('is asked by another role of the account where the first may not look', async () => {
    const model = await startFour([denied(), denied()]);
    expect(rolesThatAsked(model)).toHaveLength(3);
    expect(model.role('four').alias).toBe('acme-ops');
  });

  it('is asked by three roles a day at most', async () => {
    const model = await startFour([denied(), denied(), denied()]);
    expect(rolesThatAsked(model)).toHaveLength(3);
    expect(model.role('one').alias).toBeNull();
  });

  it.each([
    ['no role may look any more', denied()],
    ['AWS cannot be reached', offline],
  ])('stays what it was where %s', async (_, problem) => {
    const model = await startRoles({ settings: { tokenLife: 36 * 3600 } });
    model.aws.answers.set('ListAccountAliases', [problem, problem, problem]);
    await model.clock.advance(24 * 3_600_000);
    await settleAll();
    expect(rolesThatAsked(model).filter((arn) => arn === OPS_ROLE)).toHaveLength(2);
    expect(model.role('ops').alias).toBe('acme-ops');
  });

  it('is known from the first moment of the next start, also to a rule of production', async () => {
    const disk = emptyDisk();
    const first = await startRoles({ disk });
    await first.engine.stop();
    const second = await startModel({
      disk: { ...disk, sealed: null },
      clock: first.clock,
      settings: { productionRules: 'acme-ops' },
    });
    expect(second.role('ops')).toMatchObject({
      alias: 'acme-ops',
      guard: { rule: 'acme-ops' },
    });
    expect(second.role('data').guard).toBeNull();
  });
});
