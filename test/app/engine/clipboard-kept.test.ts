import { describe, expect, it } from 'vitest';
import { foreignDetail } from '../../../app/detail.ts';
import type { Ports } from '../../../app/index.ts';
import { fail, ok } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { gated } from '../../support/gated.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';

// A clipboard that does not do at once what it is asked to.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const dev = { kind: 'role', profile: 'dev' } as const;
const KEPT = { kind: 'clipboard-kept', detail: foreignDetail('busy') } as const;

/** Another program holds it open while `isHeld`; `tries` are the instants at which it was to be emptied. */
const stubborn = () => {
  const state = { isHeld: true };
  const tries: number[] = [];
  const ports = (own: Ports): Ports => ({
    ...own,
    clipboard: {
      ...own.clipboard,
      clearIfOurs: async () => {
        tries.push(own.clock.uptime());
        return state.isHeld ? fail(foreignDetail('busy')) : own.clipboard.clearIfOurs();
      },
    },
  });
  return { state, tries, ports };
};

/** Started while nothing held it, with exports in it. */
const copied = async (options: Parameters<typeof startModel>[0] = {}) => {
  const held = stubborn();
  held.state.isHeld = false;
  const model = await startModel({ ports: held.ports, ...options });
  await model.enterCode();
  model.engine.run({ kind: 'copy-exports', target: dev });
  await settle();
  held.state.isHeld = true;
  held.tries.length = 0;
  return { model, ...held };
};

const failures = ({ engine }: Model): unknown => {
  const { lock } = engine.state();
  return lock.kind === 'locked' ? lock.failures : lock.kind;
};

describe('a clipboard that cannot be emptied', () => {
  it('is not told as cleared, but what is wrong with it is', async () => {
    const { model } = await copied();
    await model.clock.advance(MINUTE);
    expect(model.clipboard.text).toContain('AWS_SESSION_TOKEN');
    expect(model.snapshot().clipboard.kind).toBe('holds');
    expect(model.role('dev').copied).toMatchObject({ kind: 'failed', failure: KEPT });
  });

  it('is tried again until it is empty, and told as cleared then', async () => {
    const { model, state } = await copied();
    await model.clock.advance(MINUTE + 10_000);
    state.isHeld = false;
    await model.clock.advance(MINUTE);
    expect(model.clipboard.text).toBe('');
    expect(model.snapshot().clipboard.kind).toBe('empty');
    expect(model.role('dev').copied.kind).toBe('cleared');
  });

  it('is tried again ever more seldom', async () => {
    const { model, tries } = await copied();
    await model.clock.advance(12 * HOUR);
    const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? at));
    expect(waits.slice(0, 3).map((ms) => Math.round(ms / 1000))).toEqual([2, 4, 8]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(tries.length).toBeLessThan(30);
  });

  it('is among what a lock could not let go of', async () => {
    const { model } = await copied();
    model.engine.run({ kind: 'lock' });
    await settle();
    expect(failures(model)).toEqual([KEPT]);
    expect(model.clipboard.text).toContain('AWS_SESSION_TOKEN');
  });

  it('is emptied while it is locked, and no failure of the lock any more', async () => {
    const { model, state } = await copied();
    model.engine.run({ kind: 'lock' });
    await model.clock.advance(10_000);
    state.isHeld = false;
    await model.clock.advance(MINUTE);
    expect(model.clipboard.text).toBe('');
    expect(failures(model)).toEqual([]);
    expect(model.clock.armed()).toBe(0);
  });

  it('keeps what a person puts there while it is locked', async () => {
    const { model, state } = await copied();
    model.engine.run({ kind: 'lock' });
    await settle();
    model.engine.run({ kind: 'copy-revocation' });
    await settle();
    state.isHeld = false;
    await model.clock.advance(HOUR);
    expect(model.clipboard.text).toContain('aws:TokenIssueTime');
    expect(failures(model)).toEqual([]);
  });

  it('at the start is tried again until it is empty', async () => {
    const { state, tries, ports } = stubborn();
    const model = await startModel({ ports });
    await model.clock.advance(10_000);
    const { length } = tries;
    expect(length).toBeGreaterThan(1);
    state.isHeld = false;
    await model.clock.advance(MINUTE);
    expect(tries).toHaveLength(length + 1);
    await model.clock.advance(HOUR);
    expect(tries).toHaveLength(length + 1);
  });

  it('at the start and holds exports since is emptied when those are due', async () => {
    const { state, tries, ports } = stubborn();
    const model = await startModel({ ports });
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    state.isHeld = false;
    const { length } = tries;
    await model.clock.advance(30_000);
    expect(tries).toHaveLength(length);
    await model.clock.advance(MINUTE);
    expect(tries).toHaveLength(length + 1);
    expect(model.clipboard.text).toBe('');
  });

  it('at the start is emptied by the lock that comes', async () => {
    const { state, tries, ports } = stubborn();
    const model = await startModel({ ports });
    expect(model.journal).toContainEqual(
      expect.objectContaining({ kind: 'clipboard-kept', facts: { detail: 'busy' } }),
    );
    state.isHeld = false;
    model.engine.run({ kind: 'lock' });
    await settle();
    expect(tries).toHaveLength(2);
  });
});

/** A clipboard that a second app finds as the first one left it; `sweep` is what that does at its start. */
const outliving = () => {
  const found: { clipboard: Ports['clipboard'] | null } = { clipboard: null };
  const ports = (own: Ports): Ports => {
    found.clipboard = own.clipboard;
    return own;
  };
  return { ports, sweep: async () => found.clipboard?.clearIfOurs() };
};

describe('what a person puts there on purpose', () => {
  it('stays over the next start: the policy that ends what was handed out', async () => {
    const { ports, sweep } = outliving();
    const model = await startModel({ ports });
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    model.engine.run({ kind: 'lock' });
    await settle();
    model.engine.run({ kind: 'copy-revocation' });
    await settle();
    await model.engine.stop();
    expect(await sweep()).toEqual(ok('not-ours'));
    expect(model.clipboard.text).toContain('aws:TokenIssueTime');
  });

  it('stays over the next start: the report', async () => {
    const { ports, sweep } = outliving();
    const model = await startModel({ ports });
    model.engine.run({ kind: 'examine' });
    await settle();
    await settle();
    model.engine.run({ kind: 'copy-report' });
    await settle();
    await model.engine.stop();
    expect(await sweep()).toEqual(ok('not-ours'));
    expect(model.clipboard.text).toContain('Fobwatch doctor');
  });
});

describe('the report', () => {
  it('waits for its turn at the clipboard', async () => {
    const gate = gated();
    const write = { slowly: false };
    const written: string[] = [];
    const model = await startModel({
      ports: (own) => ({
        ...own,
        clipboard: {
          ...own.clipboard,
          write: async (text) => {
            written.push(reveal(text));
            if (write.slowly) await gate.wait();
            return own.clipboard.write(text);
          },
          place: async (text) => {
            written.push(text);
            return own.clipboard.place(text);
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run({ kind: 'examine' });
    await settle();
    await settle();
    write.slowly = true;
    model.engine.run({ kind: 'copy-exports', target: dev });
    model.engine.run({ kind: 'copy-report' });
    await settle();
    expect(written).toHaveLength(1);
    write.slowly = false;
    await gate.open();
    expect(written).toHaveLength(2);
    expect(model.clipboard.text).not.toContain('AWS_SESSION_TOKEN');
    expect(model.snapshot().clipboard.kind).toBe('empty');
  });
});

describe('the time of what is in the clipboard', () => {
  it.each([
    ['back', -2 * HOUR],
    ['forward', 2 * HOUR],
  ])('does not follow a clock that is set %s before AWS was heard', async (_, by) => {
    const model = await startModel();
    model.engine.run({ kind: 'copy-exports', target: dev, block: 'clear' });
    await model.clock.advance(30_000);
    model.clock.shiftWall(by);
    model.engine.wake('resume');
    await model.clock.advance(25_000);
    expect(model.clipboard.text).toContain('unset');
    const { clipboard } = model.snapshot();
    const left = clipboard.kind === 'holds' ? clipboard.clearsAt - model.clock.now() : null;
    expect(Math.round((left ?? 0) / 1000)).toBe(5);
    await model.clock.advance(6_000);
    expect(model.clipboard.text).toBe('');
  });
});
