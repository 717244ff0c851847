import { describe, expect, it } from 'vitest';
import { createModelClock } from '../../support/model-clock.ts';
import { NOON, startModel } from '../../support/model-engine.ts';

const many = (roles: number): string =>
  [
    '[profile ada]\nmfa_serial = arn:aws:iam::111122223333:mfa/ada',
    ...Array.from(
      { length: roles },
      (_, i) =>
        `[profile r${i}]\nrole_arn = arn:aws:iam::111122223333:role/r${i}\nsource_profile = ada`,
    ),
  ].join('\n');

describe('the picture of many roles', () => {
  it('takes no more looks at the clocks than that of one: each is a system call', async () => {
    const looksFor = async (roles: number): Promise<number> => {
      const clock = createModelClock(NOON);
      let looks = 0;
      const uptime = (): number => {
        looks += 1;
        return clock.uptime();
      };
      const model = await startModel({ config: many(roles), clock: { ...clock, uptime } });
      model.engine.run({ kind: 'start-all' });
      await model.enterCode();
      looks = 0;
      model.engine.snapshot();
      return looks;
    };
    expect(await looksFor(50)).toBe(await looksFor(1));
  });
});
