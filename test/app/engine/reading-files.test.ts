import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/index.ts';
import { gated } from '../../support/gated.ts';
import { lockOf, run } from '../../support/lock-model.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, startModel } from '../../support/model-engine.ts';

/** Two readings of the AWS files that take their time, once told so: the second begun while the first is on its way. */
const overtaking = () => {
  const gates = [gated(), gated()];
  const slow = { left: 0 };
  const watched = { changed: (): void => undefined };
  return {
    slow,
    /** The files change while they are read, and the first reading comes back before the second. */
    overtake: async (): Promise<void> => {
      await settle();
      watched.changed();
      await settle();
      await gates[0]?.open();
      await settle();
    },
    /** The second comes back. */
    newest: async (): Promise<void> => {
      await gates[1]?.open();
      await settle();
      await settle();
    },
    ports: (ports: Ports): Ports => ({
      ...ports,
      awsFiles: {
        ...ports.awsFiles,
        read: async () => {
          const files = await ports.awsFiles.read();
          const gate = gates[gates.length - slow.left];
          slow.left = Math.max(0, slow.left - 1);
          await gate?.wait();
          return files;
        },
        watch: (changed) => {
          watched.changed = changed;
          return () => undefined;
        },
      },
    }),
  };
};

describe('a reading of the AWS files that a newer one overtakes', () => {
  it('has the start wait for the newer: roles are known once all is loaded', async () => {
    const { slow, overtake, newest, ports } = overtaking();
    slow.left = 2;
    const loaded: number[] = [];
    const starting = startModel({
      ports,
      begun: (engine) =>
        engine.subscribe(() => {
          if (engine.state().loaded) loaded.push(engine.state().roles.size);
        }),
    });
    await overtake();
    expect(loaded).toEqual([]);
    await newest();
    const model = await starting;
    expect(Math.min(...loaded)).toBe(model.engine.state().roles.size);
    expect(model.engine.state().roles.has('dev')).toBe(true);
  });

  it('leaves a lock that the start finds to a code: no click opens it', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    await run(first, { kind: 'lock' });
    await first.engine.stop();
    const { slow, overtake, newest, ports } = overtaking();
    slow.left = 2;
    const starting = startModel({ disk, clock: first.clock, aws: first.aws, ports });
    await overtake();
    await newest();
    const model = await starting;
    await run(model, { kind: 'unlock' });
    expect(lockOf(model)).toBe('locked');
    await first.clock.advance(60_000);
    await model.enterCode();
    expect(lockOf(model)).toBe('open');
  });

  it('keeps no code from opening a lock', async () => {
    const { slow, overtake, newest, ports } = overtaking();
    const model = await startModel({ ports });
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await model.clock.advance(60_000);
    slow.left = 2;
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: model.aws.code() });
    await overtake();
    await newest();
    expect(lockOf(model)).toBe('open');
    expect(model.aws.codes).toHaveLength(2);
  });
});
