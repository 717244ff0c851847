import { describe, expect, it } from 'vitest';
import { reveal, type Secret } from '../../../app/secret.ts';
import { settleAll } from '../../support/model-clock.ts';
import { ADA_FILES, NOON, startModel, type Model } from '../../support/model-engine.ts';

const COUNT = 300;
const names = Array.from({ length: COUNT }, (_one, index) => `r${index}`);
const config = `[profile ada]
mfa_serial = arn:aws:iam::111122223333:mfa/ada
${names
  .map(
    (name) => `[profile ${name}]
role_arn = arn:aws:iam::111122223333:role/${name}
source_profile = ada
`,
  )
  .join('')}`;

const startMany = async (): Promise<{ readonly model: Model; readonly saves: Secret[] }> => {
  const saves: Secret[] = [];
  const model = await startModel({
    config,
    ports: (ports) => ({
      ...ports,
      sealed: {
        ...ports.sealed,
        save: (text) => {
          saves.push(text);
          return ports.sealed.save(text);
        },
      },
    }),
  });
  return { model, saves };
};

describe('sealed copies of hundreds of roles', () => {
  it('are made a few times, not once for each role and each thing learnt of it', async () => {
    const { model, saves } = await startMany();
    await model.enterCode();
    await settleAll();
    expect(model.aws.rolesAsked).toHaveLength(COUNT);
    expect(saves.length).toBeLessThan(COUNT / 5);
  });

  it('hold every role in the end, and that it was asked about', async () => {
    const { model, saves } = await startMany();
    await model.enterCode();
    await settleAll();
    const last = saves.at(-1);
    const text = last === undefined ? '' : reveal(last);
    for (const name of names) {
      expect(text).toContain(`"profile":"${name}"`);
      expect(text).toContain(`role/${name}":{"seconds":null,"askedAt":${NOON},`);
    }
  });

  it('hold the session before a single role has come', async () => {
    const { model, saves } = await startMany();
    const release = model.aws.hold();
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: model.aws.code() });
    await settleAll();
    release();
    const roles = model.aws.hold();
    await settleAll();
    expect(model.role('r0').phase.kind).toBe('starting');
    expect(saves.map(reveal).some((text) => text.includes('"identity":"ada"'))).toBe(true);
    roles();
    await settleAll();
  });
});

describe('what is sealed (ST12)', () => {
  const sealed = (model: Model): string =>
    model.disk.sealed === null ? '' : reveal(model.disk.sealed);

  const heldIn = (model: Model): readonly string[] =>
    model.aws.secrets.filter((one) => sealed(model).includes(one));

  it('holds no credentials once all is halted, and still that a code was spent', async () => {
    const model = await startModel();
    await model.enterCode();
    await settleAll();
    expect(heldIn(model)).not.toEqual([]);
    model.engine.run({ kind: 'stop-all' });
    await settleAll();
    expect(heldIn(model)).toEqual([]);
    expect(sealed(model)).toContain('"spentSteps":{"arn:aws:iam::111122223333:mfa/ada":');
  });

  it('holds nothing that has ended, from the moment it did', async () => {
    const model = await startModel({ settings: { tokenLife: 3600 } });
    await model.enterCode();
    await settleAll();
    // Roles renewed at the end of the session last an hour longer, and those reached through them another.
    await model.clock.advance(3 * 3_600_000);
    await settleAll();
    expect(heldIn(model)).toEqual([]);
  });

  it('holds nothing of a name that means another role by now, from the moment it does', async () => {
    const model = await startModel({ settings: { start: 'asked' } });
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'dev' }] });
    await model.enterCode();
    await settleAll();
    expect(sealed(model)).toContain('role/dev');
    const release = model.aws.hold();
    await model.writeConfig(ADA_FILES.replaceAll('role/dev', 'role/other'));
    await settleAll();
    expect(JSON.parse(sealed(model)).grants).toHaveLength(1);
    release();
    await settleAll();
  });
});
