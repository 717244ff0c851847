import { describe, expect, it } from 'vitest';
import { noticeWords } from '../../../app/view/words.ts';
import { timelineOf } from '../../../app/view/timeline.ts';
import { settle } from '../../support/model-clock.ts';
import { NOON, emptyDisk, startModel, type Model } from '../../support/model-engine.ts';
import {
  ask,
  assumeRole,
  assumeSaml,
  assumeWebIdentity,
  federate,
  madeRow,
} from '../../support/operations.ts';

// What was made from an assertion, a typed token or a file ends, and nothing but a person brings the next.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const analyst = { kind: 'made', name: 'analyst' } as const;

const titles = (model: Model): readonly string[] =>
  model.notices.map(({ notice }) => noticeWords(notice, NOON, 'UTC').title);

const lastOf = (model: Model) => {
  const last = model.notices.at(-1);
  if (last === undefined) throw new Error('nothing was told');
  return last;
};

const bySaml = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
  const model = await startModel({ config: '', credentials: '', ...options });
  await ask(model, assumeSaml());
  return model;
};

/** A role by SAML for 1 h, ten minutes before its end. */
const tenMinutesAhead = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
  const model = await bySaml(options);
  await model.clock.advance(50 * MINUTE);
  expect(titles(model)).toEqual(['analyst ends 09:00']);
  return model;
};

describe('that a grant ends which is made once', () => {
  it('is told of a role by SAML, and that a new assertion is needed', async () => {
    const model = await bySaml();
    await model.clock.advance(50 * MINUTE - 1);
    expect(titles(model)).toEqual([]);
    await model.clock.advance(1);
    expect(noticeWords(lastOf(model).notice, NOON, 'UTC')).toEqual({
      title: 'analyst ends 09:00',
      body: 'Only a new assertion renews it. Click to see it.',
    });
  });

  it('is told of a role by a token that was typed', async () => {
    const model = await startModel({ config: '', credentials: '' });
    await ask(model, assumeWebIdentity());
    await model.clock.advance(50 * MINUTE);
    expect(noticeWords(lastOf(model).notice, NOON, 'UTC')).toEqual({
      title: 'ci ends 09:00',
      body: 'Only a new token renews it. Click to see it.',
    });
  });

  it('is told of credentials from a file', async () => {
    const model = await startModel();
    const path = '/home/ada/saved.json';
    await model.enterCode();
    await ask(model, {
      kind: 'export-file',
      targets: [{ kind: 'role', profile: 'dev' }],
      format: 'json',
      path,
    });
    await ask(model, { kind: 'import-file', path, name: null });
    await model.clock.advance(50 * MINUTE);
    expect(noticeWords(lastOf(model).notice, NOON, 'UTC')).toEqual({
      title: 'saved ends 09:00',
      body: 'Only a new file renews it. Click to see it.',
    });
  });

  it.each([
    ['a role with arguments of its own', assumeRole()],
    ['a federated user', federate()],
  ])('is not told of %s, which is made again', async (_, command) => {
    const model = await startModel();
    await model.enterCode();
    await ask(model, command);
    await model.clock.advance(2 * HOUR);
    expect(model.notices).toEqual([]);
  });

  it('is told as far ahead as was chosen for it', async () => {
    const model = await bySaml();
    model.engine.run({ kind: 'set-notice-lead', target: analyst, seconds: 300 });
    await model.clock.advance(55 * MINUTE - 1);
    expect(titles(model)).toEqual([]);
    await model.clock.advance(1);
    expect(titles(model)).toEqual(['analyst ends 09:00']);
  });

  it('is not told in quiet hours', async () => {
    const model = await bySaml({ settings: { noticeQuiet: '00:00-23:59' } });
    await model.clock.advance(2 * HOUR);
    expect(model.notices).toEqual([]);
  });

  it('is told once, and not that it has ended: nothing of it is left', async () => {
    const model = await tenMinutesAhead();
    await model.clock.advance(2 * HOUR);
    expect(titles(model)).toEqual(['analyst ends 09:00']);
    expect(lastOf(model).withdrawn).toBe(true);
    expect(model.snapshot().made).toEqual([]);
    expect(model.clock.armed()).toBe(0);
  });

  it('is told once over a restart', async () => {
    const disk = emptyDisk();
    const model = await tenMinutesAhead({ disk });
    await model.engine.stop();
    const next = await startModel({
      config: '',
      credentials: '',
      disk,
      clock: model.clock,
      aws: model.aws,
    });
    await next.clock.advance(5 * MINUTE);
    expect(madeRow(next, 'analyst').phase.kind).not.toBe('ended');
    expect(next.notices).toEqual([]);
  });

  it('leads to its row in the list, where no code is asked for', async () => {
    const model = await tenMinutesAhead();
    lastOf(model).click();
    expect(model.popover.shown).toBe(1);
    expect(model.snapshot().go).toMatchObject({ to: 'roles', row: 'made:analyst' });
    expect(model.snapshot().ask.kind).toBe('none');
  });

  it('is taken back once a new assertion brought the next', async () => {
    const model = await tenMinutesAhead();
    await ask(model, assumeSaml());
    expect(lastOf(model).withdrawn).toBe(true);
    await model.clock.advance(50 * MINUTE);
    expect(titles(model)).toEqual(['analyst ends 09:00', 'analyst ends 09:50']);
  });

  it('is taken back once it was stopped', async () => {
    const model = await tenMinutesAhead();
    model.engine.run({ kind: 'stop', targets: [analyst] });
    await settle();
    expect(lastOf(model).withdrawn).toBe(true);
  });

  it('is told again at its time where it was put off', async () => {
    const model = await tenMinutesAhead();
    lastOf(model).act({ kind: 'snooze', seconds: 300 });
    await settle();
    expect(lastOf(model).withdrawn).toBe(true);
    await model.clock.advance(5 * MINUTE);
    expect(titles(model)).toEqual(['analyst ends 09:00', 'analyst ends 09:00']);
  });

  it('is told no more where it is let to end', async () => {
    const model = await tenMinutesAhead();
    lastOf(model).act({ kind: 'let-end' });
    await settle();
    expect(lastOf(model).withdrawn).toBe(true);
    await model.clock.advance(2 * HOUR);
    expect(model.notices).toHaveLength(1);
  });

  it('is put off in its row, which says until when', async () => {
    const model = await tenMinutesAhead();
    expect(madeRow(model, 'analyst').notice).toMatchObject({ end: 'told', snoozes: [300] });
    model.engine.run({ kind: 'snooze-notice', targets: [analyst], seconds: 300 });
    await settle();
    expect(lastOf(model).withdrawn).toBe(true);
    expect(madeRow(model, 'analyst').notice).toMatchObject({
      snoozes: [],
      remindsAt: model.clock.now() + 5 * MINUTE,
    });
    await model.clock.advance(5 * MINUTE);
    expect(titles(model)).toEqual(['analyst ends 09:00', 'analyst ends 09:00']);
    expect(madeRow(model, 'analyst').notice.remindsAt).toBeNull();
  });

  it('is let come in its row before it is told, and told after all where that is taken back', async () => {
    const model = await bySaml();
    model.engine.run({ kind: 'let-end', targets: [analyst] });
    await settle();
    expect(madeRow(model, 'analyst').notice.end).toBe('untold');
    await model.clock.advance(50 * MINUTE);
    expect(model.notices).toEqual([]);
    model.engine.run({ kind: 'start', targets: [analyst] });
    await settle();
    expect(titles(model)).toEqual(['analyst ends 09:00']);
    expect(madeRow(model, 'analyst').phase.kind).not.toBe('ended');
  });

  it.each([{ kind: 'let-end' }, { kind: 'snooze', seconds: 300 }] as const)(
    'leaves a code that is asked for where it is, whatever is said to it: $kind',
    async (action) => {
      const model = await startModel();
      await ask(model, assumeSaml());
      model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'dev' }] });
      await model.clock.advance(50 * MINUTE);
      const before = model.engine.state().ask;
      expect(model.snapshot().ask.kind).toBe('asked');
      lastOf(model).act(action);
      await settle();
      expect(model.engine.state().ask).toEqual(before);
    },
  );

  it('brings no code that was set aside into sight again', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'dev' }] });
    await ask(model, assumeSaml());
    model.engine.run({ kind: 'set-code-aside' });
    await model.clock.advance(50 * MINUTE);
    expect(titles(model)).toEqual(['analyst ends 09:00']);
    expect(model.snapshot().ask.kind).toBe('aside');
  });

  it('claims no code: nobody is needed at its end, and its bar ends for good', async () => {
    const model = await tenMinutesAhead();
    const snapshot = model.snapshot();
    expect(snapshot.needsYouAt).toBeNull();
    expect(madeRow(model, 'analyst').next?.kind).toBe('ends');
    expect(timelineOf(snapshot, model.clock.now())?.bars.map(({ end }) => end?.kind)).toEqual([
      'over',
    ]);
  });
});
