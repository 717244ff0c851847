import { foreignDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../app/result.ts';
import { secret, type Secret } from '../../../app/secret.ts';
import { holds, run } from '../../support/lock-model.ts';
import { createModelAws } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { ADA_FILES, emptyDisk, NOON, startModel } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ops = { kind: 'role', profile: 'ops' } as const;
const data = { kind: 'role', profile: 'data' } as const;

describe('sealed copies (ST12)', () => {
  it('come back from an uptime in fractions of a millisecond', async () => {
    const disk = emptyDisk();
    const clock = createModelClock(NOON + 0.123);
    const first = await startModel({ disk, clock });
    await first.enterCode();
    const second = await startModel({ disk, clock, aws: first.aws });
    expect(second.role('dev').phase.kind).toBe('fresh');
    expect(second.snapshot().problems).not.toContainEqual(
      expect.objectContaining({ kind: 'state-file' }),
    );
  });

  it('ST3: of roles that ended while the app was not running are got again by their session, without a code', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    const before = first.aws.calls.length;
    await first.engine.stop();
    await first.clock.advance(2 * HOUR);
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    await settle();
    await settle();
    expect(second.session('ada').phase.kind).toBe('fresh');
    expect(second.snapshot().ask.kind).toBe('none');
    expect(second.role('dev').phase.kind).toBe('fresh');
    const asked = second.aws.calls.slice(before);
    expect(asked.map(({ name }) => name)).toContain('arn:aws:iam::111122223333:role/dev');
    expect(asked.some(({ withCode }) => withCode)).toBe(false);
  });

  it.each([
    ['whose session ended as well', 13 * HOUR, ADA_FILES, null],
    ['that were meant to end', 2 * HOUR, ADA_FILES, 'let-end'],
    ['that were stopped', 2 * HOUR, ADA_FILES, 'stop'],
    ['whose name means another by now', 2 * HOUR, ADA_FILES.replaceAll('role/ops', 'role/x'), null],
  ] as const)('of roles %s are not got again', async (_, away, config, act) => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    const before = first.aws.calls.length;
    if (act !== null) first.engine.run({ kind: act, targets: [ops] });
    await first.engine.stop();
    await first.clock.advance(away);
    const second = await startModel({ disk, clock: first.clock, aws: first.aws, config });
    await settle();
    await settle();
    expect(second.role('ops').phase.kind).toBe('off');
    expect(second.aws.calls.slice(before).some(({ withCode }) => withCode)).toBe(false);
  });

  it('of a role that was only on the way to another make it no wish', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk, settings: { start: 'asked' } });
    await first.enterCode();
    first.engine.run({ kind: 'start', targets: [data] });
    await settle();
    await settle();
    await first.engine.stop();
    const second = await startModel({
      disk,
      clock: first.clock,
      aws: first.aws,
      settings: { start: 'asked' },
    });
    expect(second.role('dev').phase).toMatchObject({ kind: 'fresh', renews: false });
    expect(second.role('data').phase).toMatchObject({ kind: 'fresh', renews: true });
  });

  it('of a name that means another role by now are dropped', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    await first.engine.stop();
    const config = ADA_FILES.replaceAll('role/dev', 'role/other');
    const second = await startModel({ disk, clock: first.clock, aws: first.aws, config });
    second.engine.run({ kind: 'copy-exports', target: { kind: 'role', profile: 'dev' } });
    await settle();
    expect(second.aws.calls.at(-1)?.name).toBe('arn:aws:iam::111122223333:role/other');
    expect(second.clipboard.text).toContain(second.aws.secrets.at(-1));
    expect(second.role('ops').phase.kind).toBe('fresh');
  });

  it('that are stopped do not come back', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    first.engine.run({ kind: 'stop-all' });
    await first.engine.stop();
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    expect(second.snapshot().sessions.map(({ phase }) => phase.kind)).toEqual(['off']);
  });

  it.each([
    ['cut short', '{"version":1,'],
    ['of a later version', '{"version":9}'],
  ])('%s are a problem shown, and the app goes on', async (_, text) => {
    const disk = emptyDisk();
    disk.sealed = secret(text);
    const model = await startModel({ disk });
    expect(model.snapshot().problems).toContainEqual(
      expect.objectContaining({ kind: 'state-file' }),
    );
    await model.enterCode();
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('measure the time at once, so that a clock behind makes nothing valid again (ST4)', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    await first.engine.stop();
    const clock = createModelClock(NOON - HOUR);
    const aws = createModelAws(clock.now);
    aws.offset = 3 * HOUR;
    aws.hold();
    const second = await startModel({ disk, clock, aws });
    await settle();
    second.engine.run({ kind: 'copy-exports', target: { kind: 'role', profile: 'ops' } });
    expect(second.clipboard.text).toBe('');
    expect(second.role('ops').phase.kind).not.toBe('fresh');
  });
});

describe('a keychain that was locked at the start', () => {
  const startLocked = async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    await first.engine.stop();
    let open = false;
    const saved: (Secret | null)[] = [];
    const model = await startModel({
      disk,
      clock: first.clock,
      aws: first.aws,
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          probe: async () =>
            open
              ? ok({ backend: 'model keychain' })
              : fail({ backend: 'model keychain', detail: foreignDetail('locked') }),
        },
        sealed: {
          ...ports.sealed,
          save: (text) => {
            saved.push(text);
            return ports.sealed.save(text);
          },
        },
      }),
    });
    return {
      model,
      saved,
      unlock: async () => {
        open = true;
        await run(model, { kind: 'retry-vault' });
      },
      lock: async () => {
        open = false;
        await run(model, { kind: 'retry-vault' });
      },
    };
  };

  it('brings the sealed copies back once it is unlocked', async () => {
    const { model, unlock } = await startLocked();
    expect(model.role('dev').phase.kind).toBe('off');
    await unlock();
    expect(model.role('dev').phase.kind).toBe('fresh');
    expect(model.snapshot().ask.kind).toBe('none');
  });

  it('keeps what was obtained meanwhile, and seals nothing before it has read', async () => {
    const { model, saved, unlock } = await startLocked();
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(saved).toEqual([]);
    const calls = model.aws.calls.length;
    await unlock();
    expect(model.role('dev').phase).toMatchObject({ obtainedAt: NOON + 30_000 });
    expect(model.aws.calls).toHaveLength(calls);
  });

  it.each(['before it was ever read', 'after it was read once'])(
    'has what was obtained meanwhile sealed once it is unlocked: %s',
    async (when) => {
      const { model, saved, unlock, lock } = await startLocked();
      if (when === 'after it was read once') {
        await unlock();
        await lock();
        saved.length = 0;
      }
      await model.clock.advance(30_000);
      await run(model, { kind: 'stop-all' });
      await model.enterCode();
      await run(model, { kind: 'start', targets: [ops] });
      expect(saved).toEqual([]);
      await unlock();
      // Killed in this moment.
      const next = await startModel({ disk: model.disk, clock: model.clock, aws: model.aws });
      expect(holds(next)).toEqual(holds(model));
      expect(next.session('ada').phase).toMatchObject({ obtainedAt: NOON + 30_000 });
    },
  );

  it('gives another try to what failed for want of it', async () => {
    const disk = emptyDisk();
    disk.known = [
      { name: 'ada', accessKeyId: 'AKIA', serial: null, userArn: null, account: null, alias: null },
    ];
    disk.keys.set('ada', { accessKeyId: 'AKIA', secretAccessKey: secret('k') });
    let open = false;
    const locked = { backend: 'model keychain', detail: foreignDetail('locked') };
    const model = await startModel({
      disk,
      credentials: '',
      config:
        '[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = ada\n',
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          probe: async () => (open ? ok({ backend: 'model keychain' }) : fail(locked)),
          read: async (name) => (open ? ports.vault.read(name) : fail(locked)),
        },
      }),
    });
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'dev' }] });
    await settle();
    expect(model.role('dev').trouble?.failure).toMatchObject({ kind: 'vault', action: 'read' });
    open = true;
    model.engine.run({ kind: 'retry-vault' });
    await settle();
    await settle();
    expect(model.role('dev').phase.kind).toBe('fresh');
  });
});

describe('after the engine was stopped', () => {
  it('no wake-up is armed, and nothing that is asked for happens', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.engine.stop();
    const calls = model.aws.calls.length;
    model.engine.wake('resume');
    model.engine.run({ kind: 'start-all' });
    await model.clock.advance(24 * HOUR);
    await model.enterCode();
    expect(model.clock.armed()).toBe(0);
    expect(model.aws.calls).toHaveLength(calls);
    expect(model.clipboard.text).toBe('');
  });

  it('a copy that cannot be written is told, and told no more once it can', async () => {
    let full = true;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        sealed: {
          ...ports.sealed,
          save: (text) =>
            full
              ? Promise.resolve(fail({ path: '/sealed', detail: systemDetail('ENOSPC') }))
              : ports.sealed.save(text),
        },
      }),
    });
    await model.enterCode();
    const problem = { kind: 'state-file', path: '/sealed', detail: systemDetail('ENOSPC') };
    expect(model.snapshot().problems).toContainEqual(problem);
    full = false;
    await model.clock.advance(HOUR);
    expect(model.snapshot().problems).not.toContainEqual(problem);
  });
});
