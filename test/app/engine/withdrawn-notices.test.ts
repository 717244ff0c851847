import { expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { offline } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

// A notice stays on the screen, or in the system's list, until somebody takes it away: what it tells has to be so.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ada = { kind: 'session', identity: 'ada' } as const;

/** What is on the screen, and what was taken back of what was told. */
const told = (model: Model): readonly string[] =>
  model.notices.map(({ notice: { kind }, withdrawn }) => (withdrawn ? `${kind}, gone` : kind));

/** A session of 12 h, ten minutes before its end. */
const tenMinutesAhead = async (): Promise<Model> => {
  const model = await startModel();
  await model.enterCode();
  await model.clock.advance(12 * HOUR - 10 * MINUTE);
  expect(told(model)).toEqual(['ends-soon']);
  return model;
};

it('that a session ends soon is taken back once the next code was given', async () => {
  const model = await tenMinutesAhead();
  await model.clock.advance(MINUTE);
  expect(told(model)).toEqual(['ends-soon']);
  await model.enterCode();
  expect(told(model)).toEqual(['ends-soon, gone']);
  await model.clock.advance(12 * HOUR - 10 * MINUTE);
  expect(told(model)).toEqual(['ends-soon, gone', 'ends-soon']);
});

it.each<readonly [string, Command]>([
  ['let to end', { kind: 'let-end', targets: [ada] }],
  ['put off', { kind: 'snooze-notice', targets: [ada], seconds: 300 }],
  ['stopped', { kind: 'stop', targets: [ada] }],
  ['stopped with all others', { kind: 'stop-all' }],
])('a notice of an end goes once the session is %s', async (_, command) => {
  const model = await tenMinutesAhead();
  model.engine.run(command);
  await settle();
  expect(told(model)).toEqual(['ends-soon, gone']);
});

it('what was put off is told again, and stays then', async () => {
  const model = await tenMinutesAhead();
  model.engine.run({ kind: 'snooze-notice', targets: [ada], seconds: 300 });
  await model.clock.advance(6 * MINUTE);
  expect(model.notices).toHaveLength(2);
  expect(model.notices.at(-1)?.withdrawn).toBe(false);
});

it('that it has ended takes the place of that it ends, and goes with the next code', async () => {
  const model = await tenMinutesAhead();
  await model.clock.advance(HOUR);
  expect(told(model)).toEqual(['ends-soon, gone', 'ended']);
  await model.enterCode();
  expect(told(model)).toEqual(['ends-soon, gone', 'ended, gone']);
});

it('that it ends stays over its end where quiet hours keep that from being told', async () => {
  const model = await startModel();
  await model.enterCode();
  await model.clock.advance(12 * HOUR - 10 * MINUTE);
  model.engine.run({ kind: 'change-setting', key: 'noticeQuiet', value: '00:00-23:59' });
  await model.clock.advance(HOUR);
  expect(told(model)).toEqual(['ends-soon']);
});

it('that roles are not renewed is taken back once they are', async () => {
  const model = await startModel();
  await model.enterCode();
  const { roles } = model.engine.state();
  for (const { roleArn } of roles.values())
    model.aws.answers.set(
      roleArn,
      Array.from({ length: 500 }, () => offline),
    );
  await model.clock.advance(59 * MINUTE);
  expect(told(model)).toEqual(['cannot-renew']);
  for (const { roleArn } of roles.values()) model.aws.answers.delete(roleArn);
  await model.clock.advance(30 * MINUTE);
  expect(told(model)).toEqual(['cannot-renew, gone']);
});
