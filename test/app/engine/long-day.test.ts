import { expect, it } from 'vitest';
import { startModel } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOURS = 36;
const ROLES = 500;

const names = Array.from({ length: ROLES }, (_, index) => `r${index}`);
const config = `
[profile ada]
mfa_serial = arn:aws:iam::111122223333:mfa/ada
${names
  .map(
    (name) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = ada\n`,
  )
  .join('')}`;

it('ST3, ST4: 500 roles live for 36 hours on one code: at every minute each has valid credentials, and no call is wasted', async () => {
  const model = await startModel({ config, settings: { tokenLife: HOURS * 3600 } });
  await model.enterCode();
  await model.clock.advance(MINUTE);
  const prompts = new Set<string>();
  /** When the credentials end that a program gets of a role now; null: it gets none. */
  const endOf = (profile: string): number | null => {
    const by = { program: 'sim', pid: null };
    const had = model.engine.handOver({ kind: 'role', profile }, 'exec', by);
    return had.ok ? had.value.credentials.expiresAt : null;
  };
  for (let minute = 1; minute < HOURS * 60 - 1; minute += 1) {
    const now = model.clock.now();
    const snapshot = model.snapshot();
    if (snapshot.ask.kind === 'asked') prompts.add(snapshot.ask.identity);
    const lost = snapshot.groups
      .flatMap(({ rows }) => rows)
      .filter(
        ({ phase }) => (phase.kind !== 'fresh' && phase.kind !== 'due') || phase.endsAt <= now,
      );
    expect(lost.map(({ name }) => name)).toEqual([]);
    // One role after another also for a program that asks.
    expect(endOf(`r${minute % ROLES}`)).toBeGreaterThan(now);
    // oxlint-disable-next-line no-await-in-loop -- one minute after another
    await model.clock.advance(MINUTE);
  }
  const calls = model.aws.calls.filter(({ name }) => name.includes(':role/'));
  // Renewed with 20 minutes of each hour left, and once more just before the session ends.
  const least = ROLES * Math.ceil((HOURS * 60) / 40);
  expect(calls.length).toBeGreaterThanOrEqual(least);
  expect(calls.length).toBeLessThanOrEqual(least + 2 * ROLES);
  expect(model.aws.calls.filter(({ withCode }) => withCode)).toHaveLength(1);
  // The one prompt is the notice's, in the session's last ten minutes.
  expect([...prompts]).toEqual(['ada']);
  expect(model.notices).toHaveLength(1);
  // An hour after the session the last of its roles has ended too, and nothing can be had any more.
  await model.clock.advance(62 * MINUTE);
  expect(names.filter((name) => endOf(name) !== null)).toEqual([]);
});
