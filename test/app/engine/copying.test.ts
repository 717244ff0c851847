import { describe, expect, it } from 'vitest';
import { fail } from '../../../app/result.ts';
import { denied } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const dev = { kind: 'role', profile: 'dev' } as const;
const ops = { kind: 'role', profile: 'ops' } as const;
const audit = { kind: 'role', profile: 'audit' } as const;
const copy = (target: typeof dev | typeof ops | typeof audit) =>
  ({ kind: 'copy-exports', target }) as const;

describe('what is in the clipboard', () => {
  it('is cleared though another copy waits for a code', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    model.engine.run(copy(audit));
    await model.clock.advance(61_000);
    expect(model.role('audit').copied.kind).toBe('pending');
    expect(model.clipboard.text).toBe('');
    expect(model.snapshot().clipboard).toEqual({ kind: 'empty' });
  });

  it('is cleared though another copy failed', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    model.aws.answers.set('arn:aws:iam::111122223333:role/audit', [denied()]);
    model.engine.run(copy(audit));
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(model.role('audit').copied.kind).toBe('failed');
    expect(model.snapshot().clipboard.kind).toBe('holds');
    await model.clock.advance(31_000);
    expect(model.clipboard.text).toBe('');
  });

  it('of the second copy stays its full time, whenever the first was due to go', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run(copy(dev));
    await model.clock.advance(59_000);
    model.engine.run(copy(ops));
    await model.clock.advance(59_000);
    expect(model.clipboard.text).toContain('AWS_SESSION_TOKEN');
    await model.clock.advance(2_000);
    expect(model.clipboard.text).toBe('');
  });

  it('is cleared a second time, when a copy came while the first was being cleared', async () => {
    const steps: (() => void)[] = [];
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: {
          ...ports.clipboard,
          clearIfOurs: async () => {
            await new Promise<void>((resolve) => steps.push(resolve));
            return ports.clipboard.clearIfOurs();
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    await model.clock.advance(60_000);
    model.engine.run(copy(ops));
    await settle();
    steps.shift()?.();
    await settle();
    expect(model.clipboard.text).toContain('AWS_SESSION_TOKEN');
    expect(model.role('ops').copied.kind).toBe('copied');
    await model.clock.advance(60_000);
    steps.shift()?.();
    await settle();
    expect(model.clipboard.text).toBe('');
  });

  it('is emptied by quitting, also while it is being written', async () => {
    let written = (): void => undefined;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: {
          ...ports.clipboard,
          write: async (text) => {
            await new Promise<void>((resolve) => {
              written = resolve;
            });
            return ports.clipboard.write(text);
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    const stopped = model.engine.stop();
    await settle();
    written();
    await stopped;
    expect(model.clipboard.text).toBe('');
  });

  it('goes after its time by the clock that goes on, whatever the time turns out to be', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    model.aws.offset = -HOUR;
    model.engine.run({ kind: 'stop', targets: [ops] });
    model.engine.run({ kind: 'start', targets: [ops] });
    await model.clock.advance(61_000);
    expect(model.clipboard.text).toBe('');
  });
});

describe('a copy', () => {
  it('that waits is given up after two minutes', async () => {
    const model = await startModel();
    model.engine.run(copy(audit));
    await model.clock.advance(2 * MINUTE);
    expect(model.role('audit').copied.kind).toBe('no');
    await model.enterCode();
    expect(model.clipboard.text).toBe('');
  });

  it('that waits is given up when its role is stopped', async () => {
    const model = await startModel();
    model.engine.run(copy(audit));
    await settle();
    model.engine.run({ kind: 'stop', targets: [audit] });
    expect(model.role('audit').copied.kind).toBe('no');
  });

  it('that the desktop refuses says so in its row', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: { ...ports.clipboard, write: async () => fail('no clipboard') },
      }),
    });
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    expect(model.role('dev').copied).toEqual({
      kind: 'failed',
      failure: { kind: 'clipboard', detail: 'no clipboard' },
    });
  });

  it('after a pause of the machine hands out nothing that ended meanwhile (ST4)', async () => {
    const model = await startModel();
    await model.enterCode();
    // A virtual machine was frozen: its uptime stood still, its clock was put right.
    model.clock.shiftWall(2 * HOUR);
    model.engine.run(copy(dev));
    await settle();
    expect(model.clipboard.text).not.toContain('model-token-2==');
  });

  it('of the session itself copies the session’s', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: { kind: 'session', identity: 'ada' } });
    await settle();
    expect(model.clipboard.text).toContain("AWS_SESSION_TOKEN='model-token-1=='");
    expect(model.clipboard.text).toContain("AWS_REGION='eu-central-1'");
  });
});
