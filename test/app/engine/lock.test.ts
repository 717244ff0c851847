import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { GrantRef } from '../../../app/model.ts';
import type { Ports } from '../../../app/index.ts';
import { fail, ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { gated } from '../../support/gated.ts';
import { ownCodes } from '../../support/own-codes.ts';
import { run } from '../../support/lock-model.ts';
import { createModelAws } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { keptDisk } from '../../support/kept-disk.ts';
import { ADA_FILES, emptyDisk, NOON, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const dev: GrantRef = { kind: 'role', profile: 'dev' };
const helper = { program: 'terraform', pid: 7 };

const held = ({ engine }: Model): readonly string[] =>
  [...engine.state().grants.values()].flatMap((grant) => (grant.held === null ? [] : ['held']));

/** An app with everything running, and a lock. */
const locked = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
  const model = await startModel(options);
  await model.enterCode();
  model.engine.run({ kind: 'lock' });
  await settle();
  return model;
};

describe('a lock', () => {
  it('lets go of sessions and roles, and says so once the sealed copy is gone', async () => {
    const model = await startModel();
    await model.enterCode();
    expect(held(model).length).toBeGreaterThan(1);
    expect(model.disk.sealed).not.toBeNull();
    model.engine.run({ kind: 'lock' });
    expect(held(model)).toEqual([]);
    expect(model.engine.state().lock.kind).toBe('locking');
    await settle();
    expect(model.engine.state().lock.kind).toBe('locked');
    expect(model.disk.sealed).toBeNull();
  });

  it('empties the clipboard, and is not said to be whole before', async () => {
    let letGo = (): void => undefined;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: {
          ...ports.clipboard,
          clearIfOurs: async () => {
            await new Promise<void>((resolve) => {
              letGo = resolve;
            });
            return ports.clipboard.clearIfOurs();
          },
        },
      }),
    });
    // The start asks too whether an app that was killed left something.
    letGo();
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    expect(model.clipboard.text).toContain('AWS_SESSION_TOKEN');
    model.engine.run({ kind: 'lock' });
    await settle();
    expect(model.engine.state().lock.kind).toBe('locking');
    letGo();
    await settle();
    expect(model.clipboard.text).toBe('');
    expect(model.engine.state().lock.kind).toBe('locked');
  });

  it('closes container endpoints, and opens none', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'open-endpoint', target: dev });
    await settle();
    model.engine.run({ kind: 'lock' });
    await settle();
    expect(model.endpoints.map(({ open }) => open)).toEqual([false]);
    expect(await model.engine.serving.open(dev, helper)).toEqual({
      ok: false,
      failure: { kind: 'locked' },
    });
    expect(model.endpoints).toHaveLength(1);
  });

  it('refuses programs that wait, and hands nothing out', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'request', id: 'r', target: dev, by: helper }, 'program');
    const console = model.engine.signIn(
      dev,
      { destination: null, region: null, durationSeconds: null },
      helper,
    );
    await settle();
    expect(model.engine.progress({ id: 'r', target: dev })?.kind).toBe('needs-code');
    model.engine.run({ kind: 'lock' });
    const refused = { kind: 'failed', failure: { kind: 'locked' } };
    expect(model.engine.progress({ id: 'r', target: dev })).toEqual(refused);
    expect(await console).toEqual({ ok: false, failure: { kind: 'locked' } });
    expect(model.engine.handOver(dev, 'env', helper).ok).toBe(false);
  });

  it('refuses an operation that runs, once', async () => {
    const model = await startModel();
    model.engine.run({
      kind: 'get-session-token',
      identity: 'ada',
      durationSeconds: null,
      serialNumber: null,
      tokenCode: null,
      forceNew: false,
    });
    await settle();
    expect(model.engine.state().operations.get('get-session-token')?.kind).toBe('running');
    model.engine.run({ kind: 'lock' });
    await settle();
    expect(model.engine.state().operations.get('get-session-token')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'locked' }],
    });
  });

  it('stops timers and renewals: nothing is called and nobody is told', async () => {
    const model = await locked();
    const { calls } = model.aws;
    const before = calls.length;
    const told = model.notices.length;
    for (let hour = 0; hour < 14; hour += 1) {
      // eslint-disable-next-line no-await-in-loop -- hour by hour
      await model.clock.advance(60 * MINUTE);
      model.engine.wake('resume');
    }
    expect(calls.length).toBe(before);
    expect(model.notices.length).toBe(told);
  });

  it('reads the AWS files no more while they change', async () => {
    const model = await locked();
    await model.writeConfig('');
    expect(model.engine.state().roles.size).toBeGreaterThan(0);
  });

  it.each<Parameters<Model['engine']['run']>[0]>([
    { kind: 'show-popover' },
    { kind: 'show-search' },
    { kind: 'show-network' },
    { kind: 'show-production' },
    { kind: 'ask-code', identity: null },
  ])('shows its window when asked by $kind', async (command) => {
    const model = await locked();
    const before = model.popover.shown;
    model.engine.run(command);
    expect(model.popover.shown).toBe(before + 1);
    expect(model.engine.state().lock.kind).toBe('locked');
  });

  it('takes details back that nobody looks at any more', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'look-at-grant', target: dev });
    model.engine.run({ kind: 'lock' });
    await settle();
    // The window of a locked app shows no rows: theirs leave with them.
    model.engine.run({ kind: 'leave-grant', target: dev });
    expect(model.engine.state().details.open.size).toBe(0);
  });

  it.each<[string, Parameters<Model['engine']['run']>[0]]>([
    ['start', { kind: 'start', targets: [dev] }],
    ['start-all', { kind: 'start-all' }],
    ['copy-exports', { kind: 'copy-exports', target: dev }],
    ['open-endpoint', { kind: 'open-endpoint', target: dev }],
    ['check-identity', { kind: 'check-identity', identity: 'ada' }],
    ['remove-identity', { kind: 'remove-identity', identity: 'ada' }],
    ['import-file', { kind: 'import-file', path: '/f', name: 'f' }],
  ])('does not do %s', async (_, command) => {
    const model = await locked();
    const before = model.engine.state();
    const { length } = model.aws.calls;
    model.engine.run(command);
    await settle();
    expect(model.engine.state()).toBe(before);
    expect(model.aws.calls.length).toBe(length);
  });
});

describe('unlocking', () => {
  it('takes a new code of a person, and starts what a fresh session starts', async () => {
    const model = await locked();
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(model.engine.state().lock.kind).toBe('open');
    expect(model.role('dev').phase.kind).toBe('fresh');
    expect(model.disk.lock).toBeNull();
    expect(model.disk.sealed).not.toBeNull();
  });

  it('starts no role where roles are started when they are asked for', async () => {
    const model = await startModel({ settings: { start: 'asked' } });
    await model.enterCode();
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    model.engine.run({ kind: 'lock' });
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
    expect(model.role('dev').phase.kind).toBe('off');
  });

  it('leaves what a person had stopped', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [dev] });
    model.engine.run({ kind: 'lock' });
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(model.role('ops').phase.kind).toBe('fresh');
    expect(model.role('dev').phase.kind).toBe('off');
  });

  it('is refused to a program that has a code', async () => {
    const model = await locked();
    await model.clock.advance(MINUTE);
    const code = model.aws.code();
    model.engine.run({ kind: 'submit-code', identity: 'ada', code }, helper);
    model.engine.run({ kind: 'submit-code', identity: 'ada', code }, 'program');
    await settle();
    expect(model.engine.state().lock.kind).toBe('locked');
  });

  it('says what was wrong with a code, keeps nothing of the attempt, and takes the next', async () => {
    const model = await locked();
    await model.clock.advance(MINUTE);
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: '000000' });
    await settle();
    await settle();
    expect(model.engine.state().lock.kind).toBe('locked');
    expect(model.engine.state().codeChecks.get('ada')?.kind).toBe('refused');
    expect([...model.engine.state().grants.values()].map(({ wish }) => wish)).not.toContain(
      'wanted',
    );
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(model.engine.state().lock.kind).toBe('open');
  });

  it('takes a code once: one that was spent before the lock is spent after it', async () => {
    const model = await locked();
    await model.enterCode();
    expect(model.engine.state().lock.kind).toBe('locked');
    expect(model.engine.state().codeChecks.get('ada')).toMatchObject({
      failure: { kind: 'code-spent' },
    });
  });

  it('happens by no code of the app’s own', async () => {
    const clock = createModelClock(NOON);
    const aws = createModelAws(clock.now);
    const taken: string[] = [];
    const model = await startModel({
      clock,
      aws,
      ...ownCodes(() => {
        taken.push(aws.code());
        return aws.code();
      }),
    });
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    await settle();
    expect(model.session('ada').phase.kind).toBe('fresh');
    expect(taken).toHaveLength(1);
    model.engine.run({ kind: 'lock' });
    await clock.advance(60 * MINUTE);
    expect(model.engine.state().lock.kind).toBe('locked');
    expect(taken).toHaveLength(1);
  });

  it('takes a click where no identity has a device, and no click where one has', async () => {
    const config = ADA_FILES.replace('mfa_serial = arn:aws:iam::111122223333:mfa/ada\n', '');
    const plain = await startModel({ config });
    plain.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    expect(plain.role('dev').phase.kind).toBe('fresh');
    plain.engine.run({ kind: 'lock' });
    await settle();
    expect(held(plain)).toEqual([]);
    plain.engine.run({ kind: 'unlock' }, 'program');
    expect(plain.engine.state().lock.kind).toBe('locked');
    plain.engine.run({ kind: 'unlock' });
    await settle();
    expect(plain.engine.state().lock.kind).toBe('open');
    expect(plain.disk.lock).toBeNull();
    const withDevice = await locked();
    withDevice.engine.run({ kind: 'unlock' });
    expect(withDevice.engine.state().lock.kind).toBe('locked');
  });
});

/** Names are in two places: in the AWS files, and in the list of what the keychain holds. */
type Unreadable = (ports: Ports, is: { unreadable: boolean }) => Ports;

const unreadable: readonly (readonly [string, string, Unreadable])[] = [
  [
    'the config file',
    '/home/ada/.aws/config',
    (ports, is) => ({
      ...ports,
      awsFiles: {
        ...ports.awsFiles,
        read: async () => {
          const files = await ports.awsFiles.read();
          const problem = systemDetail('EACCES');
          return is.unreadable
            ? { ...files, config: { ...files.config, text: null, problem } }
            : files;
        },
      },
    }),
  ],
  [
    'the list of identities',
    '/identities.json',
    (ports, is) => ({
      ...ports,
      identities: {
        ...ports.identities,
        load: async () =>
          is.unreadable
            ? fail({ path: '/identities.json', detail: systemDetail('EACCES') })
            : ports.identities.load(),
      },
    }),
  ],
];

describe.each(unreadable)('a lock that a start finds beside %s that is unreadable', (...row) => {
  const [what, path, ports] = row;
  const start = async () => {
    const disk = emptyDisk();
    disk.lock = { since: NOON, cause: 'asked', livesOn: [], keeps: false, spentSteps: {} };
    const serial = 'arn:aws:iam::111122223333:mfa/ada';
    const accessKeyId = 'AKIAMODEL00000000001';
    const listed = { name: 'ada', accessKeyId, serial, userArn: null, account: null, alias: null };
    const inList = what === 'the list of identities';
    if (inList) disk.known = [listed];
    const is = { unreadable: true };
    const model = await startModel({
      disk,
      ...(inList ? { config: '', credentials: '' } : {}),
      ports: (all) => ports(all, is),
    });
    return { model, is };
  };

  it('stays locked for a click, and says what could not be read', async () => {
    const { model } = await start();
    await run(model, { kind: 'unlock' });
    await run(model, { kind: 'unlock' });
    expect(model.engine.state().lock).toMatchObject({
      kind: 'locked',
      failures: [{ kind: 'file', action: 'read', path }],
    });
  });

  it('asks for a code once a click has it read', async () => {
    const { model, is } = await start();
    await run(model, { kind: 'unlock' });
    expect(model.snapshot().ask.kind).toBe('none');
    is.unreadable = false;
    await run(model, { kind: 'unlock' });
    expect(model.engine.state().lock).toMatchObject({ kind: 'locked', failures: [] });
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
  });
});

describe('a locked app that is started again', () => {
  it('is locked, knows its names, and restores nothing', async () => {
    const disk = emptyDisk();
    const first = await locked({ disk });
    await first.engine.stop();
    expect(disk.sealed).toBeNull();
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    expect(second.engine.state().lock.kind).toBe('locked');
    expect(held(second)).toEqual([]);
    expect(second.engine.state().roles.has('dev')).toBe(true);
    await second.clock.advance(MINUTE);
    await second.enterCode();
    expect(second.engine.state().lock.kind).toBe('open');
    expect(second.role('dev').phase.kind).toBe('fresh');
  });

  it('deletes a sealed copy that a crash left behind', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    const sealed = disk.sealed;
    first.engine.run({ kind: 'lock' });
    await settle();
    disk.sealed = sealed;
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    expect(held(second)).toEqual([]);
    expect(disk.sealed).toBeNull();
  });

  it('is locked when nobody can read whether it was', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        lockKeeping: {
          ...ports.lockKeeping,
          load: async () => ({
            ok: false,
            failure: { path: '/lock.json', detail: systemDetail('EACCES') },
          }),
        },
      }),
    });
    expect(model.engine.state().lock.kind).toBe('locked');
    expect(model.snapshot().problems).toContainEqual(
      expect.objectContaining({ kind: 'state-file', path: '/lock.json' }),
    );
  });

  it('keeps a code spent that was spent before', async () => {
    const disk = emptyDisk();
    const first = await locked({ disk });
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    await second.enterCode();
    expect(second.engine.state().lock.kind).toBe('locked');
    expect(second.aws.calls.length).toBe(first.aws.calls.length);
  });
});

describe('panic', () => {
  const written = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
    const model = await startModel(options);
    await model.enterCode();
    for (const command of [
      {
        kind: 'write-profile',
        target: dev,
        profile: 'out',
        file: null,
        replace: false,
        backup: false,
      },
      { kind: 'install-live', target: dev, profile: null },
    ] as const) {
      model.engine.run(command);
      // eslint-disable-next-line no-await-in-loop -- one file after another
      await settle();
    }
    return model;
  };

  it('locks, and takes every section of ours away and no other', async () => {
    const model = await written();
    const { config } = model.files;
    expect(model.files.credentials).toContain('[out]');
    model.engine.run({ kind: 'panic' });
    await settle();
    await settle();
    const { lock } = model.engine.state();
    expect(lock).toMatchObject({
      kind: 'locked',
      cause: 'panic',
      panic: {
        kind: 'done',
        removed: [
          { path: '/home/ada/.aws/config', profile: 'dev-live' },
          { path: '/home/ada/.aws/credentials', profile: 'out' },
        ],
        failures: [],
      },
    });
    expect(model.files.credentials).not.toContain('[out]');
    expect(model.files.credentials).toContain('[ada]');
    expect(config).toContain('[profile dev-live]');
    expect(model.files.config).not.toContain('dev-live');
    expect(model.files.config).toContain('[profile dev]');
  });

  it('does the rest where it is locked already', async () => {
    const model = await written();
    model.engine.run({ kind: 'lock' });
    await settle();
    model.engine.run({ kind: 'panic' });
    await settle();
    await settle();
    expect(model.files.credentials).not.toContain('[out]');
  });

  /** An app that wrote a section, and whose edits of AWS files wait from the moment they are told to. */
  const slowly = async () => {
    const gate = gated();
    const edits = { slow: false };
    const model = await written({
      ports: (ports) => ({
        ...ports,
        awsFileEditor: {
          edit: async (...asked) => {
            if (edits.slow) await gate.wait();
            return ports.awsFileEditor.edit(...asked);
          },
        },
      }),
    });
    edits.slow = true;
    return { gate, model };
  };

  it('is done before the app ends', async () => {
    const { gate, model } = await slowly();
    model.engine.run({ kind: 'panic' });
    const left: boolean[] = [];
    const ending = model.engine.stop().then(() => {
      left.push(model.files.credentials.includes('[out]'));
    });
    await settle();
    await settle();
    expect(left).toEqual([]);
    await gate.open();
    await ending;
    expect(left).toEqual([false]);
  });

  it.each<readonly Command[]>([[{ kind: 'panic' }], [{ kind: 'lock' }, { kind: 'panic' }]])(
    'is done by the next start where the app was killed meanwhile: %j',
    async (...commands) => {
      const { model } = await slowly();
      for (const command of commands)
        // eslint-disable-next-line no-await-in-loop -- one after another
        await run(model, command);
      expect(model.files.credentials).toContain('[out]');
      const { disk, clock, aws, files } = model;
      const next = await startModel({ disk, clock, aws, ...files });
      await settle();
      expect(next.engine.state().lock).toMatchObject({
        kind: 'locked',
        cause: 'panic',
        panic: { kind: 'done', failures: [] },
      });
      expect(next.files.credentials).not.toContain('[out]');
      expect(next.files.credentials).toContain('[ada]');
      expect(next.files.config).not.toContain('dev-live');
    },
  );

  it('says what could not be taken away', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        awsFileEditor: {
          edit: async (path) => ({
            ok: false,
            failure: { kind: 'file', path, detail: systemDetail('EROFS') },
          }),
        },
      }),
    });
    model.engine.run({ kind: 'panic' });
    await settle();
    await settle();
    expect(model.engine.state().lock).toMatchObject({
      panic: { removed: [], failures: [{ kind: 'file' }, { kind: 'file' }] },
    });
  });
});

it('a lock that comes while the app starts keeps shut what is still being read', async () => {
  const disk = emptyDisk();
  const first = await startModel({ disk });
  await first.enterCode();
  await first.engine.stop();
  let answer = (): void => undefined;
  const model = await startModel({
    disk,
    clock: first.clock,
    aws: first.aws,
    ports: (ports) => ({
      ...ports,
      sealed: {
        ...ports.sealed,
        load: async () => {
          const loaded = await ports.sealed.load();
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
          return loaded;
        },
      },
    }),
    begun: (engine) => {
      void settle().then(() => {
        engine.run({ kind: 'lock' });
        answer();
      });
    },
  });
  await settle();
  expect(held(model)).toEqual([]);
  expect(model.engine.state().lock.kind).toBe('locked');
  // Names are known, so that a code opens it and no click does.
  model.engine.run({ kind: 'unlock' });
  expect(model.engine.state().lock.kind).toBe('locked');
  await first.clock.advance(MINUTE);
  await model.enterCode();
  expect(model.engine.state().lock.kind).toBe('open');
});

describe('what is on its way when the lock comes', () => {
  /** Locks while something is on its way; `between` is what comes before the lock has let go of everything. */
  const lockMeanwhile = async (
    model: Model,
    between: () => Promise<void> = settle,
  ): Promise<void> => {
    model.engine.run({ kind: 'lock' });
    await between();
    await settle();
    expect(model.engine.state().lock.kind).toBe('locked');
  };

  it.each(['locked', 'open'])('a code of a program is not sent, the app being %s', async (then) => {
    const clock = createModelClock(NOON);
    const aws = createModelAws(clock.now);
    const gate = gated();
    const model = await startModel({
      clock,
      aws,
      credentials: '',
      disk: {
        ...keptDisk(),
        codes: [{ identity: 'ada', source: { kind: 'command', command: 'codes' } }],
      },
      ports: (ports) => ({
        ...ports,
        codeSources: {
          ...ports.codeSources,
          run: async () => {
            await gate.wait();
            return ok(secret(aws.code()));
          },
        },
      }),
    });
    model.engine.run({ kind: 'start', targets: [dev] });
    await settle();
    await lockMeanwhile(model);
    if (then === 'open') await model.enterCode();
    await clock.advance(MINUTE);
    expect(model.engine.state().lock.kind).toBe(then);
    const { length } = aws.codes;
    await gate.open();
    expect(aws.codes).toHaveLength(length);
  });

  it('a code whose key is still being read is not sent', async () => {
    const gate = gated();
    const model = await startModel({
      disk: keptDisk(),
      credentials: '',
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          read: async (identity) => {
            const read = await ports.vault.read(identity);
            await gate.wait();
            return read;
          },
        },
      }),
    });
    await model.enterCode();
    await lockMeanwhile(model);
    await gate.open();
    expect(model.aws.codes).toEqual([]);
    expect(model.engine.state().lock.kind).toBe('locked');
  });

  it('a copy that waits for its turn is not made', async () => {
    const gate = gated();
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: {
          ...ports.clipboard,
          write: async (text) => {
            const written = await ports.clipboard.write(text);
            await gate.wait();
            return written;
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: dev });
    model.engine.run({ kind: 'copy-exports', target: { kind: 'role', profile: 'ops' } });
    await settle();
    await lockMeanwhile(model, gate.open);
    expect(model.clipboard.text).toBe('');
    await gate.open();
    expect(model.clipboard.text).toBe('');
  });

  it('a sign-in URL is nobody’s', async () => {
    const gate = gated();
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        federation: {
          getSigninToken: async (request) => {
            await gate.wait();
            return ports.federation.getSigninToken(request);
          },
        },
      }),
    });
    await model.enterCode();
    const url = model.engine.signIn(
      dev,
      { destination: null, region: null, durationSeconds: null },
      helper,
    );
    await settle();
    await lockMeanwhile(model);
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(model.role('dev').phase.kind).toBe('fresh');
    await gate.open();
    expect(await url).toEqual({ ok: false, failure: { kind: 'locked' } });
  });

  it('credentials from a file are not held', async () => {
    const gate = gated();
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        credentialFiles: {
          ...ports.credentialFiles,
          read: async (path) => {
            const read = await ports.credentialFiles.read(path);
            await gate.wait();
            return read;
          },
        },
      }),
    });
    await model.enterCode();
    model.engine.run({
      kind: 'export-file',
      targets: [dev],
      format: 'vault',
      path: '/home/ada/dev.json',
    });
    await settle();
    model.engine.run({ kind: 'import-file', path: '/home/ada/dev.json', name: 'back' });
    await settle();
    await lockMeanwhile(model);
    await gate.open();
    expect(held(model)).toEqual([]);
    await model.clock.advance(MINUTE);
    await model.enterCode();
    expect(model.engine.state().made.size).toBe(0);
  });
});
