import { describe, expect, it } from 'vitest';
import type { Answer, Granted } from '../../../app/ports.ts';
import { createModelAws, type ModelAws } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { NOON, startModel, type Model } from '../../support/model-engine.ts';
import { federate, madeRow, progressOf } from '../../support/operations.ts';

const MINUTE = 60_000;
/** As many calls as no test here comes near to, so that a loop without end ends. */
const ENOUGH = 200;

/** The answer as it would be, its credentials ended a second before it came. */
const late = async (
  aws: ModelAws,
  asked: Promise<Answer<Granted>>,
  now: number,
): Promise<Answer<Granted>> => {
  const answer = await asked;
  if (aws.calls.length > ENOUGH) return new Promise(() => undefined);
  if (!answer.outcome.ok) return answer;
  const { value } = answer.outcome;
  const credentials = { ...value.credentials, expiresAt: now - 1000 };
  return { ...answer, outcome: { ok: true, value: { ...value, credentials } } };
};

const rest = async (): Promise<void> => {
  // One turn of the event loop after another, not at once.
  // oxlint-disable-next-line no-await-in-loop
  for (let turn = 0; turn < 60; turn += 1) await settle();
};

const startLate = async (): Promise<Model> => {
  const clock = createModelClock(NOON);
  const aws = createModelAws(clock.now);
  const model = await startModel({
    clock,
    aws,
    ports: (ports) => ({
      ...ports,
      sts: {
        ...ports.sts,
        assumeRole: (context, input) =>
          late(aws, ports.sts.assumeRole(context, input), clock.now()),
      },
      stsOperations: {
        ...ports.stsOperations,
        getFederationToken: (context, input) =>
          late(aws, ports.stsOperations.getFederationToken(context, input), clock.now()),
      },
    }),
  });
  await model.enterCode();
  await rest();
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

  it('are asked for with the same pauses when they were asked for by name', async () => {
    const model = await startLate();
    const before = model.aws.calls.length;
    model.engine.run(federate());
    await rest();
    expect(model.aws.calls.length - before).toBe(1);
    expect(madeRow(model, 'guest').trouble?.failure).toMatchObject({
      kind: 'malformed-reply',
      operation: 'GetFederationToken',
    });
    expect(progressOf(model, 'federate').kind).toBe('running');
  });
});
