import { foreignDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { fail, ok, type Result } from '../../../app/result.ts';
import type { FileProblem } from '../../../app/ports.ts';
import { secret, type Secret } from '../../../app/secret.ts';
import { gated } from '../../support/gated.ts';
import { holds, lockOf, run, slowReads } from '../../support/lock-model.ts';
import { settle } from '../../support/model-clock.ts';
import { modelMac, startOnMac } from '../../support/model-mac.ts';

// Each guard of a lock that a finger opens, by what would happen without it.

describe('panic while a finger is asked for', () => {
  it('leaves nothing that the finger opens', async () => {
    const mac = modelMac();
    mac.state.waits = true;
    const model = await startOnMac(mac);
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'panic' });
    await mac.answer(true);
    expect(lockOf(model)).toBe('locked');
    expect(holds(model)).toEqual([]);
    expect(model.snapshot().lock).toMatchObject({ panic: { kind: 'done' } });
  });

  it('wins over what the finger had read already', async () => {
    const mac = modelMac();
    const { gate, read, ports } = slowReads();
    const model = await startOnMac(mac, { ports });
    await model.enterCode();
    await run(model, { kind: 'lock' });
    read.slowly = true;
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'panic' });
    await gate.open();
    expect(lockOf(model)).toBe('locked');
    expect(holds(model)).toEqual([]);
    expect(model.disk.sealed).toBeNull();
  });
});

describe('copies that cannot be read', () => {
  it.each<[string, Result<Secret, FileProblem>]>([
    [
      'the keychain refuses',
      fail({ path: '/sealed', detail: foreignDetail('User canceled the operation.') }),
    ],
    ['they are from another version', ok(secret('{"version":2}'))],
  ])('are not lost to a finger, which opens nothing and says so: %s', async (_, answer) => {
    const mac = modelMac();
    const store: { says: Result<Secret, FileProblem> | null } = { says: null };
    const model = await startOnMac(mac, {
      ports: (ports) => ({
        ...ports,
        sealed: { ...ports.sealed, load: async () => store.says ?? ports.sealed.load() },
      }),
    });
    await model.enterCode();
    const before = holds(model);
    await run(model, { kind: 'lock' });
    store.says = answer;
    await run(model, { kind: 'unlock' });
    expect(model.snapshot().lock).toMatchObject({ kind: 'locked', finger: 'unread' });
    store.says = null;
    await run(model, { kind: 'unlock' });
    expect(lockOf(model)).toBe('open');
    expect(holds(model)).toEqual(before);
  });
});

describe('a code that is refused while a finger opens', () => {
  it('does not shut the files behind it', async () => {
    const mac = modelMac();
    const { gate, read, ports } = slowReads();
    const model = await startOnMac(mac, { ports });
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await model.clock.advance(60_000);
    read.slowly = true;
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'submit-code', identity: 'ada', code: '000000' });
    expect(lockOf(model)).toBe('locked');
    await gate.open();
    expect(lockOf(model)).toBe('open');
    await model.writeConfig('');
    expect(model.engine.state().roles.size).toBe(0);
  });

  it('leaves them shut behind it when the finger opened nothing', async () => {
    const mac = modelMac();
    const gate = gated();
    const read = { slowly: false };
    const model = await startOnMac(mac, {
      ports: (ports) => ({
        ...ports,
        sealed: {
          ...ports.sealed,
          load: async () => {
            if (!read.slowly) return ports.sealed.load();
            await gate.wait();
            return fail({ path: '/sealed', detail: foreignDetail('User canceled the operation.') });
          },
        },
      }),
    });
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await model.clock.advance(60_000);
    read.slowly = true;
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'submit-code', identity: 'ada', code: '000000' });
    await gate.open();
    expect(lockOf(model)).toBe('locked');
    await model.writeConfig('');
    expect(model.engine.state().roles.size).toBeGreaterThan(0);
  });
});

describe('what a lock keeps for a finger', () => {
  it('waits for it also when the file of the lock is gone', async () => {
    const mac = modelMac();
    const first = await startOnMac(mac);
    await first.enterCode();
    const before = holds(first);
    const { spentSteps } = first.engine.state();
    await run(first, { kind: 'lock' });
    await first.engine.stop();
    first.disk.lock = null;
    const again = await startOnMac(mac, { disk: first.disk, clock: first.clock });
    expect(lockOf(again)).toBe('locked');
    expect(holds(again)).toEqual([]);
    expect(again.disk.lock?.keeps).toBe(true);
    expect(again.engine.state().spentSteps).toEqual(spentSteps);
    await run(again, { kind: 'unlock' });
    expect(holds(again)).toEqual(before);
  });

  it('knows less of a code that was spent while it was read', async () => {
    const mac = modelMac();
    const first = await startOnMac(mac);
    await first.enterCode();
    await run(first, { kind: 'lock' });
    await first.engine.stop();
    first.disk.lock = null;
    await first.clock.advance(120_000);
    const { gate, read, ports } = slowReads();
    read.slowly = true;
    let spent: readonly number[] = [];
    const again = await startOnMac(mac, {
      disk: first.disk,
      clock: first.clock,
      ports,
      begun: (engine) => {
        void settle().then(async () => {
          engine.run({ kind: 'submit-code', identity: 'ada', code: '246802' });
          await settle();
          spent = [...engine.state().spentSteps.values()];
          await gate.open();
        });
      },
    });
    expect(spent).toEqual([first.clock.now() / 30_000]);
    expect([...again.engine.state().spentSteps.values()]).toEqual(spent);
  });

  it('goes where no finger can be asked for by then', async () => {
    const first = await startOnMac(modelMac());
    await first.enterCode();
    await run(first, { kind: 'lock' });
    await first.engine.stop();
    first.disk.lock = null;
    const again = await startOnMac(modelMac(false), { disk: first.disk, clock: first.clock });
    expect(lockOf(again)).toBe('locked');
    expect(again.disk.sealed).toBeNull();
  });

  it('is held by an open app again after a restart', async () => {
    const mac = modelMac();
    const first = await startOnMac(mac);
    await first.enterCode();
    const before = holds(first);
    await run(first, { kind: 'lock' });
    await run(first, { kind: 'unlock' });
    await first.engine.stop();
    const again = await startOnMac(mac, { disk: first.disk, clock: first.clock });
    expect(lockOf(again)).toBe('open');
    expect(holds(again)).toEqual(before);
  });

  it.each([
    ['is', ok(null)],
    ['cannot be', fail({ path: '/sealed', detail: systemDetail('ENOSPC') })],
  ])('holds nothing that was stopped right before, when it %s written', async (_, written) => {
    const mac = modelMac();
    const gate = gated();
    const save: { slowly: boolean; says: Result<null, FileProblem> } = {
      slowly: false,
      says: ok(null),
    };
    const first = await startOnMac(mac, {
      ports: (ports) => ({
        ...ports,
        sealed: {
          ...ports.sealed,
          save: async (text) => {
            if (save.slowly) await gate.wait();
            return save.says.ok ? ports.sealed.save(text) : save.says;
          },
        },
      }),
    });
    await first.enterCode();
    save.slowly = true;
    // The first of them is being written down when the others come.
    first.engine.run({ kind: 'stop', targets: [{ kind: 'role', profile: 'ops' }] });
    first.engine.run({ kind: 'stop', targets: [{ kind: 'role', profile: 'dev' }] });
    first.engine.run({ kind: 'lock' });
    await settle();
    save.slowly = false;
    save.says = written;
    await gate.open();
    await settle();
    expect(lockOf(first)).toBe('locked');
    await first.engine.stop();
    const again = await startOnMac(mac, { disk: first.disk, clock: first.clock });
    await run(again, { kind: 'unlock' });
    expect(lockOf(again)).toBe('open');
    expect(holds(again)).toEqual(written.ok ? ['session:ada'] : []);
  });
});

describe('what is stopped while a lock keeps copies', () => {
  it.each<Command>([
    { kind: 'stop-all' },
    { kind: 'stop', targets: [{ kind: 'session', identity: 'ada' }] },
  ])('is opened by no finger: $kind', async (command) => {
    const mac = modelMac();
    const model = await startOnMac(mac);
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await run(model, command);
    expect(model.disk.sealed).toBeNull();
    await run(model, { kind: 'unlock' });
    expect(mac.state.asked).toEqual([]);
    expect(holds(model)).toEqual([]);
    await model.clock.advance(60_000);
    await model.enterCode();
    expect(lockOf(model)).toBe('open');
  });
});
