import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/index.ts';
import type { GrantRef } from '../../../app/model.ts';
import { ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { gated, type Gate } from '../../support/gated.ts';
import { keptDisk } from '../../support/kept-disk.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { federate } from '../../support/operations.ts';

// Each guard of the lock by what would happen without it.

const MINUTE = 60_000;
const dev: GrantRef = { kind: 'role', profile: 'dev' };
const session: GrantRef = { kind: 'session', identity: 'ada' };

const lock = async ({ engine }: Model): Promise<void> => {
  engine.run({ kind: 'lock' });
  await settle();
};

const lockOf = ({ engine }: Model): string => engine.state().lock.kind;

const held = ({ engine }: Model): readonly string[] =>
  [...engine.state().grants].flatMap(([id, grant]) => (grant.held === null ? [] : [id]));

/** Ada's key lies in the keychain, and the first reading of it comes late; the others do not. */
const slowFirstRead =
  (gate: Gate) =>
  (ports: Ports): Ports => {
    let reads = 0;
    return {
      ...ports,
      vault: {
        ...ports.vault,
        read: async (identity) => {
          reads += 1;
          const read = await ports.vault.read(identity);
          if (reads === 1) await gate.wait();
          return read;
        },
      },
    };
  };

describe('a copy that waits for its turn when the lock comes', () => {
  it('never reaches the clipboard, not even for a moment', async () => {
    const gate = gated();
    const written: string[] = [];
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: {
          ...ports.clipboard,
          write: async (text) => {
            written.push(reveal(text));
            const done = await ports.clipboard.write(text);
            await gate.wait();
            return done;
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: dev });
    model.engine.run({
      kind: 'open-console',
      target: dev,
      how: 'copy',
      destination: null,
      region: null,
      durationSeconds: null,
    });
    await settle();
    expect(model.browser.requests).toHaveLength(1);
    expect(written).toHaveLength(1);
    await lock(model);
    expect(lockOf(model)).toBe('locking');
    await gate.open();
    await gate.open();
    expect(written).toHaveLength(1);
    expect(lockOf(model)).toBe('locked');
    expect(model.clipboard.text).toBe('');
  });
});

describe('a code that was sent when the lock came', () => {
  it('opens nothing, and what it bought is held by nobody', async () => {
    const model = await startModel();
    const answer = model.aws.hold();
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: model.aws.code() });
    await settle();
    expect(model.aws.codes).toHaveLength(1);
    await lock(model);
    answer();
    await settle();
    expect(lockOf(model)).toBe('locked');
    expect(held(model)).toEqual([]);
    expect(model.disk.sealed).toBeNull();
  });

  it('says nothing of the code that was typed after it', async () => {
    const model = await startModel();
    const answer = model.aws.hold();
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: model.aws.code() });
    await settle();
    await lock(model);
    // The answers after it are there at once.
    model.aws.gate = null;
    await model.clock.advance(MINUTE);
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: '000000' });
    await settle();
    const refused = model.engine.state().codeChecks.get('ada');
    expect(refused?.kind).toBe('refused');
    answer();
    await settle();
    expect(model.engine.state().codeChecks.get('ada')).toBe(refused);
    expect(lockOf(model)).toBe('locked');
  });

  it('is not sent late, once another has opened the app again', async () => {
    const gate = gated();
    const model = await startModel({
      ports: slowFirstRead(gate),
      disk: keptDisk(),
      credentials: '',
    });
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: model.aws.code() });
    await settle();
    await lock(model);
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(lockOf(model)).toBe('open');
    expect(model.aws.codes).toHaveLength(1);
    await model.clock.advance(MINUTE);
    await gate.open();
    expect(model.aws.codes).toHaveLength(1);
    expect(held(model)).toContain('session:ada');
  });
});

describe('a device that was being made when the lock comes', () => {
  it('is deleted at AWS, and the key that this takes is kept by nobody', async () => {
    const log: string[] = [];
    const serial = 'arn:aws:iam::111122223333:mfa/ada-2';
    const answer = <T>(value: T) => ({ outcome: ok(value), serverTime: null, took: 0 });
    const model = await startModel({
      disk: keptDisk(),
      credentials: '',
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          read: (identity) => {
            log.push('read');
            return ports.vault.read(identity);
          },
        },
        lockKeeping: { ...ports.lockKeeping, letGo: () => void log.push('let go') },
        iamChanges: {
          ...ports.iamChanges,
          createVirtualMfaDevice: async () =>
            answer({ serial, seed: secret('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') }),
          deleteVirtualMfaDevice: async () => {
            log.push('delete');
            return answer(null);
          },
        },
      }),
    });
    model.engine.run({ kind: 'add-device', identity: 'ada' });
    await settle();
    model.engine.run({ kind: 'name-device', name: 'ada-2', replace: false });
    await settle();
    expect(model.engine.deviceSeed()).not.toBeNull();
    log.length = 0;
    await lock(model);
    await settle();
    // Once more for what sealed copies and once for what deleting took.
    expect(log).toEqual(['let go', 'read', 'delete', 'let go', 'let go']);
    // A code has the key read again.
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: model.aws.code() });
    await settle();
    expect(log.filter((one) => one === 'read')).toHaveLength(2);
  });
});

describe('what is being made when the lock comes', () => {
  it('is not asked of AWS any more', async () => {
    const gate = gated();
    const model = await startModel({
      ports: slowFirstRead(gate),
      disk: keptDisk(),
      credentials: '',
    });
    model.engine.run(federate());
    await settle();
    await lock(model);
    await gate.open();
    expect(model.aws.operations).toEqual([]);
    expect(held(model)).toEqual([]);
  });

  it('is held by nobody when it comes, also once the app is open again', async () => {
    const model = await startModel({ settings: { start: 'asked' } });
    await model.enterCode();
    const answer = model.aws.hold();
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    await lock(model);
    model.aws.gate = null;
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(held(model)).toEqual(['session:ada']);
    answer();
    await settle();
    expect(held(model)).toEqual(['session:ada']);
    expect(model.engine.handOver(session, 'env', { program: 'aws', pid: 7 }).ok).toBe(true);
  });
});

describe('a code that opened a lock', () => {
  it('stays spent, also when the app dies in that moment', async () => {
    const gate = gated();
    const save = { slowly: false };
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        sealed: {
          ...ports.sealed,
          save: async (text) => {
            if (save.slowly) await gate.wait();
            return ports.sealed.save(text);
          },
        },
      }),
    });
    await model.enterCode();
    await lock(model);
    await model.clock.advance(MINUTE);
    save.slowly = true;
    await model.enterCode();
    expect(lockOf(model)).toBe('open');
    // What is on the disk by now is all there will be.
    const again = await startModel({
      disk: { ...model.disk },
      clock: model.clock,
      aws: model.aws,
    });
    expect(again.engine.state().spentSteps).toEqual(model.engine.state().spentSteps);
  });
});
