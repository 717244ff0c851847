import { expect, it } from 'vitest';
import { noticeWords } from '../../../app/view/words.ts';
import { offline } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { NOON, emptyDisk, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ada = { kind: 'session', identity: 'ada' } as const;

const titles = (model: Model): readonly string[] =>
  model.notices.map(({ notice }) => noticeWords(notice, NOON, 'UTC').title);

const kinds = (model: Model): readonly string[] => model.notices.map(({ notice }) => notice.kind);

const lastOf = (model: Model) => {
  const last = model.notices.at(-1);
  if (last === undefined) throw new Error('nothing was told');
  return last;
};

/** From now on no call for a role reaches AWS. */
const unreachable = (model: Model): void => {
  for (const { roleArn } of model.engine.state().roles.values())
    model.aws.answers.set(
      roleArn,
      Array.from({ length: 500 }, () => offline),
    );
};

/** A session of 12 h, ten minutes before its end. */
const tenMinutesAhead = async (): Promise<Model> => {
  const model = await startModel();
  await model.enterCode();
  await model.clock.advance(12 * HOUR - 10 * MINUTE);
  expect(kinds(model)).toEqual(['ends-soon']);
  return model;
};

it('a notice that is put off comes again at its time, and so does the strip', async () => {
  const model = await tenMinutesAhead();
  lastOf(model).act({ kind: 'snooze', seconds: 300 });
  await settle();
  expect(model.snapshot().ask.kind).toBe('aside');
  await model.clock.advance(5 * MINUTE - 1);
  expect(model.notices).toHaveLength(1);
  await model.clock.advance(1);
  expect(kinds(model)).toEqual(['ends-soon', 'ends-soon']);
  expect(model.snapshot().ask.kind).toBe('asked');
});

it('a notice that is put off over and over comes a minute before the end for the last time', async () => {
  const model = await tenMinutesAhead();
  for (let times = 0; times < 20; times += 1) {
    lastOf(model).act({ kind: 'snooze', seconds: 300 });
    // One after the other.
    // oxlint-disable-next-line no-await-in-loop
    await model.clock.advance(MINUTE);
  }
  expect(kinds(model)).toEqual(['ends-soon', 'ends-soon', 'ended']);
});

it('what is let to end is asked for no more, told no more, and ends', async () => {
  const model = await tenMinutesAhead();
  lastOf(model).click();
  expect(model.snapshot().ask.kind).toBe('asked');
  lastOf(model).act({ kind: 'let-end' });
  await settle();
  expect(model.snapshot().ask.kind).toBe('none');
  expect(model.snapshot().needsYouAt).toBeNull();
  await model.clock.advance(3 * HOUR);
  expect(kinds(model)).toEqual(['ends-soon']);
  expect(model.session('ada').phase.kind).toBe('ended');
  expect(model.role('dev').phase.kind).toBe('ended');
  expect(model.clock.armed()).toBe(0);
});

it.each([{ kind: 'let-end' }, { kind: 'snooze', seconds: 300 }] as const)(
  'a button of an old notice does nothing to the session that came since: $kind',
  async (action) => {
    const model = await tenMinutesAhead();
    await model.enterCode();
    const before = model.engine.state();
    lastOf(model).act(action);
    await settle();
    expect(model.engine.state().attention).toEqual(before.attention);
    expect(model.snapshot().ask.kind).toBe('none');
    await model.clock.advance(12 * HOUR - 10 * MINUTE);
    expect(kinds(model)).toEqual(['ends-soon', 'ends-soon']);
  },
);

it('what is let to end goes on when it is started again', async () => {
  const model = await tenMinutesAhead();
  model.engine.run({ kind: 'let-end', targets: [ada] });
  await settle();
  model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'dev' }] });
  await settle();
  expect(model.snapshot().ask.kind).toBe('asked');
  expect(model.snapshot().needsYouAt).not.toBeNull();
});

it('what is let to end stays so over a restart', async () => {
  const disk = emptyDisk();
  const model = await startModel({ disk });
  await model.enterCode();
  model.engine.run({ kind: 'let-end', targets: [ada] });
  await settle();
  await model.engine.stop();
  const next = await startModel({ disk, clock: model.clock, aws: model.aws });
  await next.clock.advance(13 * HOUR);
  expect(next.notices).toEqual([]);
  expect(next.snapshot().ask.kind).not.toBe('asked');
});

it('a program that waits is told of all the same', async () => {
  const model = await tenMinutesAhead();
  model.engine.run({ kind: 'let-end', targets: [ada] });
  await model.clock.advance(2 * HOUR);
  const by = { program: 'terraform', pid: null };
  model.engine.run({ kind: 'request', id: '1', target: { kind: 'role', profile: 'dev' }, by });
  await settle();
  await settle();
  expect(kinds(model)).toEqual(['ends-soon', 'code-asked']);
});

it('a network that is down while roles should be renewed is told once, and its click leads to the test', async () => {
  const model = await startModel();
  await model.enterCode();
  unreachable(model);
  await model.clock.advance(59 * MINUTE);
  expect(kinds(model)).toEqual(['cannot-renew']);
  expect(titles(model)[0]).toMatch(/and \d others end from .* and are not renewed/);
  lastOf(model).click();
  expect(model.snapshot().go.to).toBe('network');
  await model.clock.advance(2 * HOUR);
  expect(kinds(model)).toEqual(['cannot-renew']);
});

const TWO_CONFIG = `
[profile ada]
mfa_serial = arn:aws:iam::111122223333:mfa/ada
[profile grace]
mfa_serial = arn:aws:iam::111122223333:mfa/ada
`;
const TWO_KEYS = `
[ada]
aws_access_key_id = AKIAMODEL00000000001
aws_secret_access_key = model-long-term-secret-0123456789abcdefg
[grace]
aws_access_key_id = AKIAMODEL00000000002
aws_secret_access_key = model-long-term-secret-1123456789abcdefg
`;

it('after a sleep one notice tells what ended in it and what ends soon', async () => {
  const computer = { asleep: false };
  const model = await startModel({
    config: TWO_CONFIG,
    credentials: TWO_KEYS,
    ports: (ports) => ({
      ...ports,
      clock: {
        ...ports.clock,
        wakeAt: (at, wake) =>
          ports.clock.wakeAt(at, () => {
            if (!computer.asleep) wake();
          }),
      },
    }),
  });
  await model.enterCode('ada');
  await model.clock.advance(20 * MINUTE);
  await model.enterCode('grace');
  await model.clock.advance(11 * HOUR);
  computer.asleep = true;
  await model.clock.advance(HOUR - 5 * MINUTE);
  computer.asleep = false;
  model.engine.wake('resume');
  await settle();
  expect(kinds(model)).toEqual(['digest']);
  const { notice } = lastOf(model);
  expect(noticeWords(notice, NOON, 'UTC').title).toMatch(/^Session of ada ended/);
  expect(noticeWords(notice, NOON, 'UTC').body).toMatch(
    /^Session of grace ends .*\nClick to enter/,
  );
  model.engine.wake('unlock');
  await settle();
  expect(model.notices).toHaveLength(1);
});

it('roles that outlive a session which ended while the app was closed are told of ahead and at their end', async () => {
  const disk = emptyDisk();
  const model = await startModel({ disk });
  await model.enterCode();
  await model.clock.advance(12 * HOUR - 2 * MINUTE);
  await model.engine.stop();
  await model.clock.advance(10 * MINUTE);
  const next = await startModel({ disk, clock: model.clock, aws: model.aws });
  expect(next.snapshot().needsYouAt).not.toBeNull();
  await next.clock.advance(HOUR);
  expect(kinds(next)).toEqual(['ends-soon', 'ended']);
});
