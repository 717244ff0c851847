import { foreignDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../app/contract.ts';
import { plainSignIn } from '../../../app/export/console-rules.ts';
import type { GrantRef } from '../../../app/model.ts';
import { fail } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { gated } from '../../support/gated.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { ask, assumeRole, federate, madeRow } from '../../support/operations.ts';

const MINUTE = 60_000;
const dev = { kind: 'role', profile: 'dev' } as const;
const audit = { kind: 'role', profile: 'audit' } as const;
const SHELL = { program: 'bash', pid: 42 };
const TOKEN = 'model-signin-token';

type OpenConsole = Extract<Command, { readonly kind: 'open-console' }>;
const openConsole = (target: GrantRef, over: Partial<OpenConsole> = {}): OpenConsole => ({
  kind: 'open-console',
  target,
  how: 'open',
  destination: null,
  region: null,
  durationSeconds: null,
  ...over,
});

const run = async (model: Model, command: Command): Promise<void> => {
  model.engine.run(command);
  await settle();
  await settle();
};

const sessionIn = (body: string): unknown =>
  JSON.parse(new URLSearchParams(body).get('Session') ?? '');

describe('the console', () => {
  it('opens in the browser, signed in with the role’s credentials', async () => {
    const model = await startModel();
    await model.enterCode();
    await run(model, openConsole(dev, { destination: 's3' }));
    expect(model.role('dev').signIn).toEqual({ kind: 'opened' });
    const [request] = model.browser.requests;
    expect(request?.url).toBe('https://signin.aws.amazon.com/federation');
    expect(sessionIn(request?.body ?? '')).toMatchObject({ sessionToken: 'model-token-2==' });
    const [opened] = model.browser.opened;
    const url = new URL(opened?.url ?? '');
    expect(url.searchParams.get('SigninToken')).toBe(TOKEN);
    expect(url.searchParams.get('Destination')).toBe('https://console.aws.amazon.com/s3/home');
    expect(opened).toMatchObject({ command: null, name: 'dev' });
  });

  it('opens in the browser of the settings', async () => {
    const command = 'firefox -P work {url}';
    const model = await startModel({ settings: { consoleBrowser: command } });
    await model.enterCode();
    await run(model, openConsole(dev));
    expect(model.browser.opened).toMatchObject([{ command, name: 'dev' }]);
  });

  it('waits for the code, and opens when the role is there', async () => {
    const model = await startModel();
    await run(model, openConsole(dev));
    expect(model.role('dev').signIn).toEqual({ kind: 'pending' });
    expect(model.snapshot().ask.kind).toBe('asked');
    expect(model.browser.opened).toEqual([]);
    await model.enterCode();
    expect(model.role('dev').signIn).toEqual({ kind: 'opened' });
    expect(model.browser.opened).toHaveLength(1);
  });

  it('opens once, however often it is asked for meanwhile', async () => {
    const model = await startModel();
    await run(model, openConsole(dev));
    await run(model, openConsole(dev));
    await model.enterCode();
    await settle();
    expect(model.browser.opened).toHaveLength(1);
    expect(model.browser.requests).toHaveLength(1);
  });

  it('is given up after two minutes', async () => {
    const model = await startModel();
    await run(model, openConsole(dev));
    await model.clock.advance(2 * MINUTE + 1);
    await settle();
    expect(model.role('dev').signIn).toMatchObject({
      kind: 'failed',
      failure: { kind: 'nothing-valid' },
    });
    await model.enterCode();
    expect(model.browser.requests).toEqual([]);
  });

  it('is given up when its role is stopped, without a word', async () => {
    const model = await startModel();
    await run(model, openConsole(dev));
    await run(model, { kind: 'stop', targets: [dev] });
    expect(model.role('dev').signIn).toEqual({ kind: 'no' });
    await model.enterCode();
    expect(model.browser.requests).toEqual([]);
  });

  it('does not open when its role was stopped while the endpoint was asked', async () => {
    let stop = (): void => undefined;
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        federation: {
          getSigninToken: async (request) => {
            stop();
            return ports.federation.getSigninToken(request);
          },
        },
      }),
    });
    stop = () => model.engine.run({ kind: 'stop', targets: [dev] });
    await model.enterCode();
    await run(model, openConsole(dev));
    expect(model.browser.requests).toHaveLength(1);
    expect(model.browser.opened).toEqual([]);
  });

  it('of a role narrowed by a session policy opens with the narrowed credentials (EX2)', async () => {
    const model = await startModel();
    await model.enterCode();
    await ask(model, assumeRole({ policy: '{"Version":"2012-10-17","Statement":[]}' }));
    await run(model, openConsole({ kind: 'made', name: 'dev-narrow' }));
    expect(madeRow(model, 'dev-narrow').signIn).toEqual({ kind: 'opened' });
    expect(model.browser.opened).toHaveLength(1);
  });

  it('of a federated user opens (EX2), and its duration cannot be chosen', async () => {
    const model = await startModel();
    await ask(model, federate());
    const guest = { kind: 'made', name: 'guest' } as const;
    await run(model, openConsole(guest, { durationSeconds: 3600 }));
    expect(madeRow(model, 'guest').signIn).toMatchObject({
      failure: { kind: 'console-duration', because: 'federated' },
    });
    expect(model.browser.requests).toEqual([]);
    await run(model, openConsole(guest));
    expect(madeRow(model, 'guest').signIn).toEqual({ kind: 'opened' });
  });

  it('lasts as chosen for a role that was taken with a code of its own', async () => {
    const model = await startModel();
    await run(model, openConsole(audit, { durationSeconds: 43_200 }));
    await model.enterCode();
    expect(model.browser.requests[0]?.body).toContain('SessionDuration=43200');
    await run(model, openConsole(audit));
    expect(model.browser.requests[1]?.body).not.toContain('SessionDuration');
  });

  it('lasts as the credentials do for a role under the session', async () => {
    const model = await startModel();
    await model.enterCode();
    await run(model, openConsole(dev, { durationSeconds: 3600 }));
    expect(model.role('dev').signIn).toMatchObject({
      failure: { kind: 'console-duration', because: 'chained' },
    });
    expect(model.browser.requests).toEqual([]);
  });

  it('takes no code for a role under the session when it is to last longer', async () => {
    const model = await startModel();
    await run(model, openConsole(dev, { durationSeconds: 43_200 }));
    expect(model.role('dev').signIn).toMatchObject({
      failure: { kind: 'console-duration', because: 'chained' },
    });
    expect(model.role('dev').phase.kind).toBe('off');
    expect(model.popover.shown).toBe(0);
  });

  it('is not asked for when it turns out that a session signed for the role', async () => {
    const config = `
[profile ada]
[profile dev]
role_arn = arn:aws:iam::111122223333:role/dev
source_profile = ada
`;
    const model = await startModel({ config });
    await run(model, { kind: 'start', targets: [{ kind: 'session', identity: 'ada' }] });
    await run(model, openConsole(dev, { durationSeconds: 3600 }));
    await settle();
    expect(model.role('dev').phase.kind).toBe('fresh');
    expect(model.role('dev').signIn).toMatchObject({
      failure: { kind: 'console-duration', because: 'chained' },
    });
    expect(model.browser.requests).toEqual([]);
  });

  it('is not for sessions, which say so in their row', async () => {
    const model = await startModel();
    await model.enterCode();
    expect(model.session('ada').noConsole).toMatchObject({ kind: 'console-session' });
    expect(model.role('dev').noConsole).toBeNull();
    const target = { kind: 'session', identity: 'ada' } as const;
    expect(await model.engine.openConsole(openConsole(target), 'person')).toMatchObject({
      failure: { kind: 'console-session' },
    });
    expect(model.browser.requests).toEqual([]);
  });

  it.each([
    [
      'refuses the credentials',
      { kind: 'aws', code: 'HTTP 400', message: '', status: 400, requestId: null },
      { kind: 'sign-in-refused', status: 400 },
    ],
    [
      'has a fault of its own',
      { kind: 'aws', code: 'HTTP 503', message: '', status: 503, requestId: null },
      { kind: 'aws', operation: 'getSigninToken', cause: 'server' },
    ],
    [
      'is not reached',
      { kind: 'network', host: 'signin.aws.amazon.com:443', code: 'ENOTFOUND' },
      { kind: 'network', operation: 'getSigninToken' },
    ],
    [
      'is not trusted',
      { kind: 'network', host: 'signin.aws.amazon.com:443', code: 'CERT_HAS_EXPIRED' },
      { kind: 'tls', operation: 'getSigninToken', cause: 'expired' },
    ],
  ] as const)('says in its row when the endpoint %s', async (_title, problem, failure) => {
    const model = await startModel();
    await model.enterCode();
    model.browser.answer = fail(problem);
    await run(model, openConsole(dev));
    expect(model.role('dev').signIn).toMatchObject({ kind: 'failed', failure });
    expect(model.role('dev').phase.kind).toBe('fresh');
    expect(model.browser.opened).toEqual([]);
  });

  it('says in its row when the browser does not open', async () => {
    const model = await startModel();
    await model.enterCode();
    model.browser.refuses = 'ENOENT';
    await run(model, openConsole(dev));
    expect(model.role('dev').signIn).toEqual({
      kind: 'failed',
      failure: { kind: 'browser', detail: systemDetail('ENOENT') },
    });
  });
});

describe('a sign-in URL', () => {
  it('is copied, and cleared like exports', async () => {
    const model = await startModel();
    await model.enterCode();
    await run(model, openConsole(dev, { how: 'copy' }));
    expect(model.clipboard.text).toContain(`SigninToken=${TOKEN}`);
    expect(model.role('dev').signIn.kind).toBe('copied');
    expect(model.snapshot().clipboard.kind).toBe('holds');
    await model.clock.advance(61_000);
    expect(model.clipboard.text).toBe('');
    expect(model.role('dev').signIn).toEqual({ kind: 'cleared' });
  });

  it('that something else took the place of is not told as cleared', async () => {
    const model = await startModel();
    await model.enterCode();
    await run(model, openConsole(dev, { how: 'copy' }));
    model.clipboard.text = 'a shopping list';
    await model.clock.advance(61_000);
    expect(model.clipboard.text).toBe('a shopping list');
    expect(model.role('dev').signIn).toEqual({ kind: 'gone' });
  });

  it('takes the place of exports, in the clipboard and in what is told', async () => {
    const model = await startModel();
    await model.enterCode();
    await run(model, { kind: 'copy-exports', target: dev });
    await run(model, openConsole(dev, { how: 'copy' }));
    expect(model.role('dev').copied).toEqual({ kind: 'no' });
    await run(model, { kind: 'copy-exports', target: dev });
    expect(model.role('dev').signIn).toEqual({ kind: 'no' });
    expect(model.role('dev').copied.kind).toBe('copied');
    expect(model.clipboard.text).toContain('AWS_SESSION_TOKEN');
  });

  it('that the clipboard does not take says so', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        clipboard: { ...ports.clipboard, write: async () => fail(foreignDetail('no clipboard')) },
      }),
    });
    await model.enterCode();
    await run(model, openConsole(dev, { how: 'copy' }));
    expect(model.role('dev').signIn).toEqual({
      kind: 'failed',
      failure: { kind: 'clipboard', detail: foreignDetail('no clipboard') },
    });
  });

  it('goes to whoever asked for it', async () => {
    const model = await startModel();
    const asked = model.engine.signIn(dev, plainSignIn, SHELL);
    await settle();
    await model.enterCode();
    const url = await asked;
    expect(url.ok && reveal(url.value)).toContain(TOKEN);
    expect(model.clipboard.text).toBe('');
    expect(model.browser.opened).toEqual([]);
  });

  it('is in the ledger as what it is for whom, and only once it is there', async () => {
    const model = await startModel();
    const asked = model.engine.signIn(dev, plainSignIn, SHELL);
    await settle();
    expect(model.ledger).toEqual([]);
    expect(model.popover.shown).toBe(0);
    await model.enterCode();
    await asked;
    await run(model, openConsole(dev));
    await run(model, openConsole(dev, { how: 'copy' }));
    expect(model.ledger).toMatchObject([
      { target: 'role:dev', how: 'console', to: 'bash', pid: 42 },
      { target: 'role:dev', how: 'console', to: 'browser', pid: null },
      { target: 'role:dev', how: 'console', to: 'clipboard', pid: null },
    ]);
    expect(JSON.stringify(model.ledger)).not.toContain(TOKEN);
  });

  it.each([
    ['of an unknown role', { kind: 'role', profile: 'nobody' }],
    ['of an unknown grant', { kind: 'made', name: 'nobody' }],
    ['of an unknown identity', { kind: 'session', identity: 'nobody' }],
  ] as const)('%s is refused at once', async (_title, ref) => {
    const model = await startModel();
    expect(await model.engine.signIn(ref, plainSignIn, SHELL)).toEqual(
      fail({ kind: 'unknown-target', target: ref }),
    );
  });

  it('nobody waits for when the app ends', async () => {
    const model = await startModel();
    const asked = model.engine.signIn(dev, plainSignIn, SHELL);
    await settle();
    await model.engine.stop();
    expect(await asked).toMatchObject({ ok: false });
  });

  it.each([['open'], ['copy']] as const)(
    'that comes while the app ends goes nowhere, asked for with %s',
    async (how) => {
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
      await run(model, openConsole(dev, { how }));
      await model.engine.stop();
      await gate.open();
      expect(model.browser.requests).toHaveLength(1);
      expect(model.browser.opened).toEqual([]);
      expect(model.clipboard.text).toBe('');
      expect(model.ledger).toEqual([]);
    },
  );

  it('is in no snapshot and no journal, nor is its token', async () => {
    const model = await startModel();
    await model.enterCode();
    await run(model, openConsole(dev));
    await run(model, openConsole(dev, { how: 'copy' }));
    const told = JSON.stringify([model.snapshot(), model.engine.tray(), model.journal]);
    expect(told).not.toContain(TOKEN);
    expect(told).not.toContain('/federation');
    expect(model.journal.filter(({ kind }) => kind === 'console')).toHaveLength(2);
  });
});
