import { describe, expect, it } from 'vitest';
import type { GrantRef } from '../../../app/model.ts';
import { fail } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { denied } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const dev: GrantRef = { kind: 'role', profile: 'dev' };
const ops: GrantRef = { kind: 'role', profile: 'ops' };
const data: GrantRef = { kind: 'role', profile: 'data' };
const terraform = { program: 'terraform', pid: 4711 };

const request = async (model: Model, id: string, target: GrantRef, program = 'terraform') => {
  model.engine.run({ kind: 'request', id, target, by: { program, pid: 4711 } });
  await settle();
};
const asked = (model: Model) => {
  const { ask } = model.snapshot();
  return ask.kind === 'asked' ? ask : null;
};

describe('a program that waits for a role', () => {
  it('is told that only a code helps, and of whom', async () => {
    const model = await startModel();
    await request(model, 'r1', dev);
    expect(model.engine.progress({ id: 'r1', target: dev })).toEqual({
      kind: 'needs-code',
      identity: 'ada',
    });
  });

  it('is named where the code is asked for', async () => {
    const model = await startModel();
    await request(model, 'r1', dev);
    await request(model, 'r2', ops, 'aws');
    await request(model, 'r3', ops, 'aws');
    expect(asked(model)?.askedBy).toEqual(['terraform', 'aws']);
  });

  it('brings one notice and no window, however many ask', async () => {
    const model = await startModel();
    for (let one = 1; one <= 20; one += 1)
      model.engine.run({ kind: 'request', id: `r${one}`, target: dev, by: terraform });
    await settle();
    await request(model, 'r21', ops, 'aws');
    expect(model.notices.map(({ notice }) => notice)).toEqual([
      expect.objectContaining({ kind: 'code-asked', by: ['terraform'], requests: 20 }),
    ]);
    expect(model.popover.shown).toBe(0);
  });

  it('leads to the field by a click on its notice', async () => {
    const model = await startModel();
    await request(model, 'r1', dev);
    model.notices[0]?.click();
    expect(model.popover.shown).toBe(1);
    expect(asked(model)?.identity).toBe('ada');
  });

  it('shares one code and one GetSessionToken with all others, with one AssumeRole a role', async () => {
    const model = await startModel({ settings: { start: 'asked' } });
    for (let one = 0; one < 20; one += 1)
      model.engine.run({
        kind: 'request',
        id: `r${one}`,
        target: [dev, ops, data][one % 3] ?? dev,
        by: terraform,
      });
    await settle();
    await model.enterCode();
    await settle();
    const names = model.aws.calls.map(({ name }) => name);
    expect(names.toSorted()).toEqual([
      'GetSessionToken',
      'arn:aws:iam::111122223333:role/dev',
      'arn:aws:iam::444455556666:role/ops',
      'arn:aws:iam::777788889999:role/data',
    ]);
    for (const target of [dev, ops, data])
      expect(model.engine.progress({ id: 'r0', target })).toEqual({ kind: 'ready' });
  });

  it('is told when a person sets the code aside', async () => {
    const model = await startModel();
    await request(model, 'r1', dev);
    model.engine.run({ kind: 'set-code-aside' });
    expect(model.engine.progress({ id: 'r1', target: dev })).toBeNull();
  });

  it('is told when a person stops the role meanwhile', async () => {
    const model = await startModel();
    await request(model, 'r1', dev);
    model.engine.run({ kind: 'stop', targets: [dev] });
    expect(model.engine.progress({ id: 'r1', target: dev })).toBeNull();
  });

  it('is told of a failure that waiting does not mend', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [ops] });
    model.aws.answers.set('arn:aws:iam::444455556666:role/ops', [denied(), denied()]);
    await request(model, 'r1', ops);
    await settle();
    expect(model.engine.progress({ id: 'r1', target: ops })).toMatchObject({
      kind: 'failed',
      failure: { kind: 'aws', cause: 'denied' },
    });
  });

  it('is told at once that the network is down, though it is tried again', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [ops] });
    model.aws.answers.set('arn:aws:iam::444455556666:role/ops', [
      { kind: 'network', host: 'sts.test', code: 'ECONNREFUSED' },
    ]);
    await request(model, 'r1', ops);
    expect(model.engine.progress({ id: 'r1', target: ops })).toMatchObject({
      kind: 'failed',
      failure: { kind: 'network' },
    });
  });

  it('is told of a role that no file knows', async () => {
    const model = await startModel();
    const target: GrantRef = { kind: 'role', profile: 'nobody' };
    await request(model, 'r1', target);
    expect(model.engine.progress({ id: 'r1', target })).toMatchObject({
      kind: 'failed',
      failure: { kind: 'unknown-target' },
    });
  });

  it('is forgotten when it withdraws', async () => {
    const model = await startModel();
    await request(model, 'r1', dev);
    model.engine.run({ kind: 'withdraw', id: 'r1' });
    await settle();
    expect(asked(model)?.askedBy).toEqual([]);
  });
});

describe('handing over', () => {
  it('gives valid credentials and keeps a line in the ledger (ST4)', async () => {
    const model = await startModel();
    await model.enterCode();
    const handed = model.engine.handOver(dev, 'credentials', terraform);
    expect(handed.ok && reveal(handed.value.credentials.secretAccessKey)).toBeTruthy();
    expect(handed.ok && handed.value).toMatchObject({ name: 'dev', region: null, left: 3600 });
    expect(model.ledger).toEqual([
      {
        at: model.clock.now(),
        target: 'role:dev',
        how: 'credentials',
        via: 'helper',
        to: 'terraform',
        by: 'terraform',
        pid: 4711,
        outcome: 'given',
        expiresAt: model.clock.now() + 60 * MINUTE,
      },
    ]);
  });

  it('gives nothing that has ended, and keeps no line (ST4)', async () => {
    const model = await startModel();
    expect(model.engine.handOver(dev, 'env', terraform)).toEqual(
      fail({ kind: 'nothing-valid', target: dev }),
    );
    expect(model.ledger).toEqual([]);
  });

  it.each(['window', 'menu'] as const)(
    'keeps a line for what is copied from the %s',
    async (via) => {
      const model = await startModel();
      await model.enterCode();
      model.engine.run(
        { kind: 'copy-exports', target: dev },
        ...(via === 'menu' ? (['menu'] as const) : []),
      );
      await settle();
      expect(model.ledger).toMatchObject([
        { target: 'role:dev', how: 'copy', via, to: 'clipboard', by: null, pid: null },
      ]);
    },
  );

  it('remembers where a copy was asked for that waits for a code', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'copy-exports', target: dev }, 'menu');
    await model.enterCode();
    expect(model.ledger).toMatchObject([{ target: 'role:dev', how: 'copy', via: 'menu' }]);
  });

  it('keeps a line for what a program did not get, with a word for why', async () => {
    const model = await startModel();
    model.engine.refuse(dev, 'credentials', terraform, 'declined');
    expect(model.ledger).toEqual([
      {
        at: model.clock.now(),
        target: 'role:dev',
        how: 'credentials',
        via: 'helper',
        to: 'terraform',
        by: 'terraform',
        pid: 4711,
        outcome: 'declined',
        expiresAt: null,
      },
    ]);
  });

  it('names the program that has credentials saved to a file, and whether it got there', async () => {
    const model = await startModel();
    const save = {
      kind: 'export-file',
      targets: [dev],
      format: null,
      path: '/tmp/dev.json',
    } as const;
    model.engine.run({ ...save, targets: [dev] }, terraform);
    await settle();
    await model.enterCode();
    model.engine.run({ ...save, targets: [dev] }, terraform);
    await settle();
    const asked = { how: 'export', via: 'helper', by: 'terraform', pid: 4711 };
    expect(model.ledger).toMatchObject([
      { ...asked, to: 'terraform', outcome: 'failed' },
      { ...asked, to: '/tmp/dev.json', outcome: 'given' },
    ]);
  });
});
