import { describe, expect, it } from 'vitest';
import { fail } from '../../../app/result.ts';
import { gated } from '../../support/gated.ts';
import { offline } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';

const HOURS = 3600_000;
const silent = { outcome: fail(offline), serverTime: null, took: 0 };

describe('what was let go of by a clock that was ahead', () => {
  it('is not taken for held once the clock is put back, and is not looked for without end', async () => {
    const gate = gated();
    const looks = { many: 0 };
    const first = await startModel({
      ports: (ports) => ({ ...ports, iam: { ...ports.iam, getRole: async () => silent } }),
    });
    await first.enterCode();
    await first.engine.stop();
    // Offline: of STS's time nothing is known yet.
    const { engine, clock, session, snapshot } = await startModel({
      disk: first.disk,
      clock: first.clock,
      ports: (ports) => ({
        ...ports,
        sts: { ...ports.sts, getCallerIdentity: async () => silent },
        iam: {
          ...ports.iam,
          getRole: async () => {
            await gate.wait();
            return silent;
          },
        },
        journal: {
          ...ports.journal,
          write: ({ kind }) => {
            looks.many += kind === 'decided' ? 1 : 0;
            // Nobody would get a turn again, this test neither.
            if (looks.many > 500) throw new Error('without end');
          },
        },
      }),
    });
    expect(session('ada').phase.kind).toBe('fresh');
    for (const by of [13 * HOURS, -13 * HOURS]) {
      clock.shiftWall(by);
      engine.wake('resume');
      // oxlint-disable-next-line no-await-in-loop
      await settle();
    }
    await gate.open();
    expect(looks.many).toBeLessThan(100);
    const { grants } = engine.state();
    expect([...grants.values()].map(({ held }) => (held?.expiresAt ?? 0) > clock.now())).toEqual(
      [...grants].map(() => false),
    );
    expect(session('ada').phase).toMatchObject({ kind: 'needs-code', endsAt: null });
    expect(session('ada').phase).not.toMatchObject({ endedAt: null });
    expect(snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
  });
});
