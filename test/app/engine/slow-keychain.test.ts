import { describe, expect, it } from 'vitest';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { ADA_FILES, NOON, startModel } from '../../support/model-engine.ts';
import { secret } from '../../../app/secret.ts';

/** Starts beside a keychain that asks for its password first; `unlock` is the person's answer. */
const startLocked = () => {
  const person: { unlock: () => void } = { unlock: () => undefined };
  const asked = new Promise<void>((resolve) => {
    person.unlock = resolve;
  });
  const disk: { config: string; changed: () => void } = { config: '', changed: () => undefined };
  const model = startModel({
    clock: createModelClock(NOON),
    ports: (ports) => ({
      ...ports,
      vault: {
        ...ports.vault,
        probe: async () => {
          await asked;
          return ports.vault.probe();
        },
      },
      awsFiles: {
        ...ports.awsFiles,
        read: async () => {
          const files = await ports.awsFiles.read();
          return { ...files, config: { ...files.config, text: secret(disk.config) } };
        },
        watch: (changed) => {
          disk.changed = changed;
          return () => undefined;
        },
      },
    }),
  });
  return { model, person, disk };
};

describe('while the keychain waits for its password at the start', () => {
  it('a change of the AWS files is not missed', async () => {
    const { model, person, disk } = startLocked();
    await settle();
    disk.config = ADA_FILES;
    disk.changed();
    await settle();
    person.unlock();
    expect((await model).role('dev').name).toBe('dev');
  });
});
