import { describe, expect, it } from 'vitest';
import { trayFigureName, trayShown, trayTouches, type TrayShown } from '../../../app/view/tray.ts';
import { momentWords } from '../../../app/view/words/time.ts';
import { createModelAws } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { NOON, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;

type Counts = Record<keyof TrayShown, number>;

/** Counts how often each part of the icon is touched from now on, as main does it: once for each picture. */
const counting = ({ engine }: Model): { readonly told: () => number; readonly counts: Counts } => {
  const counts: Counts = { picture: 0, tooltip: 0, text: 0, menu: 0 };
  const look = (): TrayShown => {
    const view = engine.tray();
    return trayShown(view, trayFigureName(view.figure));
  };
  const state = { shown: look(), told: 0 };
  engine.subscribe(() => {
    state.told += 1;
    const next = look();
    for (const part of trayTouches(state.shown, next)) counts[part] += 1;
    state.shown = next;
  });
  return { told: () => state.told, counts };
};

/** Minute by minute. */
const pass = async (model: Model, minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await model.clock.advance(MINUTE);
    // oxlint-disable-next-line no-await-in-loop
    await settle();
  }
};

const start = (): Promise<Model> => startModel({ settings: { trayText: 'left' } });

describe('the tray is touched', () => {
  it('in half an hour in which nothing happens: once a minute its words, and neither menu nor picture', async () => {
    const model = await start();
    await model.enterCode();
    const { told, counts } = counting(model);
    await pass(model, 30);
    expect(told()).toBeGreaterThanOrEqual(30);
    expect(counts).toEqual({ picture: 0, tooltip: 30, text: 30, menu: 0 });
  });

  it('at most once for each eighth while a session runs down', async () => {
    const model = await start();
    await model.enterCode();
    const { counts } = counting(model);
    await pass(model, 11 * 60);
    expect(counts.picture).toBeGreaterThan(0);
    expect(counts.picture).toBeLessThanOrEqual(8);
  });

  it('not at all by what shows in the window alone', async () => {
    const model = await start();
    await model.enterCode();
    const { told, counts } = counting(model);
    model.engine.run({ kind: 'show-panel', panel: 'settings' });
    model.engine.run({ kind: 'show-popover' });
    await settle();
    expect(told()).toBeGreaterThan(0);
    expect(counts).toEqual({ picture: 0, tooltip: 0, text: 0, menu: 0 });
  });

  it('once by a clock that is set, whose hours its menu names from then on', async () => {
    const clock = createModelClock(NOON);
    const begun = clock.uptime();
    // AWS's time goes on as it did.
    const aws = createModelAws(() => NOON + clock.uptime() - begun, clock.now);
    const model = await startModel({ settings: { trayText: 'left' }, clock, aws });
    await model.enterCode();
    const { counts } = counting(model);
    model.clock.shiftWall(2 * 60 * MINUTE);
    await pass(model, 30);
    expect(counts.menu).toBe(1);
    const [status] = model.engine.tray().menu;
    const needsYouAt = model.snapshot().needsYouAt ?? 0;
    expect(status).toMatchObject({
      label: expect.stringContaining(momentWords(needsYouAt, model.clock.now())),
    });
  });

  it('once more where what it says changed', async () => {
    const model = await start();
    await model.enterCode();
    const { counts } = counting(model);
    model.engine.run({ kind: 'stop-all' });
    await settle();
    expect(counts.menu).toBeGreaterThan(0);
    expect(counts.picture).toBe(1);
  });
});
