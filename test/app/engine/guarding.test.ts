import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import type { Confirmation, Deed } from '../../../app/contract-guard.ts';
import { waysOut } from '../../../app/guard/ways-out.ts';
import type { GrantRef } from '../../../app/model.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_FILES, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const prod = { kind: 'role', profile: 'prod' } as const;
const terraform = { program: 'terraform', pid: 4711 };
const FILES = `${ADA_FILES}
[profile prod]
role_arn = arn:aws:iam::444455556666:role/Admin
source_profile = ada
`;

type WayOut = keyof typeof waysOut;

const commandOf: { readonly [K in WayOut]: Extract<Command, { kind: K }> } = {
  'copy-exports': { kind: 'copy-exports', target: prod },
  'open-console': {
    kind: 'open-console',
    target: prod,
    how: 'open',
    destination: null,
    region: null,
    durationSeconds: null,
  },
  'open-endpoint': { kind: 'open-endpoint', target: prod },
  'copy-endpoint': { kind: 'copy-endpoint', target: prod },
  'export-file': { kind: 'export-file', targets: [prod], format: null, path: '/home/ada/out' },
  'write-profile': {
    kind: 'write-profile',
    target: prod,
    profile: null,
    file: null,
    replace: false,
    backup: false,
  },
};
const ways = Object.values(commandOf);

const held: Deed = { how: 'held', of: prod, forMs: 1000, lasts: 'once' };
const lasting: Deed = { ...held, lasts: 'session' };

const start = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
  const model = await startModel({ config: FILES, ...options });
  await model.enterCode();
  model.engine.run({ kind: 'start', targets: [prod] }, 'program');
  await settle();
  expect(model.role('prod').phase.kind).toBe('fresh');
  return model;
};

/** Everything that holds something of a grant outside the app. */
const outside = (model: Model) => ({
  clipboard: model.clipboard.text,
  opened: model.browser.opened.length + model.browser.requests.length,
  endpoints: model.endpoints.length,
  saved: [...model.saved.keys()],
  credentials: model.files.credentials,
  given: model.ledger.filter(({ outcome }) => outcome === 'given').length,
});

const answer = async (model: Model, deed: Deed | null): Promise<void> => {
  const { confirm } = model.snapshot();
  if (confirm === null) throw new Error('nothing is asked');
  model.engine.run({ kind: 'answer-production', id: confirm.id, deed });
  await settle();
};

const withConfirmed = (command: Command, confirmed: Confirmation[]): Command => {
  switch (command.kind) {
    case 'copy-exports':
    case 'open-console':
    case 'open-endpoint':
    case 'copy-endpoint':
    case 'export-file':
    case 'write-profile':
      return { ...command, confirmed };
    default:
      throw new Error('no way out');
  }
};

describe.each(ways)('$kind of production', (command) => {
  it.each(['person', 'menu'] as const)(
    'by a %s lets nothing out, shows the window at the question, and goes on after a yes',
    async (from) => {
      const model = await start();
      const before = outside(model);
      const shown = model.popover.shown;
      model.engine.run(command, from);
      await settle();
      expect(outside(model)).toEqual(before);
      expect(model.popover.shown).toBe(shown + 1);
      expect(model.snapshot()).toMatchObject({
        confirm: { name: 'prod', how: waysOut[command.kind], own: true, by: null },
        go: { to: 'confirm' },
      });
      await answer(model, held);
      expect(outside(model)).not.toEqual(before);
      expect(model.snapshot().confirm).toBeNull();
    },
  );

  it('lets nothing out after a no, nor after a deed that confirms nothing', async () => {
    const model = await start();
    const before = outside(model);
    model.engine.run(command);
    await settle();
    await answer(model, { ...held, forMs: 999 });
    expect(model.snapshot().confirm).not.toBeNull();
    await answer(model, null);
    expect(model.snapshot().confirm).toBeNull();
    expect(outside(model)).toEqual(before);
  });

  it('goes at once where the command shows what was held down, and no later one with it', async () => {
    const model = await start();
    const before = outside(model);
    model.engine.run(withConfirmed(command, [held]));
    await settle();
    expect(model.snapshot().confirm).toBeNull();
    expect(outside(model)).not.toEqual(before);
    model.engine.run(command);
    await settle();
    expect(model.snapshot().confirm).not.toBeNull();
  });

  it('lets nothing out to a program, whatever it says a person did', async () => {
    const model = await start();
    const before = outside(model);
    for (const from of ['program', terraform] as const)
      model.engine.run(withConfirmed(command, [held]), from);
    await settle();
    expect(outside(model)).toEqual(before);
    expect(model.snapshot().confirm).toBeNull();
  });

  it('asks no more after a yes until the session ends, and again after the next code', async () => {
    const model = await start();
    model.engine.run(command);
    await settle();
    await answer(model, lasting);
    expect(model.role('prod').guard).toEqual({ rule: 'prod', answered: true });
    model.engine.run(command);
    await settle();
    expect(model.snapshot().confirm).toBeNull();
    model.engine.run({ kind: 'stop', targets: [{ kind: 'session', identity: 'ada' }] });
    await settle();
    await model.clock.advance(MINUTE);
    model.engine.run({ kind: 'start', targets: [prod] }, 'program');
    await model.enterCode();
    model.engine.run(command);
    await settle();
    expect(model.snapshot().confirm?.name).toBe('prod');
  });
});

describe('a program that wants production', () => {
  const ask = (model: Model, id: string, by = terraform): void =>
    model.engine.run(
      {
        kind: 'ask-production',
        id,
        target: prod,
        how: 'credentials',
        by,
        folder: '/home/ada/infra',
      },
      by,
    );
  const fetch = (model: Model, shown: Confirmation[] = [], by = terraform) =>
    model.engine.handOver(prod, 'credentials', by, shown);

  it('gets nothing unasked, and nothing before the answer', async () => {
    const model = await start();
    expect(fetch(model)).toEqual({ ok: false, failure: { kind: 'unconfirmed', target: prod } });
    ask(model, 'r1');
    expect(fetch(model, [{ how: 'asked', ask: 'r1' }]).ok).toBe(false);
    expect(model.ledger).toEqual([]);
  });

  it('is told of by a notice that names it, and no window shows', async () => {
    const model = await start();
    const shown = model.popover.shown;
    ask(model, 'r1');
    ask(model, 'r2');
    await settle();
    expect(model.notices.map(({ notice }) => notice)).toEqual([
      {
        kind: 'production-asked',
        key: 'production r1',
        target: prod,
        by: { program: 'terraform' },
        requests: 2,
      },
    ]);
    expect(model.popover.shown).toBe(shown);
    expect(model.snapshot().confirm).toMatchObject({
      by: { program: 'terraform', pid: 4711, folder: '/home/ada/infra' },
      times: 2,
    });
    model.notices[0]?.click();
    expect(model.popover.shown).toBe(shown + 1);
  });

  it('is told of beside another that asks in the same moment', async () => {
    const model = await start();
    ask(model, 'r1');
    ask(model, 'r2', { program: 'aws', pid: 4712 });
    await settle();
    expect(model.notices.map(({ notice }) => notice)).toMatchObject([
      { kind: 'production-asked', by: { program: 'terraform' } },
      { kind: 'production-asked', by: { program: 'aws' } },
    ]);
  });

  it('gets what it asked for once after a yes, with a line in the ledger', async () => {
    const model = await start();
    ask(model, 'r1');
    await answer(model, held);
    const shown: Confirmation[] = [{ how: 'asked', ask: 'r1' }];
    expect(fetch(model, shown).ok).toBe(true);
    expect(model.ledger).toMatchObject([{ by: 'terraform', how: 'credentials', outcome: 'given' }]);
    expect(fetch(model, shown).ok).toBe(false);
  });

  it('is no other program, and another way is another question', async () => {
    const model = await start();
    ask(model, 'r1');
    await answer(model, held);
    const shown: Confirmation[] = [{ how: 'asked', ask: 'r1' }];
    expect(fetch(model, shown, { program: 'aws', pid: 4711 }).ok).toBe(false);
    expect(model.engine.handOver(prod, 'exec', terraform, shown).ok).toBe(false);
  });

  it('fetches over renewals under one yes for the session, each in the ledger', async () => {
    const model = await start();
    ask(model, 'r1');
    await answer(model, lasting);
    for (let hour = 1; hour <= 5; hour += 1) {
      // One after another: time goes on.
      // eslint-disable-next-line no-await-in-loop
      await model.clock.advance(HOUR);
      expect(fetch(model).ok).toBe(true);
    }
    expect(model.ledger.filter(({ outcome }) => outcome === 'given')).toHaveLength(5);
    expect(model.snapshot().confirm).toBeNull();
    await model.clock.advance(8 * HOUR);
    expect(fetch(model).ok).toBe(false);
  });

  it('cannot answer for a person', async () => {
    const model = await start();
    ask(model, 'r1');
    for (const from of ['program', 'menu', terraform] as const)
      model.engine.run({ kind: 'answer-production', id: 'r1', deed: held }, from);
    expect(model.snapshot().confirm?.id).toBe('r1');
  });

  it('gives way to what the person asks for themselves', async () => {
    const model = await start();
    ask(model, 'r1');
    model.engine.run({ kind: 'copy-exports', target: prod });
    await settle();
    expect(model.snapshot().confirm).toMatchObject({ by: null, others: 1 });
    await answer(model, held);
    expect(model.clipboard.text).not.toBe('');
    expect(model.snapshot().confirm).toMatchObject({ id: 'r1', others: 0 });
  });
});

describe('a role that another took the place of', () => {
  const OTHER = FILES.replace('444455556666:role/Admin', '777788889999:role/Root');

  it('is not let out by an answer to what stood there when it was asked', async () => {
    const model = await start();
    model.engine.run({ kind: 'copy-exports', target: prod });
    await settle();
    expect(model.snapshot().confirm?.account).toBe('444455556666');
    await model.writeConfig(OTHER);
    await answer(model, held);
    expect(model.clipboard.text).toBe('');
    expect(model.snapshot().confirm?.account).toBe('777788889999');
    await answer(model, held);
    expect(model.clipboard.text).toContain('AWS_SECRET_ACCESS_KEY');
  });

  it('nor by what was held down while a copy of it waits for a code', async () => {
    const model = await startModel({ config: FILES });
    model.engine.run({ kind: 'copy-exports', target: prod, confirmed: [held] });
    await settle();
    await model.writeConfig(OTHER);
    model.engine.run({ kind: 'start', targets: [prod] }, 'program');
    await model.enterCode();
    await settle();
    expect(model.role('prod').phase.kind).toBe('fresh');
    expect(model.clipboard.text).toBe('');
  });
});

describe('an endpoint of production', () => {
  const served = async (): Promise<Model> => {
    const model = await start();
    model.engine.run({ kind: 'open-endpoint', target: prod, confirmed: [held] });
    await settle();
    expect(model.endpoints[0]?.ask('aws-cli').ok).toBe(true);
    return model;
  };

  /** The session ends, and another begins. */
  const nextSession = async (model: Model): Promise<void> => {
    await model.clock.advance(13 * HOUR);
    await model.enterCode();
    expect(model.role('prod').phase.kind).toBe('fresh');
  };

  it('serves over renewals without a question, each fetch in the ledger', async () => {
    const model = await served();
    await model.clock.advance(2 * HOUR);
    expect(model.endpoints[0]?.ask('aws-cli').ok).toBe(true);
    expect(model.snapshot().confirm).toBeNull();
    expect(model.ledger.filter(({ how }) => how === 'endpoint')).toHaveLength(2);
  });

  it('asks once when another session has begun, and serves on after a yes', async () => {
    const model = await served();
    await nextSession(model);
    for (let times = 0; times < 3; times += 1)
      expect(model.endpoints[0]?.ask('aws-cli')).toEqual({
        ok: false,
        failure: { kind: 'unconfirmed' },
      });
    expect(model.ledger.filter(({ outcome }) => outcome === 'unconfirmed')).toHaveLength(1);
    expect(model.snapshot().confirm).toMatchObject({ lasting: true, times: 1 });
    await answer(model, held);
    expect(model.endpoints[0]?.ask('aws-cli').ok).toBe(true);
    expect(model.snapshot().confirm).toBeNull();
  });

  it('is closed by a no', async () => {
    const model = await served();
    await nextSession(model);
    model.endpoints[0]?.ask('aws-cli');
    await answer(model, null);
    expect(model.endpoints[0]?.open).toBe(false);
    expect(model.role('prod').served.kind).toBe('off');
  });
});

describe('a section with credentials of production', () => {
  it('is brought up to date until the session ends, and then asks before it goes on', async () => {
    const model = await start();
    model.engine.run({ ...commandOf['write-profile'], confirmed: [held] });
    await settle();
    const first = model.files.credentials;
    await model.clock.advance(HOUR);
    const second = model.files.credentials;
    expect(second).not.toBe(first);
    expect(model.snapshot().confirm).toBeNull();
    await model.clock.advance(12 * HOUR);
    await model.enterCode();
    const before = model.files.credentials;
    // Nobody asked for it just now: it takes the focus from nobody, and Escape says no to nothing.
    expect(model.snapshot().confirm).toMatchObject({
      how: 'write',
      own: false,
      by: null,
      lasting: true,
      to: '[sts-prod] /home/ada/.aws/credentials',
    });
    await answer(model, held);
    await model.clock.advance(1000);
    expect(model.files.credentials).not.toBe(before);
  });
});

describe('production', () => {
  it('lasts 45 min where its profile says nothing, and leaves the clipboard after 30 s', async () => {
    const model = await start();
    const { phase } = model.role('prod');
    expect(phase.kind === 'fresh' && phase.endsAt - phase.obtainedAt).toBe(45 * MINUTE);
    model.engine.run({ kind: 'copy-exports', target: prod, confirmed: [held] });
    await model.clock.advance(29_000);
    expect(model.clipboard.text).not.toBe('');
    await model.clock.advance(1500);
    expect(model.clipboard.text).toBe('');
  });

  it.each([
    [{ credentialLife: 900, productionLife: 2700 }, 900],
    [{ credentialLife: 3600, productionLife: 3000 }, 3000],
  ])('never lasts longer than other roles: %o', async (settings, seconds) => {
    const model = await start({ settings });
    expect(model.role('prod').lasts.seconds).toBe(seconds);
  });

  it('is what a person marks, and is not what they mark as none', async () => {
    const model = await start();
    const dev: GrantRef = { kind: 'role', profile: 'dev' };
    expect(model.role('dev').guard).toBeNull();
    model.engine.run({ kind: 'mark-production', target: dev, production: true });
    await settle();
    expect(model.role('dev').guard).toEqual({
      rule: 'arn:aws:iam::111122223333:role/dev',
      answered: false,
    });
    model.engine.run({ kind: 'mark-production', target: prod, production: false });
    await settle();
    expect(model.role('prod').guard).toBeNull();
    expect(model.engine.settings().productionRules).toBe(
      'prod, prd, production, live, arn:aws:iam::111122223333:role/dev, not arn:aws:iam::444455556666:role/Admin',
    );
  });

  it('is not unmarked by a program', async () => {
    const model = await start();
    model.engine.run({ kind: 'mark-production', target: prod, production: false }, 'program');
    await settle();
    expect(model.role('prod').guard).toEqual({ rule: 'prod', answered: false });
  });
});
