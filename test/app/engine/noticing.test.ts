import { expect, it } from 'vitest';
import { noticeWords } from '../../../app/view/words.ts';
import { offline } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ada = { kind: 'session', identity: 'ada' } as const;

const titles = (model: Model): readonly string[] =>
  model.notices.map(({ notice }) => noticeWords(notice, 'UTC').title);

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
