import { describe, expect, it } from 'vitest';
import type { Answer, CallerIdentity } from '../../../app/ports.ts';
import { fail, ok } from '../../../app/result.ts';
import { gated } from '../../support/gated.ts';
import { run } from '../../support/lock-model.ts';
import { denied, offline } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const dev = { kind: 'role', profile: 'dev' } as const;
const terraform = { program: 'terraform', pid: 4711 };
const silent: Answer<CallerIdentity> = { outcome: fail(offline), serverTime: null, took: 0 };

/** A role is running; from then on the machine is paused for two hours, and who is asked for the time is told. */
const paused = async (
  answer: (real: () => Promise<Answer<CallerIdentity>>) => Promise<Answer<CallerIdentity>>,
) => {
  const asked = { often: 0, isPaused: false };
  const model = await startModel({
    ports: (ports) => ({
      ...ports,
      sts: {
        ...ports.sts,
        getCallerIdentity: (context) => {
          const real = () => ports.sts.getCallerIdentity(context);
          if (!asked.isPaused) return real();
          asked.often += 1;
          return answer(real);
        },
      },
    }),
  });
  await model.enterCode();
  await settle();
  asked.isPaused = true;
  // Its uptime stood still, its clock was put right, and nobody tells of it.
  model.clock.shiftWall(2 * HOUR);
  const request = (): Promise<void> =>
    run(model, { kind: 'request', id: 'first', target: dev, by: terraform });
  const gets = (): boolean => model.engine.handOver(dev, 'env', terraform).ok;
  return { model, asked, request, gets };
};

describe('a machine that was paused, of which nobody tells', () => {
  it('gets a role anew for a program that asks', async () => {
    const { asked, request, gets } = await paused((real) => real());
    expect(gets()).toBe(false);
    await request();
    expect(gets()).toBe(true);
    expect(asked.often).toBe(1);
  });

  it('asks for the time once, whoever asks for something meanwhile', async () => {
    const gate = gated();
    const { model, asked, request, gets } = await paused(async (real) => {
      await gate.wait();
      return real();
    });
    await request();
    await run(model, { kind: 'start', targets: [dev] });
    model.engine.wake('resume');
    await settle();
    expect(asked.often).toBe(1);
    await gate.open();
    await settle();
    expect(gets()).toBe(true);
    expect(asked.often).toBe(1);
  });

  it('asks again where nobody answered, ever more seldom, until somebody does', async () => {
    const net = { isThere: false };
    const { model, asked, request, gets } = await paused((real) =>
      net.isThere ? real() : Promise.resolve(silent),
    );
    await request();
    await model.clock.advance(10 * SECOND);
    const atFirst = asked.often;
    expect(atFirst).toBeGreaterThan(1);
    await model.clock.advance(20 * MINUTE);
    expect(asked.often).toBeLessThan(60);
    expect(gets()).toBe(false);
    net.isThere = true;
    await model.clock.advance(3 * MINUTE);
    expect(gets()).toBe(true);
    expect(model.engine.state().measuresAt).toBeNull();
  });

  it.each([
    ['granted', ok({ arn: 'arn:aws:iam::111122223333:user/ada', account: '1', userId: 'AIDA' })],
    ['refused', fail(denied())],
  ])('asks once where an answer tells no time, be it %s', async (_, outcome) => {
    const { model, asked, request } = await paused(async () => ({
      outcome,
      serverTime: null,
      took: 0,
    }));
    await request();
    await model.clock.advance(30 * MINUTE);
    expect(asked.often).toBe(1);
    model.clock.shiftWall(HOUR);
    await run(model, { kind: 'start', targets: [dev] });
    expect(asked.often).toBe(2);
  });
});
