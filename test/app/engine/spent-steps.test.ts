import { describe, expect, it } from 'vitest';
import { systemDetail } from '../../../app/detail.ts';
import type { Ports } from '../../../app/engine.ts';
import { fail } from '../../../app/result.ts';
import { createModelAws, offline } from '../../support/model-aws.ts';
import { createModelClock, settle, type ModelClock } from '../../support/model-clock.ts';
import { emptyDisk, NOON, startModel, type Disk, type Model } from '../../support/model-engine.ts';

const STEP = 30_000;
const HOUR = 3_600_000;
const SERIAL = 'arn:aws:iam::111122223333:mfa/ada';

const spentIn = ({ engine }: Model): number | undefined => engine.state().spentSteps.get(SERIAL);

/** Nothing is told of the time: no call gets through. */
const unheard = (ports: Ports): Ports => ({
  ...ports,
  sts: {
    ...ports.sts,
    getCallerIdentity: async () => ({ outcome: fail(offline), serverTime: null, took: 0 }),
  },
});

/** A code that was lost on a network that is down, by a clock two hours ahead. */
const lostAhead = async (over: { readonly disk?: Disk; readonly locked?: boolean } = {}) => {
  const clock = createModelClock(NOON + 2 * HOUR);
  const model = await startModel({ clock, disk: over.disk ?? emptyDisk(), ports: unheard });
  if (over.locked === true) {
    model.engine.run({ kind: 'lock' });
    await settle();
  }
  model.aws.answers.set('GetSessionToken', [offline]);
  await model.enterCode();
  expect(spentIn(model)).toBe((NOON + 2 * HOUR) / STEP);
  return model;
};

describe('a code that was spent by a clock that was ahead', () => {
  it('blocks no longer than its step once the clock is put back', async () => {
    const model = await lostAhead();
    model.clock.shiftWall(-2 * HOUR);
    await model.clock.advance(STEP);
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', nextCodeAt: null });
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
  });

  it('lets the next one through though nothing was looked at since the clock was put back', async () => {
    const model = await lostAhead();
    await model.clock.advance(10 * STEP);
    model.clock.shiftWall(-2 * HOUR);
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
  });

  it('is not sent again while its step lasts by the clock that was put back', async () => {
    const model = await lostAhead();
    const [sent] = model.aws.codes;
    model.clock.shiftWall(-2 * HOUR);
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: sent?.code ?? '' });
    await settle();
    expect(model.aws.codes).toHaveLength(1);
    expect(model.snapshot().ask).toMatchObject({ nextCodeAt: NOON + STEP });
  });

  it('blocks a lock no longer than its step once the clock is put back', async () => {
    const model = await lostAhead({ locked: true });
    model.clock.shiftWall(-2 * HOUR);
    await model.clock.advance(STEP);
    expect(spentIn(model)).toBe(NOON / STEP);
    await model.enterCode();
    expect(model.engine.state().lock.kind).toBe('open');
  });

  it('blocks a lock no longer than a step after a restart', async () => {
    const disk = emptyDisk();
    const first = await lostAhead({ disk, locked: true });
    await first.engine.stop();
    const second = await startModel({ disk, clock: createModelClock(NOON) });
    expect(second.engine.state().lock.kind).toBe('locked');
    expect(spentIn(second)).toBe(NOON / STEP);
  });
});

describe('a code that was spent before a restart', () => {
  const SLOW = 70_000;

  /** The clock is 70 s slow, which only AWS says. */
  const slowComputer = (): { readonly clock: ModelClock; readonly disk: Disk } => {
    const clock = createModelClock(NOON);
    clock.shiftWall(-SLOW);
    return { clock, disk: emptyDisk() };
  };

  it('stays spent where only AWS knows that the clock is slow', async () => {
    const { clock, disk } = slowComputer();
    const aws = createModelAws(clock.now);
    // Half past a second, so that the header's rounding is exact.
    aws.offset = SLOW + 500;
    const first = await startModel({ clock, disk, aws });
    // The first answer tells the time; the code after it is spent by it.
    await first.enterCode();
    await clock.advance(2 * STEP);
    first.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await settle();
    await first.enterCode();
    const spent = spentIn(first);
    expect(aws.codes).toHaveLength(2);
    await first.engine.stop();
    await clock.advance(5_000);
    const second = await startModel({ clock, disk, aws });
    expect(spentIn(second)).toBe(spent);
    await second.enterCode();
    expect(aws.codes).toHaveLength(2);
  });

  it('stays spent where the run before had not heard the time either', async () => {
    const { clock, disk } = slowComputer();
    const aws = createModelAws(clock.now);
    aws.offset = SLOW + 500;
    const first = await startModel({ clock, disk, aws, ports: unheard });
    aws.answers.set('GetSessionToken', [offline]);
    await first.enterCode();
    expect(aws.codes).toHaveLength(1);
    await first.engine.stop();
    await clock.advance(5_000);
    const second = await startModel({ clock, disk, aws });
    // The answer to any call tells the time.
    second.engine.run({ kind: 'check-identity', identity: 'ada' });
    await settle();
    await second.enterCode();
    expect(aws.codes).toHaveLength(1);
  });
});

describe('a code of the step after one that was spent before a restart', () => {
  /** As the computer's clocks are: the one that nobody sets has a grain of 10 ms, the other moves on meanwhile. */
  const grainy = (ports: Ports): Ports => {
    let reads = 0;
    return {
      ...ports,
      clock: {
        ...ports.clock,
        now: () => ports.clock.now() + (reads++ % 10),
        uptime: () => Math.floor(ports.clock.uptime() / 10) * 10,
      },
    };
  };

  it.each([
    ['locked', true],
    ['open', false],
  ])('is sent where it was found %s, whatever the grain of the clocks', async (_, locked) => {
    const { clock, aws, disk, engine, enterCode } = await startModel();
    await enterCode();
    if (locked) engine.run({ kind: 'lock' });
    else engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await engine.stop();
    await clock.advance(STEP);
    const second = await startModel({ clock, aws, disk, ports: grainy });
    await second.enterCode();
    expect(aws.codes).toHaveLength(2);
  });
});

describe('a code that was spent before a crash, while no sealed copy could say so', () => {
  const again = async (first: Model, over: Partial<Parameters<typeof startModel>[0]> = {}) => {
    const { disk, clock, aws } = first;
    const second = await startModel({ disk, clock, aws, ...over });
    await second.enterCode();
    return second;
  };

  it('is not sent again without a keychain, and the next one is', async () => {
    const first = await startModel({ noKeychain: true });
    await first.enterCode();
    const second = await again(first, { noKeychain: true });
    expect(first.aws.codes).toHaveLength(1);
    expect(second.engine.state().codeChecks.get('ada')).toMatchObject({
      failure: { kind: 'code-spent' },
    });
    await first.clock.advance(STEP);
    await second.enterCode();
    expect(first.aws.codes).toHaveLength(2);
  });

  it('is not sent again where the copy could not be written', async () => {
    const full = (ports: Ports): Ports => ({
      ...ports,
      sealed: {
        ...ports.sealed,
        save: async () => fail({ path: '/sessions.sealed', detail: systemDetail('ENOSPC') }),
      },
    });
    const first = await startModel({ ports: full });
    await first.enterCode();
    await again(first, { ports: full });
    expect(first.aws.codes).toHaveLength(1);
  });

  it('is sealed, and kept nowhere else, once the keychain answers', async () => {
    const first = await startModel({ noKeychain: true });
    await first.enterCode();
    expect(first.disk.steps).toEqual([{ serial: SERIAL, step: NOON / STEP }]);
    const second = await again(first);
    expect(spentIn(second)).toBe(NOON / STEP);
    expect(first.disk.steps).toEqual([]);
    await again(first);
    expect(first.aws.codes).toHaveLength(1);
  });

  it('is told where that cannot be kept, and no more once it can', async () => {
    const disk = { isFull: true };
    const path = '/steps.json';
    const model = await startModel({
      noKeychain: true,
      ports: (ports) => ({
        ...ports,
        spentSteps: {
          ...ports.spentSteps,
          save: async (steps) =>
            disk.isFull
              ? fail({ path, detail: systemDetail('ENOSPC') })
              : ports.spentSteps.save(steps),
        },
      }),
    });
    await model.enterCode();
    const problem = expect.objectContaining({ kind: 'state-file', path });
    expect(model.snapshot().problems).toContainEqual(problem);
    disk.isFull = false;
    await model.clock.advance(STEP);
    model.engine.run({ kind: 'stop-all' });
    await model.enterCode();
    expect(model.snapshot().problems).not.toContainEqual(problem);
  });
});
