import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Ports } from '../../../app/index.ts';
import { ok } from '../../../app/result.ts';
import { gated } from '../../support/gated.ts';
import { keptDisk } from '../../support/kept-disk.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { modelMac, startOnMac } from '../../support/model-mac.ts';

// The key that seals is kept from its first use until somebody lets go of it.

const CREDENTIALS = '/home/ada/.aws/credentials';

const run = async ({ engine }: Model, ...commands: readonly Command[]): Promise<void> => {
  for (const command of commands) {
    engine.run(command);
    // oxlint-disable-next-line no-await-in-loop -- a person does one thing after another
    await settle();
    // oxlint-disable-next-line no-await-in-loop
    await settle();
  }
};

/** A keychain's sealing key: whether it is in memory, and ports that need it. */
const sealingKey = () => {
  const key = { inMemory: false };
  const gate = gated();
  const seal = { slowly: false };
  const needs =
    <A extends readonly unknown[], T>(call: (...asked: A) => Promise<T>) =>
    async (...asked: A): Promise<T> => {
      key.inMemory = true;
      return call(...asked);
    };
  const ports = (own: Ports): Ports => ({
    ...own,
    vault: { ...own.vault, probe: needs(own.vault.probe) },
    sealed: { ...own.sealed, load: needs(own.sealed.load), save: needs(own.sealed.save) },
    backups: {
      ...own.backups,
      seal: needs(async (...asked) => {
        if (seal.slowly) await gate.wait();
        return needs(own.backups.seal)(...asked);
      }),
    },
    lockKeeping: {
      ...own.lockKeeping,
      letGo: () => {
        key.inMemory = false;
      },
    },
  });
  return { key, ports, gate, seal };
};

const isLocked = ({ engine }: Model): boolean => engine.state().lock.kind === 'locked';

describe('the key that seals, in a locked app', () => {
  it('is let go of once the copy for a finger is sealed', async () => {
    const { key, ports } = sealingKey();
    const model = await startOnMac(modelMac(), { ports });
    await model.enterCode();
    expect(key.inMemory).toBe(true);
    await run(model, { kind: 'lock' });
    expect(isLocked(model)).toBe(true);
    expect(model.disk.sealed).not.toBeNull();
    expect(key.inMemory).toBe(false);
  });

  it('is not kept when the keychain is asked whether it is well again', async () => {
    const { key, ports } = sealingKey();
    const model = await startModel({ ports });
    await run(model, { kind: 'lock' }, { kind: 'retry-vault' });
    expect(isLocked(model)).toBe(true);
    expect(key.inMemory).toBe(false);
  });

  it('is not kept by a start that finds it locked, and goes on with sealing', async () => {
    const { key, ports } = sealingKey();
    const disk = keptDisk();
    const first = await startModel({ disk, credentials: '' });
    await run(first, { kind: 'lock' });
    await first.engine.stop();
    const sealed: string[] = [];
    const again = await startModel({
      disk,
      clock: first.clock,
      credentials: '',
      ports: (own) =>
        ports({
          ...own,
          backups: {
            ...own.backups,
            naming: async (_path, ids) => ids,
            seal: async (path) => {
              sealed.push(path);
              await settle();
              return ok({ sealed: [], elsewhere: [] });
            },
          },
        }),
    });
    await settle();
    await settle();
    expect(isLocked(again)).toBe(true);
    expect(sealed).toHaveLength(2);
    expect(key.inMemory).toBe(false);
  });

  it('is not kept by backups that are being sealed when it comes', async () => {
    const { key, ports, gate, seal } = sealingKey();
    const model = await startModel({ ports });
    await run(
      model,
      { kind: 'import-found', profiles: ['ada'] },
      { kind: 'ask-removal', identities: ['ada'] },
    );
    seal.slowly = true;
    await run(model, { kind: 'remove-plain-keys', processes: false }, { kind: 'lock' });
    seal.slowly = false;
    await gate.open();
    await settle();
    expect(model.snapshot().found.removal.kind).toBe('done');
    expect(isLocked(model)).toBe(true);
    expect(key.inMemory).toBe(false);
  });
});

describe('a keychain that is well again while the app is locked', () => {
  it('seals no backup of a key that is in a file still', async () => {
    const model = await startModel();
    await run(model, { kind: 'import-found', profiles: ['ada'] });
    const backup = model.files.credentials;
    model.saved.set(`${CREDENTIALS}~`, backup);
    await run(model, { kind: 'lock' }, { kind: 'retry-vault' });
    expect(model.saved.get(`${CREDENTIALS}~`)).toBe(backup);
  });
});
