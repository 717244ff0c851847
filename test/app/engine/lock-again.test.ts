import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Ports } from '../../../app/index.ts';
import { askHelp } from '../../../app/view/words/ask.ts';
import { gated, type Gate } from '../../support/gated.ts';
import { keptDisk } from '../../support/kept-disk.ts';
import { holds, lockOf, run, slowReads } from '../../support/lock-model.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { modelMac, startOnMac } from '../../support/model-mac.ts';

// A lock that comes while the app is locked already, and somebody is on a way in.

const MINUTE = 60_000;

const enter = (model: Model): Promise<void> =>
  run(model, { kind: 'submit-code', identity: 'ada', code: model.aws.code() });

/** Locked, and a minute later a code is at STS; `answer` lets STS answer. */
const codeAtSts = async (
  start: () => Promise<Model> = startModel,
): Promise<{ readonly model: Model; readonly answer: () => Promise<void> }> => {
  const model = await start();
  await model.enterCode();
  await run(model, { kind: 'lock' });
  await model.clock.advance(MINUTE);
  const letGo = model.aws.hold();
  await enter(model);
  expect(model.aws.codes).toHaveLength(2);
  const answer = async (): Promise<void> => {
    // What is asked later is answered at once.
    model.aws.gate = null;
    letGo();
    await settle();
    await settle();
  };
  return { model, answer };
};

const again: readonly Command[] = [
  { kind: 'lock' },
  { kind: 'lock', cause: 'screen' },
  { kind: 'lock', cause: 'sleep' },
  { kind: 'panic' },
];

describe('a code that STS checks when another lock comes', () => {
  it.each(again)(
    'opens nothing, and what it bought is held by nobody: $kind $cause',
    async (by) => {
      const { model, answer } = await codeAtSts();
      await run(model, by);
      await answer();
      expect(lockOf(model)).toBe('locked');
      expect(holds(model)).toEqual([]);
      expect(model.disk.sealed).toBeNull();
    },
  );

  it('does not keep panic from saying that it is done', async () => {
    const { model, answer } = await codeAtSts();
    await run(model, { kind: 'panic' });
    await answer();
    expect(model.snapshot().lock).toMatchObject({ kind: 'locked', panic: { kind: 'done' } });
  });

  it('stays spent, and the next one is asked for at once', async () => {
    const { model } = await codeAtSts();
    await run(model, { kind: 'panic' });
    const { ask, skew } = model.snapshot();
    if (ask.kind !== 'asked') throw new Error('no code is asked for');
    expect(askHelp(ask, skew, model.clock.now()).sentence).toMatch(/^spent: next code in /);
  });

  it('does not keep the next one from opening it', async () => {
    const { model, answer } = await codeAtSts();
    await run(model, { kind: 'lock' });
    await model.clock.advance(MINUTE);
    model.aws.gate = null;
    await enter(model);
    expect(lockOf(model)).toBe('open');
    const before = holds(model);
    await answer();
    expect(holds(model)).toEqual(before);
  });

  it('leaves the files shut behind it', async () => {
    const { model } = await codeAtSts();
    await run(model, { kind: 'lock' });
    await model.writeConfig('');
    expect(model.engine.state().roles.size).toBeGreaterThan(0);
  });
});

describe('a code that is not sent yet when another lock comes', () => {
  /** Once told so, what one port reads comes late. */
  const late = () => {
    const gate: Gate = gated();
    const read = { slowly: false };
    const wait = async (): Promise<void> => {
      if (read.slowly) await gate.wait();
    };
    return { gate, read, wait };
  };
  type Late = ReturnType<typeof late>;

  it.each<[string, (slow: Late, ports: Ports) => Ports]>([
    [
      'its key is read',
      ({ wait }, ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          read: async (identity) => {
            const read = await ports.vault.read(identity);
            await wait();
            return read;
          },
        },
      }),
    ],
    [
      'the files are read',
      ({ wait }, ports) => ({
        ...ports,
        awsFiles: {
          ...ports.awsFiles,
          read: async () => {
            const read = await ports.awsFiles.read();
            await wait();
            return read;
          },
        },
      }),
    ],
  ])('never is: %s', async (_, slowly) => {
    const slow = late();
    const model = await startModel({
      disk: keptDisk(),
      credentials: '',
      ports: (ports) => slowly(slow, ports),
    });
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await model.clock.advance(MINUTE);
    const { length } = model.aws.codes;
    slow.read.slowly = true;
    await enter(model);
    await run(model, { kind: 'panic' });
    slow.read.slowly = false;
    await slow.gate.open();
    await settle();
    expect(model.aws.codes).toHaveLength(length);
    expect(lockOf(model)).toBe('locked');
  });
});

describe('a finger that is asked for when another lock comes', () => {
  it('opens nothing', async () => {
    const mac = modelMac();
    mac.state.waits = true;
    const model = await startOnMac(mac);
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'lock' });
    await mac.answer(true);
    expect(lockOf(model)).toBe('locked');
    expect(holds(model)).toEqual([]);
  });

  it('opens nothing with what it had read already', async () => {
    const mac = modelMac();
    const { gate, read, ports } = slowReads();
    const model = await startOnMac(mac, { ports });
    await model.enterCode();
    await run(model, { kind: 'lock' });
    read.slowly = true;
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'lock' });
    await gate.open();
    expect(lockOf(model)).toBe('locked');
    expect(holds(model)).toEqual([]);
  });

  it('can be asked for again', async () => {
    const mac = modelMac();
    mac.state.waits = true;
    const model = await startOnMac(mac);
    await model.enterCode();
    await run(model, { kind: 'lock' });
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'lock' });
    mac.state.waits = false;
    await run(model, { kind: 'unlock' });
    expect(lockOf(model)).toBe('open');
    expect(holds(model)).toContain('session:ada');
  });
});

describe('while panic takes sections out of the AWS files', () => {
  /** Edits of AWS files that are not done before their gate opens. */
  const slowEdits = (over: { readonly config?: string } = {}) => {
    const gate = gated();
    const edits = (ports: Ports): Ports => ({
      ...ports,
      awsFileEditor: {
        edit: async (...asked) => {
          await gate.wait();
          return ports.awsFileEditor.edit(...asked);
        },
      },
    });
    return { gate, start: () => startModel({ ...over, ports: edits }) };
  };
  /** What waits at the gate are the edits of both files. */
  const isDone = async ({ open }: Gate): Promise<void> => {
    await open();
    await open();
    await settle();
  };

  it('a code is sent only once that is done, which is said to whoever waits for it', async () => {
    const { gate, start } = slowEdits();
    const model = await start();
    await model.enterCode();
    await run(model, { kind: 'panic' });
    await model.clock.advance(MINUTE);
    const { length } = model.aws.codes;
    await enter(model);
    expect(model.aws.codes).toHaveLength(length);
    const told: string[] = [];
    model.engine.subscribe(() => {
      const { lock } = model.engine.state();
      if (lock.kind === 'locked') told.push(lock.panic.kind);
    });
    await isDone(gate);
    expect(told).toContain('done');
    expect(model.aws.codes).toHaveLength(length + 1);
    expect(lockOf(model)).toBe('open');
  });

  it('a click opens it only once that is done', async () => {
    const { gate, start } = slowEdits({ config: '' });
    const model = await start();
    await run(model, { kind: 'panic' });
    await run(model, { kind: 'unlock' });
    expect(lockOf(model)).toBe('locked');
    await isDone(gate);
    expect(lockOf(model)).toBe('open');
  });

  it('another panic does it no second time', async () => {
    const { gate, start } = slowEdits();
    const model = await start();
    await run(model, { kind: 'panic' });
    await run(model, { kind: 'panic' });
    await isDone(gate);
    expect(model.engine.state().lock).toMatchObject({ panic: { kind: 'done' } });
    expect(model.journal.filter(({ kind }) => kind === 'panic')).toHaveLength(1);
  });
});
