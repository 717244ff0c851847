import { describe, expect, it } from 'vitest';
import { createIconOrWindow, PANEL_PATIENCE } from '../../../main/desktop/icon-or-window.ts';
import { createModelClock } from '../../support/model-clock.ts';

const start = (inBackground: boolean) => {
  const clock = createModelClock(0);
  const done: string[] = [];
  const one = createIconOrWindow({
    tray: { create: () => done.push('icon'), remove: () => done.push('no icon') },
    popover: {
      setOrdinary: (ordinary) => done.push(ordinary ? 'ordinary' : 'popover'),
      showQuietly: () => done.push('shown'),
    },
    clock,
    inBackground,
    journal: { write: () => undefined },
  });
  /** What was done since it was last asked. */
  const since = (): readonly string[] => done.splice(0);
  return { ...one, clock, since };
};

describe('the icon, or a window in its place', () => {
  it('is the icon where a panel shows it', async () => {
    const { hosted, since, clock } = start(false);
    hosted(':1.7');
    await clock.advance(10 * PANEL_PATIENCE);
    expect(since()).toEqual(['popover', 'icon']);
  });

  it('is the window at once when a person starts the app where there is no panel', () => {
    const { hosted, since } = start(false);
    hosted(null);
    expect(since()).toEqual(['no icon', 'ordinary', 'shown']);
  });

  it('is no window that flashes when a login starts the app before the panel', async () => {
    const { hosted, since, clock } = start(true);
    hosted(null);
    await clock.advance(PANEL_PATIENCE - 1);
    hosted(':1.7');
    await clock.advance(10 * PANEL_PATIENCE);
    expect(since()).toEqual(['no icon', 'popover', 'icon']);
  });

  it('is the window when a login starts the app and no panel comes', async () => {
    const { hosted, since, clock } = start(true);
    hosted(null);
    await clock.advance(PANEL_PATIENCE - 1);
    expect(since()).toEqual(['no icon']);
    await clock.advance(1);
    expect(since()).toEqual(['ordinary', 'shown']);
  });

  it.each([true, false])('stays the icon over restarts of the panel', async (inBackground) => {
    const { hosted, since, clock } = start(inBackground);
    hosted(':1.7');
    for (const next of [':1.8', ':1.9']) {
      hosted(null);
      // oxlint-disable-next-line no-await-in-loop -- one restart after the other
      await clock.advance(PANEL_PATIENCE - 1);
      hosted(next);
    }
    await clock.advance(10 * PANEL_PATIENCE);
    const again = ['no icon', 'popover', 'icon'];
    expect(since()).toEqual(['popover', 'icon', ...again, ...again]);
  });

  it('is the window when the panel stays away', async () => {
    const { hosted, since, clock } = start(false);
    hosted(':1.7');
    hosted(null);
    await clock.advance(PANEL_PATIENCE);
    expect(since()).toEqual(['popover', 'icon', 'no icon', 'ordinary', 'shown']);
  });

  it('is nothing any more after its stop', async () => {
    const { hosted, since, clock, stop } = start(true);
    hosted(null);
    stop();
    await clock.advance(10 * PANEL_PATIENCE);
    expect(since()).toEqual(['no icon']);
  });
});
