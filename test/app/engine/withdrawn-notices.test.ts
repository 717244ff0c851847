import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { offline } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_FILES, startModel, type Model } from '../../support/model-engine.ts';

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

it('that a session ends soon goes with the lock, which lets go of the session', async () => {
  const model = await tenMinutesAhead();
  model.engine.run({ kind: 'lock' });
  await settle();
  expect(told(model)).toEqual(['ends-soon, gone']);
});

describe('that programs wait for a code', () => {
  const dev = { kind: 'role', profile: 'dev' } as const;
  const ask = async (model: Model, id: string): Promise<void> => {
    const by = { program: 'terraform', pid: 4711 };
    model.engine.run({ kind: 'request', id, target: dev, by }, 'program');
    await settle();
  };
  /** One that asked, of which was told. */
  const asked = async (): Promise<Model> => {
    const model = await startModel();
    await ask(model, 'r1');
    expect(told(model)).toEqual(['code-asked']);
    return model;
  };

  it('stays as long as they do', async () => {
    const model = await asked();
    await model.clock.advance(MINUTE);
    expect(told(model)).toEqual(['code-asked']);
  });

  it('is taken back once the code was given', async () => {
    const model = await asked();
    await model.enterCode();
    expect(told(model)).toEqual(['code-asked, gone']);
  });

  it.each<readonly [string, Command]>([
    ['the program gave up', { kind: 'withdraw', id: 'r1' }],
    ['the code was set aside', { kind: 'set-code-aside' }],
    ['the app was locked', { kind: 'lock' }],
  ])('is taken back once %s', async (_, command) => {
    const model = await asked();
    model.engine.run(command);
    await settle();
    expect(told(model)).toEqual(['code-asked, gone']);
  });

  it('is told anew for one that had joined another that gave up', async () => {
    const model = await asked();
    await ask(model, 'r2');
    expect(told(model)).toEqual(['code-asked']);
    model.engine.run({ kind: 'withdraw', id: 'r1' });
    await settle();
    expect(told(model)).toEqual(['code-asked, gone', 'code-asked']);
  });
});

describe('that a program wants production', () => {
  const prod = { kind: 'role', profile: 'prod' } as const;
  const by = { program: 'terraform', pid: 4711 };
  /** One that asked, of which was told. */
  const asked = async (): Promise<Model> => {
    const model = await startModel({
      config: `${ADA_FILES}
[profile prod]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = ada
`,
    });
    await model.enterCode();
    model.engine.run({ kind: 'start', targets: [prod] }, 'program');
    await settle();
    model.engine.run(
      { kind: 'ask-production', id: 'r1', target: prod, how: 'credentials', by, folder: null },
      by,
    );
    await settle();
    expect(told(model)).toEqual(['production-asked']);
    return model;
  };

  it('stays as long as nobody answers', async () => {
    const model = await asked();
    await model.clock.advance(MINUTE);
    expect(told(model)).toEqual(['production-asked']);
  });

  it.each<readonly [string, Command]>([
    [
      'it was confirmed',
      {
        kind: 'answer-production',
        id: 'r1',
        deed: { how: 'held', of: prod, forMs: 1000, lasts: 'once' },
      },
    ],
    ['it was refused', { kind: 'answer-production', id: 'r1', deed: null }],
    ['the program gave up', { kind: 'withdraw-production', id: 'r1' }],
    ['the app was locked', { kind: 'lock' }],
  ])('is taken back once %s', async (_, command) => {
    const model = await asked();
    model.engine.run(command);
    await settle();
    expect(told(model)).toEqual(['production-asked, gone']);
  });
});
