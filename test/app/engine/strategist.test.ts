import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { allows, faster, firstPace, slower, type Pace } from '../../../app/session/pace.ts';
import { settle, settleAll } from '../../support/model-clock.ts';
import { emptyDisk, startModel, type Model } from '../../support/model-engine.ts';
import type { CallProblem } from '../../../app/ports.ts';

const AUDIT = 'arn:aws:iam::111122223333:role/audit';

const tooLong: CallProblem = {
  kind: 'aws',
  code: 'ValidationError',
  message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  status: 400,
  requestId: null,
};

const settleReady = async (model: Model): Promise<void> => {
  await settleAll();
  expect(model.snapshot().stage.kind).toBe('ready');
};

describe('how long a role may last', () => {
  it('is learnt from iam:GetRole after its first start, once a day for each role', async () => {
    const model = await startModel();
    model.aws.maximums.set('dev', 14_400);
    await model.enterCode();
    await settleReady(model);
    expect(model.role('dev')).toMatchObject({ longest: 14_400, lasts: { seconds: 3600 } });
    await model.clock.advance(3 * 3_600_000);
    expect(model.aws.rolesAsked.toSorted((a, b) => a.localeCompare(b))).toEqual([
      'data',
      'dev',
      'ops',
    ]);
  });

  it.each<[string, (model: Model) => Promise<void> | void]>([
    ['after a day', ({ clock }) => clock.advance(24 * 3_600_000)],
    [
      'when a person renews it',
      ({ engine }) => engine.run({ kind: 'renew', targets: [{ kind: 'role', profile: 'dev' }] }),
    ],
  ])('is asked again %s: somebody may have changed it', async (_, come) => {
    const model = await startModel({ settings: { tokenLife: 36 * 3600 } });
    model.aws.maximums.set('dev', 3600);
    await model.enterCode();
    await settleReady(model);
    expect(model.role('dev').longest).toBe(3600);
    model.aws.maximums.set('dev', 14_400);
    await come(model);
    await settleReady(model);
    expect(model.role('dev').longest).toBe(14_400);
  });

  it('is not asked again where AWS would not say, not even after a restart', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    await settleReady(first);
    await first.engine.stop();
    const asked = first.aws.rolesAsked.length;
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    await settleReady(second);
    expect(first.aws.rolesAsked).toHaveLength(asked);
    expect(second.role('dev').longest).toBeNull();
  });

  it('is an hour after AWS refused more: the role then shares the session, without another code', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await settle();
    model.aws.answers.set(AUDIT, [tooLong]);
    await model.enterCode();
    expect(model.role('audit')).toMatchObject({
      trouble: { failure: { cause: 'duration-above-role' } },
      lasts: { seconds: 3600, why: 'shares-session' },
    });
    await model.clock.advance(30_000);
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await settle();
    await model.enterCode();
    await settleReady(model);
    expect(model.role('audit').phase.kind).toBe('fresh');
    expect(
      model.aws.calls.filter(({ name }) => name === AUDIT).map(({ withCode }) => withCode),
    ).toEqual([true, false]);
  });

  it('is asked of a role that was refused for more, once it runs for an hour', async () => {
    const model = await startModel();
    const start: Command = { kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] };
    model.aws.maximums.set('audit', 14_400);
    model.aws.answers.set(AUDIT, [tooLong]);
    model.engine.run(start);
    await model.enterCode();
    await model.clock.advance(30_000);
    model.engine.run(start);
    await model.enterCode();
    await settleReady(model);
    expect(model.role('audit')).toMatchObject({ phase: { kind: 'fresh' }, longest: 14_400 });
  });
});

describe('the pace of calls', () => {
  const after = (pace: Pace, steps: readonly ('ok' | 'throttled')[]): Pace =>
    steps.reduce(
      (now, step, index) =>
        step === 'ok' ? faster(now) : slower(now, index * 1000, index * 1000 + 500),
      pace,
    );

  it.each<[string, readonly ('ok' | 'throttled')[], number]>([
    ['eight at first', [], 8],
    ['four after a throttled call', ['throttled'], 4],
    ['one at least, however often STS throttles', Array.from({ length: 9 }, () => 'throttled'), 1],
    ['sixteen at most, however long STS answers', Array.from({ length: 999 }, () => 'ok'), 16],
  ])('is %s', (_, steps, limit) => {
    const pace = after(firstPace, steps);
    expect(allows(pace, limit - 1)).toBe(true);
    expect(allows(pace, limit)).toBe(false);
  });

  it('is halved once by calls that were in flight together', () => {
    const once = slower(firstPace, 100, 200);
    expect(slower(once, 110, 210)).toEqual(once);
  });
});
