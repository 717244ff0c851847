import { describe, expect, it } from 'vitest';
import { settle } from '../../support/model-clock.ts';
import type { Model } from '../../support/model-engine.ts';
import { modelMac, startOnMac as start } from '../../support/model-mac.ts';

// Touch ID as a model: this computer has none. What a lock keeps for it, and what opens it.

const holds = (model: Model): readonly string[] =>
  [...model.engine.state().grants].flatMap(([id, { held }]) => (held === null ? [] : [id]));

const lockIt = async (model: Model): Promise<void> => {
  await model.enterCode();
  model.engine.run({ kind: 'lock' });
  await settle();
};

const unlock = async (model: Model): Promise<void> => {
  model.engine.run({ kind: 'unlock' });
  await settle();
};

const kind = (model: Model) => model.engine.state().lock.kind;

describe('a lock that a finger opens', () => {
  it('drops what is in memory and keeps the sealed copy; the finger brings it back without a code', async () => {
    const mac = modelMac();
    const model = await start(mac);
    await model.enterCode();
    const before = holds(model);
    const calls = model.aws.calls.length;
    model.engine.run({ kind: 'lock' });
    expect(holds(model)).toEqual([]);
    await settle();
    expect(model.disk.sealed).not.toBeNull();
    expect(model.snapshot().lock).toMatchObject({ kind: 'locked', finger: 'not-asked' });
    await unlock(model);
    expect(kind(model)).toBe('open');
    expect(holds(model)).toEqual(before);
    expect(model.aws.calls.length).toBe(calls);
    expect(model.disk.lock).toBeNull();
    expect(mac.state.asked).toEqual(['unlock your AWS sessions and roles']);
  });

  it('does so after a restart as well', async () => {
    const mac = modelMac();
    const first = await start(mac);
    await lockIt(first);
    await first.engine.stop();
    const again = await start(mac, { disk: first.disk, clock: first.clock });
    expect(kind(again)).toBe('locked');
    expect(holds(again)).toEqual([]);
    await unlock(again);
    expect(kind(again)).toBe('open');
    expect(holds(again)).toContain('role:dev');
  });

  it('stays shut by a finger that is not theirs, says so, and a code still opens it', async () => {
    const mac = modelMac();
    const model = await start(mac);
    await lockIt(model);
    mac.state.theirs = false;
    await unlock(model);
    expect(model.snapshot().lock).toMatchObject({ kind: 'locked', finger: 'refused' });
    expect(holds(model)).toEqual([]);
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(kind(model)).toBe('open');
  });

  it('hands out nothing that ended meanwhile', async () => {
    const mac = modelMac();
    const model = await start(mac);
    await lockIt(model);
    await model.clock.advance(13 * 3600_000);
    await unlock(model);
    expect(kind(model)).toBe('open');
    expect(holds(model)).toEqual([]);
  });

  it('forgets no code that was spent: not before, and not while it was locked', async () => {
    const mac = modelMac();
    const model = await start(mac);
    await lockIt(model);
    const [before] = model.engine.state().spentSteps.values();
    await model.clock.advance(30_000);
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: '987654' });
    await settle();
    await settle();
    await unlock(model);
    expect(kind(model)).toBe('open');
    const [after] = model.engine.state().spentSteps.values();
    expect(after).toBeGreaterThan(before ?? Infinity);
  });

  it('keeps nothing for a finger once panic came, whether it came first or later', async () => {
    for (const first of [false, true]) {
      const model = await start(modelMac());
      // oxlint-disable-next-line no-await-in-loop
      await model.enterCode();
      if (!first) model.engine.run({ kind: 'lock' });
      // oxlint-disable-next-line no-await-in-loop
      await settle();
      model.engine.run({ kind: 'panic' });
      // oxlint-disable-next-line no-await-in-loop
      await settle();
      expect(model.disk.sealed).toBeNull();
      expect(model.disk.lock?.keeps).toBe(false);
      expect(model.snapshot().lock).toMatchObject({ finger: 'none' });
      // oxlint-disable-next-line no-await-in-loop
      await unlock(model);
      expect(kind(model)).toBe('locked');
    }
  });

  it.each([
    ['nobody wants it', modelMac(), { lockTouchId: 'off' }],
    ['there is no sensor', modelMac(false), {}],
  ] as const)('is none where %s: the sealed copy goes', async (_, mac, settings) => {
    const model = await start(mac, { settings });
    await lockIt(model);
    expect(model.disk.sealed).toBeNull();
    await unlock(model);
    expect(kind(model)).toBe('locked');
    expect(mac.state.asked).toEqual([]);
  });

  it('is not opened by a finger that answers to an earlier lock', async () => {
    const mac = modelMac();
    mac.state.waits = true;
    const model = await start(mac);
    await lockIt(model);
    model.engine.run({ kind: 'unlock' });
    await settle();
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(kind(model)).toBe('open');
    model.engine.run({ kind: 'lock' });
    await settle();
    await mac.answer(true);
    expect(kind(model)).toBe('locked');
    expect(holds(model)).toEqual([]);
  });

  it('is opened by a program neither', async () => {
    const mac = modelMac();
    const model = await start(mac);
    await lockIt(model);
    model.engine.run({ kind: 'unlock' }, { program: 'terraform', pid: 7 });
    await settle();
    expect(kind(model)).toBe('locked');
    expect(mac.state.asked).toEqual([]);
  });
});
