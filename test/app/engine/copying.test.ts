import { foreignDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { fail, ok } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { gated } from '../../support/gated.ts';
import { denied } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_FILES, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const dev = { kind: 'role', profile: 'dev' } as const;
const ops = { kind: 'role', profile: 'ops' } as const;
const audit = { kind: 'role', profile: 'audit' } as const;
type CopyCommand = Extract<Command, { kind: 'copy-exports' }>;
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

  it('is not put there any more by a copy that was in line when the app ended', async () => {
    const gate = gated();
    const written: string[] = [];
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: {
          ...ports.clipboard,
          write: async (text) => {
            await gate.wait();
            written.push(reveal(text));
            return ports.clipboard.write(text);
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run(copy(dev));
    model.engine.run(copy(ops));
    await settle();
    const stopped = model.engine.stop();
    await gate.open();
    await gate.open();
    await stopped;
    expect(written).toHaveLength(1);
    expect(model.clipboard.text).toBe('');
    expect(model.ledger.map(({ target }) => target)).toEqual(['role:dev']);
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

describe('what somebody copied meanwhile', () => {
  it('stays, and nothing is told as cleared', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    model.clipboard.text = 'a shopping list';
    await model.clock.advance(61_000);
    expect(model.clipboard.text).toBe('a shopping list');
    expect(model.role('dev').copied).toEqual({ kind: 'gone' });
  });

  it('of the report in the place of exports is no clearing', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run(copy(dev));
    model.engine.run({ kind: 'examine' });
    await settle();
    await settle();
    model.engine.run({ kind: 'copy-report' });
    await settle();
    expect(model.clipboard.text).toContain('Fobwatch doctor');
    expect(model.role('dev').copied).toEqual({ kind: 'gone' });
  });
});

describe('what an app that was killed left in the clipboard', () => {
  it('is cleared at the next start, before anything else is copied', async () => {
    const swept: string[] = [];
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: {
          ...ports.clipboard,
          clearIfOurs: async () => {
            swept.push('cleared');
            return ok('cleared');
          },
          write: async (text) => {
            swept.push('written');
            return ports.clipboard.write(text);
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    expect(swept).toEqual(['cleared', 'written']);
    expect(model.journal).toContainEqual({ kind: 'clipboard-swept', facts: {} });
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
        clipboard: { ...ports.clipboard, write: async () => fail(foreignDetail('no clipboard')) },
      }),
    });
    await model.enterCode();
    model.engine.run(copy(dev));
    await settle();
    expect(model.role('dev').copied).toEqual({
      kind: 'failed',
      at: model.clock.now(),
      as: { form: 'bash', block: 'exports' },
      failure: { kind: 'clipboard', detail: foreignDetail('no clipboard') },
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

describe('a copy for a shell', () => {
  const copied = async (model: Model, command: Partial<CopyCommand> = {}): Promise<string> => {
    model.engine.run({ kind: 'copy-exports', target: dev, ...command });
    await settle();
    return model.clipboard.text;
  };

  it('is for the person’s own where neither it nor the settings name one', async () => {
    const model = await startModel({
      ports: (ports) => ({ ...ports, host: { ...ports.host, shell: 'fish' } }),
    });
    await model.enterCode();
    expect(await copied(model)).toContain("set -gx AWS_SESSION_TOKEN 'model-token-");
    expect(model.role('dev').copied).toMatchObject({ as: { form: 'fish', block: 'exports' } });
    expect(model.snapshot().settings.shell).toBe('fish');
  });

  it('is for the one of the settings, if not told otherwise', async () => {
    const model = await startModel({ settings: { exportShell: 'nushell' } });
    await model.enterCode();
    expect(await copied(model)).toContain('load-env {');
    expect(await copied(model, { shell: 'tcsh' })).toContain('setenv AWS_SESSION_TOKEN');
    expect(await copied(model, { shell: 'dotenv' })).toContain(
      '\nAWS_SESSION_TOKEN=model-token-2==\n',
    );
    expect(await copied(model, { shell: null })).toContain('load-env {');
  });

  it('that waited for a code is for the shell it was asked for', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'copy-exports', target: dev, shell: 'fish' });
    await settle();
    await model.enterCode();
    expect(model.clipboard.text).toContain('set -gx AWS_SESSION_TOKEN');
  });

  it('as a section of an AWS file has a name that no role has', async () => {
    const model = await startModel();
    await model.enterCode();
    expect(await copied(model, { shell: 'ini' })).toMatch(/^\[sts-dev\]\naws_access_key_id = /);
  });

  it('of a clear block needs nothing that is held, and starts nothing', async () => {
    const model = await startModel();
    const { ask } = model.snapshot();
    expect(await copied(model, { block: 'clear' })).toMatch(/^unset AWS_PROFILE AWS_ACCESS_KEY_ID/);
    expect(model.role('dev').phase.kind).toBe('off');
    expect(model.snapshot().ask).toEqual(ask);
  });

  it.each([['exports'], ['clear']] as const)('of the %s is told as such', async (block) => {
    const model = await startModel();
    await model.enterCode();
    await copied(model, { block });
    expect(model.snapshot().clipboard).toMatchObject({ target: dev, what: block });
  });

  it('of a block that a file cannot have says so in its row', async () => {
    const model = await startModel();
    expect(await copied(model, { shell: 'json', block: 'clear' })).toBe('');
    expect(model.role('dev').copied).toMatchObject({
      kind: 'failed',
      failure: { kind: 'no-such-block', form: 'json', block: 'clear' },
    });
  });
});

describe('a live block', () => {
  const LIVE = `
[profile dev-live]
credential_process = fobwatch credentials dev
region = eu-west-1
[profile ops-live]
credential_process = somebody-elses-helper
`;

  it('names the role’s own credential_process profile, without a key, before anything is held', async () => {
    const model = await startModel({ config: ADA_FILES + LIVE });
    model.engine.run({ kind: 'copy-exports', target: dev, block: 'live' });
    await settle();
    expect(model.clipboard.text).toContain("export AWS_PROFILE='dev-live'");
    expect(model.clipboard.text).not.toContain('model-token');
    expect(model.snapshot().clipboard).toMatchObject({ target: dev, what: 'live' });
    expect(model.aws.calls).toEqual([]);
  });

  it('is offered by the rows whose live profile is there', async () => {
    const model = await startModel({ config: ADA_FILES + LIVE });
    expect(['dev', 'ops', 'audit'].map((name) => model.role(name).live)).toEqual([
      true,
      false,
      false,
    ]);
    expect(model.session('ada').live).toBe(false);
  });

  it.each([['ops'], ['audit']])(
    'is refused where %s has no profile that hands out ours',
    async (profile) => {
      const model = await startModel({ config: ADA_FILES + LIVE });
      model.engine.run({ kind: 'copy-exports', target: { kind: 'role', profile }, block: 'live' });
      await settle();
      expect(model.clipboard.text).toBe('');
      expect(model.role(profile).copied).toMatchObject({
        kind: 'failed',
        failure: { kind: 'no-live-profile', profile: `${profile}-live` },
      });
    },
  );
});
