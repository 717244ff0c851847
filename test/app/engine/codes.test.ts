import { foreignDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Ports } from '../../../app/engine.ts';
import { fail, ok } from '../../../app/result.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { gated } from '../../support/gated.ts';
import { holds, run } from '../../support/lock-model.ts';
import { createModelAws, denied, offline } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { ownCodes } from '../../support/own-codes.ts';
import { ADA_FILES, ADA_KEY, emptyDisk, NOON, startModel } from '../../support/model-engine.ts';

const HOUR = 3_600_000;
const DEV = { kind: 'role', profile: 'dev' } as const;
const SERIAL = 'arn:aws:iam::111122223333:mfa/ada';

const submit = (code: string, identity = 'ada') =>
  ({ kind: 'submit-code', identity, code }) as const;

/** Grace shares ada's device, as a second key of the same user does. */
const SHARED_FILES = `${ADA_FILES}
[profile grace]
mfa_serial = ${SERIAL}
[profile lab]
role_arn = arn:aws:iam::111122223333:role/lab
source_profile = grace
`;
const SHARED_KEYS = `${ADA_KEY}
[grace]
aws_access_key_id = AKIAMODEL00000000002
aws_secret_access_key = model-long-term-secret-grace-89abcdefghi
`;

describe('a code', () => {
  it('sent twice at once goes out once', async () => {
    const model = await startModel();
    const code = model.aws.code();
    model.engine.run(submit(code));
    model.engine.run(submit(code));
    await settle();
    expect(model.aws.codes).toHaveLength(1);
  });

  it('still on the display in the next step is not sent again', async () => {
    const model = await startModel();
    await model.clock.advance(25_000);
    model.aws.answers.set('GetSessionToken', [offline]);
    const code = model.aws.code();
    model.engine.run(submit(code));
    await settle();
    await model.clock.advance(6_000);
    model.engine.run(submit(code));
    await settle();
    expect(model.aws.codes).toHaveLength(1);
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'code-spent' } });
  });

  it('of a device two identities share is sent for one of them only', async () => {
    const model = await startModel({ config: SHARED_FILES, credentials: SHARED_KEYS });
    const code = model.aws.code();
    model.engine.run(submit(code, 'ada'));
    model.engine.run(submit(code, 'grace'));
    await settle();
    expect(model.aws.codes).toHaveLength(1);
    model.engine.run({ kind: 'ask-code', identity: 'grace' });
    expect(model.snapshot().ask).toMatchObject({
      identity: 'grace',
      failure: { kind: 'code-spent', nextCodeAt: NOON + 30_000 },
    });
  });

  it('is durable as spent before its call leaves', async () => {
    const disk = emptyDisk();
    const seen: string[] = [];
    const model = await startModel({
      disk,
      ports: (ports) => ({
        ...ports,
        sts: {
          ...ports.sts,
          getSessionToken: (context, input) => {
            seen.push(disk.sealed === null ? 'nothing' : reveal(disk.sealed));
            return ports.sts.getSessionToken(context, input);
          },
        },
      }),
    });
    await model.enterCode();
    expect(JSON.parse(seen[0] ?? '')).toMatchObject({ spentSteps: { [SERIAL]: NOON / 30_000 } });
  });

  it('is not sent when everything was stopped while the step was written down', async () => {
    let written = (): void => undefined;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        sealed: {
          ...ports.sealed,
          save: () =>
            new Promise((resolve) => {
              written = () => resolve(ok(null));
            }),
        },
      }),
    });
    model.engine.run(submit(model.aws.code()));
    await settle();
    model.engine.run({ kind: 'stop-all' });
    written();
    await settle();
    expect(model.aws.codes).toEqual([]);
    expect(model.session('ada').phase.kind).toBe('off');
  });

  it('is not spent on a keychain that does not open', async () => {
    const disk = emptyDisk();
    disk.known = [
      {
        name: 'ada',
        accessKeyId: 'AKIA',
        serial: SERIAL,
        userArn: null,
        account: null,
        alias: null,
      },
    ];
    const locked: Ports['vault']['read'] = async () =>
      fail({ backend: 'model keychain', detail: foreignDetail('locked') });
    let open = false;
    const model = await startModel({
      disk,
      credentials: '',
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          read: (name) => (open ? ports.vault.read(name) : locked(name)),
        },
      }),
    });
    await model.enterCode();
    expect(model.aws.codes).toEqual([]);
    expect(model.snapshot().ask).toMatchObject({
      failure: { kind: 'vault', action: 'read' },
      nextCodeAt: null,
    });
    open = true;
    disk.keys.set('ada', {
      accessKeyId: 'AKIA',
      secretAccessKey: secret('k'),
    });
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
  });

  it.each<Command>([
    { kind: 'stop-all' },
    { kind: 'stop', targets: [{ kind: 'session', identity: 'ada' }, DEV] },
  ])('of the app’s own that comes after $kind is not sent, and starts nothing', async (stop) => {
    const gate = gated();
    const clock = createModelClock(NOON);
    const aws = createModelAws(clock.now);
    const model = await startModel({
      clock,
      aws,
      ...ownCodes(async () => {
        await gate.wait();
        return aws.code();
      }),
    });
    await run(model, { kind: 'start', targets: [DEV] });
    expect(model.session('ada').phase.kind).not.toBe('fresh');
    await run(model, stop);
    await gate.open();
    await settle();
    expect(aws.codes).toEqual([]);
    expect(holds(model)).toEqual([]);
  });

  it('of a program whose clock is behind is asked for once a second, and sent when it is the next', async () => {
    const behind = 3_000;
    const clock = createModelClock(NOON);
    const aws = createModelAws(clock.now);
    const theirs = createModelAws(() => clock.now() - behind);
    const asked: number[] = [];
    const model = await startModel({
      clock,
      aws,
      ...ownCodes(() => {
        asked.push(clock.now() - NOON);
        return theirs.code();
      }),
    });
    await clock.advance(behind);
    await run(model, { kind: 'start', targets: [DEV] });
    await run(model, { kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await clock.advance(40_000);
    expect(asked).toEqual([3_000, 30_000, 31_000, 32_000, 33_000]);
    expect(aws.codes).toHaveLength(2);
  });

  it('whose answer comes after a stop starts nothing', async () => {
    const model = await startModel();
    const release = model.aws.hold();
    model.engine.run(submit(model.aws.code()));
    await settle();
    model.engine.run({ kind: 'stop', targets: [{ kind: 'session', identity: 'ada' }] });
    release();
    await settle();
    expect(model.session('ada').phase.kind).toBe('off');
    expect(model.role('dev').phase.kind).toBe('off');
    expect(model.aws.calls).toHaveLength(1);
  });

  it('for a FIDO key is refused before it is sent', async () => {
    const config = ADA_FILES.replaceAll('mfa/ada', 'u2f/ada');
    const model = await startModel({ config });
    await model.enterCode();
    expect(model.aws.calls).toEqual([]);
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'fido-device' } });
  });

  it('of a user whose only device is a FIDO key says so, not that there is none', async () => {
    const key = 'arn:aws:iam::111122223333:u2f/user/ada/key';
    const model = await startModel({
      config: '',
      ports: (ports) => ({
        ...ports,
        iam: {
          ...ports.iam,
          listMfaDevices: async () => ({ outcome: ok([key]), serverTime: null, took: 0 }),
        },
      }),
    });
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    model.engine.run(submit('123456'));
    await settle();
    expect(model.aws.codes).toEqual([]);
    expect(model.engine.state().codeChecks.get('ada')).toMatchObject({
      kind: 'refused',
      failure: { kind: 'fido-device', serial: key },
    });
  });

  it('right for a role that is denied tells the role, and the field is free', async () => {
    const model = await startModel();
    model.aws.answers.set('arn:aws:iam::111122223333:role/audit', [denied()]);
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await settle();
    await model.enterCode();
    expect(model.role('audit')).toMatchObject({
      phase: { kind: 'failed' },
      trouble: { failure: { cause: 'denied' } },
    });
    expect(model.snapshot().ask).toMatchObject({ failure: null, waiting: [] });
  });

  it('of its own that was denied is not asked for again by the next session', async () => {
    const model = await startModel();
    model.aws.answers.set('arn:aws:iam::111122223333:role/audit', [denied()]);
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await settle();
    await model.enterCode();
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
    expect(model.role('audit').phase.kind).toBe('failed');
    expect(model.snapshot().ask.kind).toBe('none');
  });
});

describe('with a clock that is wrong', () => {
  const startWrong = (by: number) => {
    const clock = createModelClock(NOON);
    clock.shiftWall(by);
    const aws = createModelAws(clock.now);
    // Half past a second, so that the header's rounding is exact.
    aws.offset = 500 - by;
    return startModel({ clock, aws });
  };

  it.each([
    ['three minutes ahead, which AWS takes', 180_000],
    ['three minutes behind, which AWS takes', -180_000],
  ])('%s, the next code is free at the next step', async (_, by) => {
    const model = await startWrong(by);
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    await settle();
    expect(model.snapshot().ask).toMatchObject({ nextCodeAt: NOON + 29_500 + by });
  });

  it.each([
    ['an hour ahead', HOUR],
    ['an hour behind', -HOUR],
  ])('%s, the first code is lost and the next one works 30 s later', async (_, by) => {
    const model = await startWrong(by);
    await model.enterCode();
    expect(model.snapshot().ask).toMatchObject({
      failure: { kind: 'code-unsure', nextCodeAt: NOON + 29_500 + by },
    });
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
    expect(model.snapshot().problems).toContainEqual({ kind: 'clock', skew: 500 - by });
  });

  it('that is put right before anything was asked, no code is lost', async () => {
    const model = await startWrong(HOUR);
    model.clock.shiftWall(-HOUR);
    model.aws.offset = 0;
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
  });

  it('a step written down by a clock that was ahead blocks no longer than a step', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    first.aws.answers.set('GetSessionToken', [offline]);
    await first.enterCode();
    await first.engine.stop();
    const clock = createModelClock(NOON - 2 * HOUR);
    const second = await startModel({ disk, clock });
    expect(second.snapshot().ask).toMatchObject({ nextCodeAt: NOON - 2 * HOUR + 30_000 });
  });
});

describe('whose code is asked for', () => {
  const twoFiles = SHARED_FILES.replace(
    `[profile grace]\nmfa_serial = ${SERIAL}`,
    '[profile grace]\nmfa_serial = arn:aws:iam::111122223333:mfa/grace',
  );

  it('when nobody is named, is of whom one is waited for', async () => {
    const model = await startModel({ config: twoFiles, credentials: SHARED_KEYS });
    await model.enterCode('ada');
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'lab' }] });
    await settle();
    model.engine.run({ kind: 'ask-code', identity: null });
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'grace' });
  });

  it('when nobody waits, is of whom the session ends first', async () => {
    const model = await startModel({ config: twoFiles, credentials: SHARED_KEYS });
    await model.enterCode('ada');
    model.engine.run({ kind: 'ask-code', identity: null });
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'grace' });
  });

  it('is not hidden by a choice that is gone', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'ask-code', identity: 'nobody' });
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
  });

  it('is nobody while a copy succeeds at once, though its role will need one', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(12 * HOUR + 50 * 60_000);
    model.engine.run({ kind: 'set-code-aside' });
    model.engine.run({ kind: 'copy-exports', target: { kind: 'role', profile: 'dev' } });
    await settle();
    expect(model.clipboard.text).toContain('AWS_SESSION_TOKEN');
    expect(model.popover.shown).toBe(0);
  });
});
