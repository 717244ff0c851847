import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { denied, offline, throttled } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, startModel } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DEV = 'arn:aws:iam::111122223333:role/dev';
const AUDIT = 'arn:aws:iam::111122223333:role/audit';
const dev = { kind: 'role', profile: 'dev' } as const;
const audit = { kind: 'role', profile: 'audit' } as const;

describe('one code', () => {
  it('gets one session and every role that shares it', async () => {
    const model = await startModel();
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    await model.enterCode();
    expect(['dev', 'ops', 'data'].map((name) => model.role(name).phase.kind)).toEqual([
      'fresh',
      'fresh',
      'fresh',
    ]);
    expect(model.aws.calls.filter(({ withCode }) => withCode)).toHaveLength(1);
    expect(model.aws.calls.filter(({ name }) => name === DEV)).toHaveLength(1);
    expect(model.snapshot().ask.kind).toBe('none');
  });

  it('leaves a role of 12 h alone, which costs a code of its own', async () => {
    const model = await startModel();
    await model.enterCode();
    expect(model.role('audit')).toMatchObject({
      phase: { kind: 'off' },
      lasts: { why: 'own-code' },
    });
  });

  it('goes to a 12 h role when that is what was started', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'start', targets: [audit] });
    await settle();
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', waiting: ['audit'] });
    await model.enterCode();
    expect(model.aws.calls).toEqual([{ name: AUDIT, withCode: true, seconds: 43200 }]);
    expect(model.role('audit').phase.kind).toBe('fresh');
  });

  it('is not sent again in the step that is spent', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'submit-code', identity: 'ada', code: '999999' });
    await settle();
    await model.enterCode();
    expect(model.aws.calls).toHaveLength(1);
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'code-spent' } });
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(model.session('ada').phase.kind).toBe('fresh');
  });

  it('typed wrong is refused in the place where it was typed, and counted', async () => {
    const model = await startModel();
    for (const wrong of ['111111', '222222']) {
      model.engine.run({ kind: 'submit-code', identity: 'ada', code: wrong });
      await settle();
      await model.clock.advance(30_000);
    }
    expect(model.snapshot().ask).toMatchObject({
      failure: { kind: 'aws', cause: 'code-refused' },
      refusals: 2,
    });
  });

  it.each([
    ['letters', 'abcdef', 0],
    ['five digits', '12345', 5],
    ['seven digits', '1234567', 7],
    ['nothing', '', 0],
  ])('made of %s is never sent', async (_, code, digits) => {
    const model = await startModel();
    model.engine.run({ kind: 'submit-code', identity: 'ada', code });
    await settle();
    expect(model.aws.calls).toHaveLength(0);
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'code-malformed', digits } });
  });

  it('whose answer was lost is spent, and the next is asked for', async () => {
    const model = await startModel();
    model.aws.answers.set('GetSessionToken', [offline]);
    await model.enterCode();
    await model.clock.advance(10 * MINUTE);
    expect(model.aws.calls).toHaveLength(1);
    expect(model.snapshot().ask).toMatchObject({ failure: { kind: 'code-unsure' } });
  });

  it('is remembered as spent over a restart', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    first.aws.answers.set('GetSessionToken', [offline]);
    await first.enterCode();
    await first.engine.stop();
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    await second.enterCode();
    expect(first.aws.calls).toHaveLength(1);
    expect(second.snapshot().ask).toMatchObject({ failure: { kind: 'code-spent' } });
  });
});

describe('renewal', () => {
  it('renews roles before they end, without a code, until the session ends', async () => {
    const model = await startModel();
    await model.enterCode();
    for (let hour = 0; hour < 11; hour += 1) {
      await model.clock.advance(HOUR);
      expect(model.role('dev').phase.kind).toBe('fresh');
    }
    expect(model.aws.calls.filter(({ withCode }) => withCode)).toHaveLength(1);
  });

  it('renews every running role once more just before the session ends', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(12 * HOUR + MINUTE);
    const { phase } = model.role('dev');
    expect(phase).toMatchObject({ kind: 'fresh', renews: false });
    expect(phase.kind === 'fresh' && phase.endsAt - model.clock.now()).toBeGreaterThan(50 * MINUTE);
    expect(model.snapshot().needsYouAt).toBe(phase.kind === 'fresh' && phase.endsAt);
  });

  it('keeps old credentials while throttled, and backs off', async () => {
    const model = await startModel();
    await model.enterCode();
    model.aws.answers.set(
      DEV,
      Array.from({ length: 5 }, () => throttled),
    );
    await model.clock.advance(40 * MINUTE + 10_000);
    expect(model.role('dev').phase.kind).toBe('due');
    expect(model.role('dev').trouble?.retryAt).not.toBeNull();
    await model.clock.advance(10 * MINUTE);
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('arms one wake-up at a time', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(3 * HOUR);
    expect(model.clock.armed()).toBe(1);
  });

  it('finds everything ended after a long sleep, and tells it once', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(11 * HOUR);
    expect(model.notices).toHaveLength(0);
    await model.clock.advance(3 * HOUR);
    expect(model.notices.map(({ notice }) => notice.kind)).toEqual(['ends-soon', 'ended']);
    expect(model.role('dev').phase).toEqual({
      kind: 'needs-code',
      endsAt: null,
      endedAt: expect.any(Number),
    });
  });

  it('asks for a code ten minutes before the session ends, by a notice whose click leads to the field', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(11 * HOUR + 51 * MINUTE);
    expect(model.notices).toHaveLength(1);
    model.notices[0]?.click();
    expect(model.snapshot().go.to).toBe('code');
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    expect(model.popover.shown).toBe(1);
  });

  it('survives a wall clock set two hours ahead', async () => {
    const model = await startModel();
    await model.enterCode();
    model.clock.shiftWall(2 * HOUR);
    model.engine.wake('unlock');
    await settle();
    // The server's clock did not move with it.
    model.aws.offset = -2 * HOUR;
    expect(model.role('dev').phase.kind).toBe('fresh');
  });
});

describe('denials', () => {
  it('are believed after the role was tried, and shown in its row', async () => {
    const model = await startModel();
    model.aws.answers.set(
      DEV,
      Array.from({ length: 9 }, () => denied()),
    );
    await model.enterCode();
    await model.clock.advance(10 * MINUTE);
    expect(model.role('dev')).toMatchObject({
      phase: { kind: 'failed' },
      trouble: { failure: { kind: 'aws', cause: 'denied', code: 'AccessDenied' } },
    });
    expect(model.aws.calls.filter(({ name }) => name === DEV)).toHaveLength(1);
    expect(model.role('ops').phase.kind).toBe('fresh');
  });

  it('of a role hold up the roles behind it, with the same reason', async () => {
    const model = await startModel();
    model.aws.answers.set(DEV, [denied()]);
    await model.enterCode();
    expect(model.role('data')).toMatchObject({
      phase: { kind: 'failed' },
      trouble: { failure: { cause: 'denied' } },
    });
  });

  it('of a role granted before under this session ask once for a younger code, then are believed', async () => {
    const model = await startModel();
    await model.enterCode();
    model.aws.answers.set(DEV, [denied()]);
    await model.clock.advance(45 * MINUTE);
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', waiting: ['dev'] });
    model.aws.answers.set(DEV, [denied()]);
    await model.enterCode();
    expect(model.role('dev').trouble?.failure).toMatchObject({ cause: 'denied' });
    expect(model.snapshot().ask.kind).toBe('none');
  });

  it('without a code lead to one offer of a code where the identity has a device', async () => {
    const config = `
[profile plain]
role_arn = arn:aws:iam::111122223333:role/plain
source_profile = ada
[profile other]
role_arn = arn:aws:iam::111122223333:role/other
source_profile = ada
mfa_serial = arn:aws:iam::111122223333:mfa/ada
`;
    const model = await startModel({ config });
    const PLAIN = 'arn:aws:iam::111122223333:role/plain';
    model.aws.answers.set(PLAIN, [denied()]);
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'plain' }] });
    await settle();
    await settle();
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', waiting: ['plain'] });
    await model.enterCode();
    expect(model.role('plain')).toMatchObject({ trouble: null, phase: { kind: 'fresh' } });
  });
});

describe('stopping', () => {
  it('drops the credentials of a role and of those behind it, and starts nothing again', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [dev] });
    await model.clock.advance(2 * HOUR);
    expect(model.role('dev').phase.kind).toBe('off');
    expect(model.role('data').phase.kind).toBe('off');
    expect(model.role('ops').phase.kind).toBe('fresh');
    expect(model.aws.calls.filter(({ name }) => name === DEV)).toHaveLength(1);
  });

  it('everything leaves no timer', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop-all' });
    await settle();
    expect(model.clock.armed()).toBe(0);
  });
});

describe('copying', () => {
  it('puts exports into the clipboard and clears them after a minute', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    expect(model.clipboard.text).toContain("export AWS_SESSION_TOKEN='model-token-");
    expect(model.role('dev').copied.kind).toBe('copied');
    await model.clock.advance(61_000);
    expect(model.clipboard.text).toBe('');
    expect(model.role('dev').copied.kind).toBe('cleared');
  });

  it('leaves alone what the person copied meanwhile', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    model.clipboard.text = 'a shopping list';
    await model.clock.advance(61_000);
    expect(model.clipboard.text).toBe('a shopping list');
  });

  it('of a role not held waits for its code and then happens', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'copy-exports', target: audit });
    await settle();
    expect(model.role('audit').copied.kind).toBe('pending');
    await model.enterCode();
    expect(model.clipboard.text).toContain('AWS_ACCESS_KEY_ID');
  });

  it('never hands out what has ended (ST4)', async () => {
    const model = await startModel();
    await model.enterCode();
    await model.clock.advance(14 * HOUR);
    model.engine.run({ kind: 'copy-exports', target: dev });
    await settle();
    expect(model.clipboard.text).toBe('');
  });
});

describe('a restart', () => {
  it('brings session and roles back without a code and without a call', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    await first.enterCode();
    const calls = first.aws.calls.length;
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    expect(second.role('dev').phase.kind).toBe('fresh');
    expect(second.snapshot().ask.kind).toBe('none');
    expect(first.aws.calls).toHaveLength(calls);
  });
});

describe('identities', () => {
  it('are imported from the credentials file into the keychain', async () => {
    const model = await startModel();
    expect(model.session('ada').origin).toBe('file');
    model.engine.run({ kind: 'import-identity', profile: 'ada' });
    await settle();
    await settle();
    expect(model.session('ada')).toMatchObject({
      origin: 'keychain',
      account: '111122223333',
      alias: 'acme',
    });
    expect(model.disk.keys.has('ada')).toBe(true);
  });

  it('are refused without a keychain, and kept nowhere', async () => {
    const model = await startModel({ noKeychain: true, credentials: '' });
    model.engine.run({
      kind: 'add-identity',
      name: 'ada',
      accessKeyId: 'AKIAMODEL00000000001',
      secretAccessKey: 'model-long-term-secret-0123456789abcdefg',
      serial: '',
    });
    await settle();
    expect(model.snapshot().keyForm).toMatchObject({ kind: 'open', failure: { kind: 'vault' } });
    expect(model.disk.known).toEqual([]);
  });
});

describe('after stopping', () => {
  it('a role, the next code leaves it stopped', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [dev] });
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(model.role('dev').phase.kind).toBe('off');
    expect(model.role('ops').phase.kind).toBe('fresh');
  });

  it.each([
    ['the session', { kind: 'stop', targets: [{ kind: 'session', identity: 'ada' }] }],
    ['everything', { kind: 'stop-all' }],
  ] satisfies [string, Command][])(
    '%s, the next code starts its roles again',
    async (_, command) => {
      const model = await startModel();
      await model.enterCode();
      model.engine.run(command);
      await model.clock.advance(30_000);
      expect(model.role('dev').phase.kind).toBe('off');
      await model.enterCode();
      expect(model.role('dev').phase.kind).toBe('fresh');
    },
  );
});
