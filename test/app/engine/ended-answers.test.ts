import { describe, expect, it } from 'vitest';
import type { Sts } from '../../../app/ports.ts';
import { createModelAws, type ModelAws } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { NOON, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
/** As many calls as no test here comes near to, so that a loop without end ends. */
const ENOUGH = 200;

/** An STS whose roles have ended a second before they come. */
const late = (aws: ModelAws, now: () => number): Sts => ({
  ...aws.sts,
  assumeRole: async (context, input) => {
    const answer = await aws.sts.assumeRole(context, input);
    if (aws.calls.length > ENOUGH) return new Promise(() => undefined);
    if (!answer.outcome.ok) return answer;
    const { value } = answer.outcome;
    const credentials = { ...value.credentials, expiresAt: now() - 1000 };
    return { ...answer, outcome: { ok: true, value: { ...value, credentials } } };
  },
});

const startLate = async (): Promise<Model> => {
  const clock = createModelClock(NOON);
  const aws = createModelAws(clock.now);
  const model = await startModel({
    clock,
    aws,
    ports: (ports) => ({ ...ports, sts: late(aws, clock.now) }),
  });
  await model.enterCode();
  for (let turn = 0; turn < 60; turn += 1) await settle();
  return model;
};

describe('credentials that have ended when they come', () => {
  it('are asked for again with growing pauses, not at once and without end', async () => {
    const model = await startLate();
    const first = model.aws.calls.length;
    expect(first).toBeLessThan(10);
    await model.clock.advance(10 * MINUTE);
    expect(model.aws.calls.length).toBeGreaterThan(first);
    expect(model.aws.calls.length).toBeLessThan(100);
  });

  it('are written down as a reply that is none', async () => {
    const { journal } = await startLate();
    const roles = journal.filter(({ facts }) => facts['operation'] === 'assume-role');
    expect(new Set(roles.map(({ facts }) => facts['failure']))).toEqual(
      new Set(['malformed-reply']),
    );
  });
});
