import { describe, expect, it } from 'vitest';
import type { Presence } from '../../../app/ports-lock.ts';
import type { PresenceTells } from '../../../app/session/presence.ts';
import type { Settings } from '../../../app/settings.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;

type Listener = Parameters<Presence['watch']>[0];

/** A desktop that tells what a test makes it tell. `idle` is how long nobody was there, ms; null: it does not say. */
const modelDesktop = () => {
  const state: { listener: Listener | null; idle: number | null; asked: number } = {
    listener: null,
    idle: 0,
    asked: 0,
  };
  const port: Presence = {
    watch: (listener) => {
      state.listener = listener;
      listener.tells({ screen: true, sleep: true, idle: true, finger: false });
      return () => {
        state.listener = null;
      };
    },
    askFinger: async () => false,
    idleFor: async () => {
      state.asked += 1;
      return state.idle;
    },
  };
  return {
    port,
    state,
    away: (how: 'screen' | 'sleep') => state.listener?.away(how),
    tells: (tells: PresenceTells) => state.listener?.tells(tells),
  };
};

const start = async (settings: Partial<Settings>) => {
  const desktop = modelDesktop();
  const model = await startModel({
    settings,
    ports: (ports) => ({ ...ports, presence: desktop.port }),
  });
  await model.enterCode();
  return { model, desktop };
};

const lockOf = (model: Model) => {
  const { lock } = model.engine.state();
  return lock.kind === 'open' ? 'open' : lock.cause;
};

describe('a person who goes away', () => {
  it.each([
    ['screen', {}, 'open'],
    ['sleep', {}, 'open'],
    ['screen', { lockWithScreen: 'on' }, 'screen'],
    ['sleep', { lockBeforeSleep: 'on' }, 'sleep'],
  ] as const)('by the %s with %j leaves it %s', async (how, settings, expected) => {
    const { model, desktop } = await start(settings);
    desktop.away(how);
    // In the same turn: the computer may be asleep in the next.
    expect(lockOf(model)).toBe(expected);
    const holds = [...model.engine.state().grants.values()].some(({ held }) => held !== null);
    expect(holds).toBe(expected === 'open');
    await settle();
    expect(model.disk.lock?.cause).toBe(expected === 'open' ? undefined : expected);
  });

  it('is not heard any more once the app ended', async () => {
    const { model, desktop } = await start({ lockWithScreen: 'on' });
    await model.engine.stop();
    expect(desktop.state.listener).toBeNull();
  });
});

describe('when nobody touches anything', () => {
  it('is locked when the time is over, and not before', async () => {
    const { model, desktop } = await start({ lockAfterIdle: 600 });
    desktop.state.idle = 10 * MINUTE - 1000;
    await model.clock.advance(10 * MINUTE - 1000);
    expect(lockOf(model)).toBe('open');
    desktop.state.idle = 10 * MINUTE;
    await model.clock.advance(1000);
    expect(lockOf(model)).toBe('idle');
  });

  it('a person at work is asked after once in the time, not more', async () => {
    const { model, desktop } = await start({ lockAfterIdle: 600 });
    const before = desktop.state.asked;
    await model.clock.advance(100 * MINUTE);
    expect(lockOf(model)).toBe('open');
    expect(desktop.state.asked - before).toBeLessThanOrEqual(11);
    expect(desktop.state.asked - before).toBeGreaterThanOrEqual(9);
  });

  it('is never asked where nobody wants it, nor where the desktop does not tell', async () => {
    const { model, desktop } = await start({});
    await model.clock.advance(100 * MINUTE);
    expect(desktop.state.asked).toBe(0);
    desktop.tells({ screen: true, sleep: true, idle: false, finger: false });
    model.engine.run({ kind: 'change-setting', key: 'lockAfterIdle', value: '10m' });
    await settle();
    await model.clock.advance(100 * MINUTE);
    expect(desktop.state.asked).toBe(0);
  });

  it('a shorter time is taken at once', async () => {
    const { model, desktop } = await start({ lockAfterIdle: 3600 });
    desktop.state.idle = 5 * MINUTE;
    model.engine.run({ kind: 'change-setting', key: 'lockAfterIdle', value: '5m' });
    await settle();
    expect(lockOf(model)).toBe('idle');
  });

  it('a desktop that does not answer is asked again a whole time later', async () => {
    const { model, desktop } = await start({ lockAfterIdle: 600 });
    desktop.state.idle = null;
    await model.clock.advance(20 * MINUTE);
    expect(lockOf(model)).toBe('open');
    desktop.state.idle = 10 * MINUTE;
    await model.clock.advance(10 * MINUTE);
    expect(lockOf(model)).toBe('idle');
  });

  it('after a lock it is asked for anew from the code on', async () => {
    const { model, desktop } = await start({ lockAfterIdle: 600 });
    desktop.state.idle = 10 * MINUTE;
    await model.clock.advance(10 * MINUTE);
    expect(lockOf(model)).toBe('idle');
    desktop.state.idle = 0;
    await model.enterCode();
    await settle();
    expect(lockOf(model)).toBe('open');
    desktop.state.idle = 10 * MINUTE;
    await model.clock.advance(10 * MINUTE);
    expect(lockOf(model)).toBe('idle');
  });

  it('is locked as well where the clock was set back and nothing was heard of STS yet', async () => {
    const desktop = modelDesktop();
    const model = await startModel({
      settings: { lockAfterIdle: 600 },
      ports: (ports) => ({ ...ports, presence: desktop.port }),
    });
    model.clock.shiftWall(-600 * MINUTE);
    desktop.state.idle = 10 * MINUTE;
    await model.clock.advance(10 * MINUTE);
    expect(lockOf(model)).toBe('idle');
  });

  it.each([
    [10 * MINUTE, 'idle'],
    [10 * MINUTE - 1, 'open'],
  ])('a sleep of %i ms counts as nobody there: %s', async (slept, expected) => {
    const { model, desktop } = await start({ lockAfterIdle: 600 });
    desktop.away('sleep');
    await model.clock.advance(slept);
    model.engine.wake('resume');
    await settle();
    expect(lockOf(model)).toBe(expected);
  });
});
