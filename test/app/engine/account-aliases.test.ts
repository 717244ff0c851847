import { describe, expect, it } from 'vitest';
import { settleAll } from '../../support/model-clock.ts';
import type { Ports } from '../../../app/engine/core.ts';
import type { CallProblem } from '../../../app/ports.ts';
import { denied, offline, throttled } from '../../support/model-aws.ts';
import { emptyDisk, NOON, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PLAY = '999900009999';
const OPS = '444455556666';
const OPS_ROLE = `arn:aws:iam::${OPS}:role/ops`;

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

const told = (askedAt: number) => ({ account: OPS, iam: null, alias: 'acme-old', askedAt });
const dev = (askedAt: number) => ({ ...told(askedAt), account: '111122223333' });

/** Lets so many questions about aliases through, and holds the next ones until it lets go. */
const held = (through = 0) => {
  let letGo = (): void => undefined;
  const gone = new Promise<void>((done) => {
    letGo = done;
  });
  let asked = 0;
  return {
    letGo: () => letGo(),
    ports: (ports: Ports): Ports => ({
      ...ports,
      iam: {
        ...ports.iam,
        listAccountAliases: async (context) => {
          asked += 1;
          if (asked > through) await gone;
          return ports.iam.listAccountAliases(context);
        },
      },
    }),
  };
};

/** Roles one to four of an account where nobody else is. */
const FOUR = ['one', 'two', 'three', 'four']
  .map(
    (name) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::${OPS}:role/${name}\nsource_profile = ada\n`,
  )
  .join('\n');

const startFour = async (
  answers: readonly CallProblem[],
  options: Parameters<typeof startModel>[0] = {},
): Promise<Model> =>
  startRoles(
    {
      ...options,
      config: `[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n\n${FOUR}`,
    },
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

  it.each([
    ['throttles', throttled],
    ['cannot be reached', offline],
  ])('is asked by no other role for a day when AWS %s', async (_, problem) => {
    const model = await startFour([problem, problem, problem, problem]);
    expect(rolesThatAsked(model)).toHaveLength(1);
    expect(model.role('one').alias).toBeNull();
  });

  it('is asked again after a day by the only role of an account, which was refused', async () => {
    const model = await startRoles({ settings: { tokenLife: 36 * 3600 } }, ({ aws }) => {
      aws.answers.set('ListAccountAliases', [denied(), denied(), denied()]);
    });
    expect(model.role('ops').alias).toBeNull();
    await model.clock.advance(25 * 3_600_000);
    await settleAll();
    expect(model.role('ops').alias).toBe('acme-ops');
  });

  it('stays what it was where three roles of the account may not look any more', async () => {
    const disk = { ...emptyDisk(), aliases: [told(NOON - 2 * DAY)] };
    const model = await startFour([denied(), denied(), denied()], { disk });
    expect(rolesThatAsked(model)).toHaveLength(3);
    expect(model.role('one').alias).toBe('acme-old');
  });

  it.each([
    ['a day ago', NOON - DAY, 'acme-ops'],
    ['less than a day ago', NOON - DAY + MINUTE, 'acme-old'],
    ['by a clock that was a day ahead', NOON + 2 * DAY, 'acme-ops'],
  ])('that was learnt %s is now %s as %s', async (_, askedAt, alias) => {
    const model = await startRoles({ disk: { ...emptyDisk(), aliases: [told(askedAt)] } });
    expect(model.role('ops').alias).toBe(alias);
  });

  it('is never learnt of an account by credentials of another one, where a profile leads elsewhere meanwhile', async () => {
    const hold = held();
    const model = await startRoles({ ports: hold.ports }, ({ aws }) => {
      aws.aliases.set(PLAY, 'acme-play');
    });
    const { config } = model.files;
    await model.writeConfig(config.replace(OPS_ROLE, `arn:aws:iam::${PLAY}:role/ops`));
    await settleAll();
    expect(model.role('ops').account).toBe(PLAY);
    hold.letGo();
    await settleAll();
    expect(model.role('ops').alias).toBe('acme-play');
    await model.writeConfig(config);
    await settleAll();
    expect(model.role('ops')).toMatchObject({ account: OPS, alias: 'acme-ops' });
  });

  it('is asked of no ARN without an account, as other servers have', async () => {
    const model = await startRoles({
      config: `[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n[profile x]\nrole_arn = arn:minio:iam:::role/x\nsource_profile = ada\nregion = us-east-1\nendpoint_url = http://[::1]:9000\n`,
    });
    expect(model.role('x').phase.kind).toBe('fresh');
    expect(rolesThatAsked(model)).toEqual([]);
  });

  it('at a server of one’s own says nothing of AWS’s account with the same number', async () => {
    const disk = { ...emptyDisk(), aliases: [told(NOON)] };
    const model = await startRoles({
      disk,
      config: `[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n[profile ops]\nrole_arn = ${OPS_ROLE}\nsource_profile = ada\n[profile mock]\nrole_arn = ${OPS_ROLE}\nsource_profile = ada\nendpoint_url = http://[::1]:4566\n`,
    });
    expect(rolesThatAsked(model)).toHaveLength(1);
    expect([model.role('ops').alias, model.role('mock').alias]).toEqual(['acme-old', 'acme-ops']);
  });

  it('that an identity’s key is told is shown at once in the rows of its account', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'check-identity', identity: 'ada' });
    await settleAll();
    model.aws.aliases.set('111122223333', 'acme-new');
    model.engine.run({ kind: 'check-identity', identity: 'ada' });
    await settleAll();
    expect([model.role('dev').alias, model.session('ada').alias]).toEqual(['acme-new', 'acme-new']);
  });

  it('stays where an identity’s key may not look', async () => {
    const model = await startModel({ disk: { ...emptyDisk(), aliases: [dev(NOON)] } });
    model.aws.answers.set('ListAccountAliases', [denied()]);
    model.engine.run({ kind: 'check-identity', identity: 'ada' });
    await settleAll();
    expect(model.role('dev').alias).toBe('acme-old');
  });

  it('is kept when the app ends before all were asked', async () => {
    const disk = emptyDisk();
    const hold = held(1);
    const model = await startRoles({ disk, ports: hold.ports });
    await model.engine.stop();
    expect(disk.aliases.map(({ account }) => account)).toEqual(['111122223333']);
  });

  it('that is learnt before its file is read is newer than the file', async () => {
    const disk = { ...emptyDisk(), aliases: [dev(NOON - 3 * DAY)] };
    let read = (): void => undefined;
    const reading = new Promise<void>((done) => {
      read = done;
    });
    const model = await startModel({
      disk,
      ports: (ports) => ({
        ...ports,
        accountAliases: {
          ...ports.accountAliases,
          load: async () => {
            await reading;
            return ports.accountAliases.load();
          },
        },
      }),
      begun: (engine) => {
        void settleAll()
          .then(() => engine.run({ kind: 'check-identity', identity: 'ada' }))
          .then(settleAll)
          .then(read);
      },
    });
    await settleAll();
    expect(model.role('dev').alias).toBe('acme');
    expect(disk.aliases.map(({ alias }) => alias)).toEqual(['acme']);
  });
});
