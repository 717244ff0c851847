import { describe, expect, it } from 'vitest';
import { labStages } from '../../../app/lab/trial.ts';
import { allow, user, worldWith } from '../../local-aws/support.ts';
import { labStage, type LabStage } from '../../support/lab-stage.ts';
import type { Model } from '../../support/model-engine.ts';
import { until } from '../../support/until.ts';

const DOWN = { kind: 'lab-down', identity: null, all: false } as const;

/** A trial, from nothing to its end. */
const up = async (stage: LabStage, model: Model) => {
  const prepared = await stage.run(model, { kind: 'lab-prepare', identity: null });
  expect(prepared.kind).toBe('prepared');
  return stage.run(model, { kind: 'lab-up', url: false });
};

/** What `lab up` and `lab down` ask of AWS, in their order. */
const requestsOf = async (): Promise<{ readonly up: number; readonly down: number }> => {
  const stage = await labStage();
  const model = await stage.start();
  await up(stage, model);
  const made = stage.aws.log().length;
  await stage.run(model, DOWN);
  return { up: made, down: stage.aws.log().length - made };
};

describe('the trial', () => {
  it('EX1: is refused without a code, granted with one, and leaves nothing behind', async () => {
    const stage = await labStage();
    const before = stage.aws.world();
    const model = await stage.start();
    const made = await up(stage, model);
    expect(made).toMatchObject({ kind: 'made', done: labStages });
    const [account] = stage.aws.world().accounts;
    const name = stage.disk.trial === null ? '' : model.engine.state().lab.trial?.name;
    expect(account?.users.find((one) => one.name === name)).toMatchObject({
      path: '/fobwatch-lab/',
      tags: { fobwatch: 'lab' },
      keys: [{ active: true }],
      devices: [{ kind: 'totp', serial: `arn:aws:iam::111122223333:mfa/${name}` }],
    });
    const calls = stage.aws.log().map(({ action, errorCode }) => [action, errorCode]);
    const assumed = calls.filter(([action]) => action === 'AssumeRole');
    expect(assumed).toEqual([
      ['AssumeRole', 'AccessDenied'],
      ['AssumeRole', undefined],
    ]);
    expect(calls).toContainEqual(['getSigninToken', undefined]);
    const down = await stage.run(model, DOWN);
    expect(down).toEqual({ kind: 'removed', name, others: [] });
    expect(stage.aws.world()).toEqual(before);
    expect(stage.disk.trial).toBeNull();
  });

  it('keeps no secret in the state, the file or the journal', async () => {
    const stage = await labStage();
    const model = await stage.start();
    await up(stage, model);
    const [account] = stage.aws.world().accounts;
    const maker = account?.users.find(({ path }) => path === '/fobwatch-lab/');
    const [device] = maker?.devices ?? [];
    const secrets = [maker?.keys[0]?.secret ?? '', device?.kind === 'totp' ? device.seed : ''];
    expect(secrets.map(({ length }) => length)).toEqual([40, 64]);
    const seen = JSON.stringify([model.snapshot(), model.journal, stage.disk.trial]);
    for (const one of secrets) expect(seen).not.toContain(one);
  });

  it('makes nothing while one is there, also after a restart', async () => {
    const stage = await labStage();
    await up(stage, await stage.start());
    const again = await stage.start();
    expect(again.snapshot().lab.there).toMatch(/^fobwatch-lab-[a-z0-9]{10}$/);
    const count = stage.aws.log().length;
    expect(await stage.run(again, { kind: 'lab-prepare', identity: null })).toMatchObject({
      kind: 'failed',
      failure: { kind: 'lab', cause: 'there-already' },
    });
    expect(stage.aws.log()).toHaveLength(count);
  });

  it('waits for IAM’s delay, each time with another code', async () => {
    const stage = await labStage();
    const before = stage.aws.world();
    stage.aws.addFault({
      operation: 'iam:*',
      times: null,
      fault: { kind: 'late', seconds: 12 },
    });
    const model = await stage.start();
    expect(await up(stage, model)).toMatchObject({ kind: 'made', done: labStages });
    expect(await stage.run(model, DOWN)).toMatchObject({ kind: 'removed' });
    expect(stage.aws.world()).toEqual(before);
  });

  it('is made by the session of a code, where IAM wants MFA of the person', async () => {
    const demand = {
      Version: '2012-10-17' as const,
      Statement: {
        Effect: 'Deny' as const,
        Action: 'iam:*',
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    };
    const stage = await labStage(worldWith([user({ policies: [allow(), demand] })]));
    const before = stage.aws.world();
    const model = await stage.start();
    expect(await up(stage, model)).toMatchObject({ failure: { kind: 'aws', cause: 'denied' } });
    const serial = 'arn:aws:iam::111122223333:mfa/ada';
    const code = stage.aws.freshCode(serial) ?? '';
    model.engine.run({ kind: 'submit-code', identity: 'ada', code });
    await until('the session', () => model.session('ada').phase.kind === 'fresh');
    expect(await up(stage, model)).toMatchObject({ kind: 'made' });
    await stage.run(model, DOWN);
    expect(stage.aws.world()).toEqual(before);
  });

  it('without permission makes nothing and remembers nothing', async () => {
    const stage = await labStage(worldWith([user()]));
    const model = await stage.start();
    expect(await up(stage, model)).toMatchObject({
      kind: 'failed',
      during: 'up',
      at: null,
      failure: { kind: 'aws', operation: 'CreateUser', cause: 'denied' },
    });
    expect(stage.disk.trial).toBeNull();
  });

  it('removes the trial of another computer only when all are meant', async () => {
    const stage = await labStage();
    const before = stage.aws.world();
    await up(stage, await stage.start());
    stage.disk.trial = null;
    const model = await stage.start();
    const looked = await stage.run(model, { kind: 'lab-look', identity: null });
    expect(looked).toMatchObject({ kind: 'looked', found: [], others: { length: 4 } });
    expect(await stage.run(model, DOWN)).toMatchObject({ kind: 'removed', others: { length: 4 } });
    expect(await stage.run(model, { ...DOWN, all: true })).toMatchObject({ others: [] });
    expect(stage.aws.world()).toEqual(before);
  });

  it('leaves alone what lies under its path under another name', async () => {
    const path = '/fobwatch-lab/';
    const stage = await labStage(
      worldWith([user({ policies: [allow()] }), user({ name: 'bob', path, devices: [] })]),
    );
    const before = stage.aws.world();
    const model = await stage.start();
    await stage.run(model, { ...DOWN, all: true });
    expect(stage.aws.world()).toEqual(before);
  });

  it('is removed with the key of the account it was made in, and no other', async () => {
    const stage = await labStage();
    await up(stage, await stage.start());
    stage.disk.trial = (stage.disk.trial ?? '').replace('111122223333', '444455556666');
    const model = await stage.start();
    expect(await stage.run(model, DOWN)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'lab', cause: 'other-account' },
    });
  });
});

describe('whatever happens at any call', { timeout: 300_000 }, () => {
  const REFUSED = {
    kind: 'error',
    status: 403,
    code: 'AccessDenied',
    message: 'not today',
  } as const;
  const HANGS = { kind: 'latency', milliseconds: 3_600_000 } as const;

  it.each([
    ['refused', REFUSED],
    ['done, but its answer lost', { kind: 'reset-after' } as const],
  ])('EX4: one call of lab up is %s, and lab down leaves nothing', async (_what, fault) => {
    const { up: count } = await requestsOf();
    expect(count).toBeGreaterThan(12);
    const stage = await labStage();
    const before = stage.aws.world();
    for (let skip = 1; skip < count; skip += 1) {
      const model = await stage.start();
      stage.aws.addFault({ skip, fault });
      await up(stage, model);
      stage.aws.clearFaults();
      expect(await stage.run(model, DOWN), `call ${skip}`).toMatchObject({ kind: 'removed' });
      expect(stage.aws.world(), `call ${skip}`).toEqual(before);
    }
  });

  it('EX4: killed before any call of lab up, lab down leaves nothing', async () => {
    const { up: count } = await requestsOf();
    const stage = await labStage();
    const before = stage.aws.world();
    for (let skip = 0; skip < count - 1; skip += 1) {
      const model = await stage.start();
      await stage.run(model, { kind: 'lab-prepare', identity: null });
      stage.aws.addFault({ skip, fault: HANGS });
      await stage.hang(model, { kind: 'lab-up', url: false });
      stage.aws.clearFaults();
      const next = await stage.start();
      expect(await stage.run(next, DOWN), `call ${skip}`).toMatchObject({ kind: 'removed' });
      expect(stage.aws.world(), `call ${skip}`).toEqual(before);
    }
  });

  it('EX4: killed while AWS shows nothing of what was made yet, lab down waits until it does', async () => {
    const stage = await labStage();
    const before = stage.aws.world();
    const model = await stage.start();
    await stage.run(model, { kind: 'lab-prepare', identity: null });
    stage.aws.addFault({ operation: 'iam:CreateUser', fault: { kind: 'late', seconds: 20 } });
    stage.aws.addFault({ operation: 'iam:PutUserPolicy', fault: HANGS });
    await stage.hang(model, { kind: 'lab-up', url: false });
    expect(stage.aws.world()).not.toEqual(before);
    stage.aws.clearFaults();
    expect(await stage.run(await stage.start(), DOWN)).toMatchObject({ kind: 'removed' });
    expect(stage.aws.world()).toEqual(before);
  });

  it('EX4: killed at any call of lab down, the next one leaves nothing', async () => {
    const { down: count } = await requestsOf();
    const stage = await labStage();
    const before = stage.aws.world();
    for (let skip = 0; skip < count; skip += 1) {
      const model = await stage.start();
      await up(stage, model);
      stage.aws.addFault({ skip, fault: HANGS });
      await stage.hang(model, DOWN);
      stage.aws.clearFaults();
      const next = await stage.start();
      expect(await stage.run(next, DOWN), `call ${skip}`).toMatchObject({ kind: 'removed' });
      expect(stage.aws.world(), `call ${skip}`).toEqual(before);
    }
  });
});
