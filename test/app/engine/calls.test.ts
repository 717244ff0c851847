import { describe, expect, it } from 'vitest';
import type { CallProblem } from '../../../app/ports.ts';
import { denied, throttled } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_FILES, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DEV = 'arn:aws:iam::111122223333:role/dev';
const DATA = 'arn:aws:iam::777788889999:role/data';
const dev = { kind: 'role', profile: 'dev' } as const;
const data = { kind: 'role', profile: 'data' } as const;

const expired: CallProblem = {
  kind: 'aws',
  code: 'ExpiredToken',
  message: 'The security token included in the request is expired',
  status: 403,
  requestId: null,
};

const count = (model: Model, name: string): number =>
  model.aws.calls.filter((call) => call.name === name).length;

const many = (roles: number): string =>
  [
    '[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada',
    ...Array.from(
      { length: roles },
      (_, i) =>
        `[profile r${i}]\nrole_arn = arn:aws:iam::111122223333:role/r${i}\nsource_profile = ada`,
    ),
  ].join('\n');

describe('one call at a time', () => {
  it('for a role started twice', async () => {
    const model = await startModel();
    await model.enterCode();
    const release = model.aws.hold();
    await model.clock.advance(40 * MINUTE);
    const before = count(model, DEV);
    model.engine.run({ kind: 'start', targets: [dev] });
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    expect(count(model, DEV)).toBe(before);
    release();
  });

  it('for the role that several others come through', async () => {
    const config = `${ADA_FILES}\n[profile more]\nrole_arn = arn:aws:iam::111122223333:role/more\nsource_profile = dev\n`;
    const model = await startModel({ config });
    await model.enterCode();
    await settle();
    expect(count(model, DEV)).toBe(1);
    expect([model.role('data'), model.role('more')].map(({ phase }) => phase.kind)).toEqual([
      'fresh',
      'fresh',
    ]);
  });

  it('after a stop and a start the answer to the first is dropped', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [dev] });
    await settle();
    const release = model.aws.hold();
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    model.engine.run({ kind: 'stop', targets: [dev] });
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    release();
    await settle();
    const issued = model.aws.secrets.filter((text) => text.startsWith('model-token'));
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    expect(count(model, DEV)).toBe(3);
    expect(model.clipboard.text).toContain(issued.at(-1));
  });
});

describe('five hundred roles', () => {
  it('are all obtained with one code, at most sixteen calls at a time', async () => {
    const model = await startModel({ config: many(500) });
    await model.enterCode();
    while (model.aws.crowd.now > 0) await settle();
    const kinds = new Set(
      model.snapshot().groups.flatMap(({ rows }) => rows.map(({ phase }) => phase.kind)),
    );
    expect([...kinds]).toEqual(['fresh']);
    expect(model.aws.codes).toHaveLength(1);
    expect(model.aws.calls).toHaveLength(501);
    expect(model.aws.crowd.peak).toBe(16);
  });

  it('throttled each once are all obtained in the end, each in its own time', async () => {
    const model = await startModel({ config: many(200) });
    for (let i = 0; i < 200; i += 1)
      model.aws.answers.set(`arn:aws:iam::111122223333:role/r${i}`, [throttled]);
    await model.enterCode();
    await model.clock.advance(MINUTE);
    expect(model.snapshot().groups[0]?.rows.every(({ phase }) => phase.kind === 'fresh')).toBe(
      true,
    );
    expect(model.aws.calls).toHaveLength(401);
  });

  it('are stopped at once, and nothing is armed or in the air', async () => {
    const model = await startModel({ config: many(500) });
    const release = model.aws.hold();
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: model.aws.code() });
    await settle();
    release();
    await settle();
    const releaseRoles = model.aws.hold();
    await settle();
    model.engine.run({ kind: 'stop-all' });
    releaseRoles();
    await settle();
    const calls = model.aws.calls.length;
    await model.clock.advance(24 * HOUR);
    expect(model.aws.calls).toHaveLength(calls);
    expect(model.clock.armed()).toBe(0);
  });
});

describe('a parent that STS says has ended', () => {
  it('is renewed, and the role under it once more', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(10 * MINUTE);
    model.engine.run({ kind: 'stop', targets: [data] });
    model.aws.answers.set(DATA, [expired]);
    model.engine.run({ kind: 'start', targets: [data] });
    await settle();
    await settle();
    expect(model.role('data').phase.kind).toBe('fresh');
    expect(count(model, DEV)).toBe(2);
  });

  it('again and again is not asked for without end', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(10 * MINUTE);
    model.engine.run({ kind: 'stop', targets: [data] });
    model.aws.answers.set(
      DATA,
      Array.from({ length: 10_000 }, () => expired),
    );
    const before = model.aws.calls.length;
    model.engine.run({ kind: 'start', targets: [data] });
    for (let turn = 0; turn < 50; turn += 1) await settle();
    expect(model.aws.calls.length - before).toBeLessThan(6);
    await model.clock.advance(MINUTE);
    expect(model.aws.calls.length - before).toBeLessThan(30);
    expect(model.role('data').trouble?.retryAt).not.toBeNull();
  });

  it('that is a session asks for a code, once', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(40 * MINUTE - 1);
    model.aws.answers.set(DEV, [expired]);
    await model.clock.advance(1);
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    await model.enterCode();
    expect(model.role('dev').phase.kind).toBe('fresh');
    expect(model.snapshot().ask.kind).toBe('none');
  });
});

describe('files that change', () => {
  const edited = ADA_FILES.replaceAll('role/dev', 'role/other');

  it('to another role under the same name: the old one’s credentials are not handed out as it', async () => {
    const model = await startModel();
    await model.enterCode();
    model.aws.answers.set(
      'arn:aws:iam::111122223333:role/other',
      Array.from({ length: 9 }, () => denied()),
    );
    await model.writeConfig(edited);
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    expect(model.clipboard.text).toBe('');
    expect(model.role('dev')).toMatchObject({ roleName: 'other', phase: { kind: 'failed' } });
  });

  it('to another role under the same name: the new one is obtained at once', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.writeConfig(edited);
    await settle();
    expect(count(model, 'arn:aws:iam::111122223333:role/other')).toBe(1);
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('while a call is in the air: its answer is not taken for the new role’s', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [dev] });
    await settle();
    const release = model.aws.hold();
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    await model.writeConfig(edited);
    release();
    await settle();
    await settle();
    expect(count(model, 'arn:aws:iam::111122223333:role/other')).toBe(1);
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('elsewhere leave what is held alone', async () => {
    const model = await startModel();
    await model.enterCode();
    const calls = model.aws.calls.length;
    await model.writeConfig(`${ADA_FILES}\n[profile new]\nregion = eu-west-1\n`);
    await settle();
    expect(model.aws.calls).toHaveLength(calls);
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('so that a running role is gone: it is held until its end and renewed no more', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.writeConfig(ADA_FILES.replace('[profile dev]', '[profile dev2]'));
    await model.clock.advance(2 * HOUR);
    expect(count(model, DEV)).toBe(1);
    expect(JSON.stringify(model.engine.tray().menu)).not.toContain('"profile":"dev"');
  });

  it('for a moment without a role that was stopped: it stays stopped when the next code comes', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [dev] });
    await settle();
    await model.writeConfig('');
    await model.writeConfig(ADA_FILES);
    model.engine.run({ kind: 'renew', targets: [{ kind: 'session', identity: 'ada' }] });
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(model.role('ops').phase.kind).toBe('fresh');
    expect(model.role('dev').phase.kind).toBe('off');
  });

  it('read twice at once: the later reading stays', async () => {
    const waiting: (() => void)[] = [];
    let slow = false;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        awsFiles: {
          ...ports.awsFiles,
          read: async () => {
            const files = await ports.awsFiles.read();
            if (slow) await new Promise<void>((resolve) => waiting.push(resolve));
            return files;
          },
        },
      }),
    });
    slow = true;
    await model.writeConfig('');
    await model.writeConfig(ADA_FILES);
    waiting[1]?.();
    await settle();
    waiting[0]?.();
    await settle();
    expect(model.role('dev').name).toBe('dev');
  });
});
