import { expect, it } from 'vitest';
import { createModelClock, settle, type ModelClock } from '../../support/model-clock.ts';
import { NOON, startModel } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const SECOND = 1000;

/** The same clock, on which time can pass while nobody waits. */
const busyClock = (
  clock: ModelClock,
): { readonly clock: ModelClock; readonly pass: (ms: number) => void } => {
  const passed = { ms: 0 };
  return {
    clock: {
      ...clock,
      now: () => clock.now() + passed.ms,
      uptime: () => clock.uptime() + passed.ms,
      wakeAt: (at, wake) => clock.wakeAt(at - passed.ms, wake),
    },
    pass: (ms) => {
      passed.ms += ms;
    },
  };
};

it('what falls due while the engine decides is looked at right after', async () => {
  const { clock, pass } = busyClock(createModelClock(NOON));
  const slow = { next: false };
  const model = await startModel({
    clock,
    settings: { start: 'asked' },
    ports: (ports) => ({
      ...ports,
      journal: {
        ...ports.journal,
        write: ({ kind }) => {
          if (kind !== 'decided' || !slow.next) return;
          slow.next = false;
          pass(2 * SECOND);
        },
      },
    }),
  });
  await model.enterCode();
  model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'ops' }] });
  await settle();
  await clock.advance(40 * MINUTE - SECOND);
  const before = model.aws.calls.length;
  slow.next = true;
  model.engine.wake('unlock');
  await settle();
  expect(model.aws.calls).toHaveLength(before);
  await clock.advance(0);
  expect(model.aws.calls).toHaveLength(before + 1);
});
