import { systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { GrantRef } from '../../../app/model.ts';
import { fail } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { denied } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { ADA_KEY, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const dev: GrantRef = { kind: 'role', profile: 'dev' };
const ops: GrantRef = { kind: 'role', profile: 'ops' };
const terraform = { program: 'terraform', pid: 4711 };

/** The endpoint of `dev` is on, and its role started where a code was entered. */
const serving = async (model: Model, target: GrantRef = dev) => {
  model.engine.run({ kind: 'open-endpoint', target });
  await settle();
};
const started = async (options: Parameters<typeof startModel>[0] = {}): Promise<Model> => {
  const model = await startModel(options);
  await model.enterCode();
  await serving(model);
  return model;
};
const ask = (model: Model, endpoint = 0, program: string | null = 'aws-cli') => {
  const one = model.endpoints[endpoint];
  if (one === undefined) throw new Error('no such endpoint');
  return one.ask(program);
};
const areOpen = (model: Model) => model.endpoints.map(({ open }) => open);
const asked = (model: Model) => {
  const { ask: view } = model.snapshot();
  return view.kind === 'asked' ? view.askedBy : [];
};

describe('an endpoint', () => {
  it('is off until it is turned on', async () => {
    const model = await startModel();
    await model.enterCode();
    expect(model.endpoints).toEqual([]);
    expect(model.role('dev').served).toEqual({ kind: 'off' });
  });

  it('gives what is held at once, with a line in the ledger and on the row', async () => {
    const model = await started();
    const answer = ask(model);
    expect(answer.ok && reveal(answer.value.sessionToken)).toBe('model-token-2==');
    expect(model.ledger).toMatchObject([
      { target: 'role:dev', how: 'endpoint', to: 'aws-cli', pid: null },
    ]);
    expect(model.role('dev').served).toEqual({
      kind: 'on',
      shared: true,
      programs: [],
      fetched: { at: model.clock.now(), by: 'aws-cli' },
      hidden: false,
    });
  });

  it('starts its role, and leads the person to the field who turned it on', async () => {
    const model = await startModel({ settings: { start: 'asked' } });
    await serving(model);
    expect(model.popover.shown).toBe(1);
    await model.enterCode();
    await settle();
    expect(ask(model).ok).toBe(true);
  });

  it('shows no window when a program turns it on', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'open-endpoint', target: dev }, 'program');
    await settle();
    expect(model.popover.shown).toBe(0);
    expect(model.role('dev').served.kind).toBe('on');
  });

  it('serves a session as well', async () => {
    const model = await started();
    await serving(model, { kind: 'session', identity: 'ada' });
    expect(ask(model, 1).ok).toBe(true);
    expect(model.session('ada').served.kind).toBe('on');
  });

  it('goes on over renewals: the same endpoint gives the newer credentials', async () => {
    const model = await started();
    const before = ask(model);
    await model.clock.advance(50 * MINUTE);
    const after = ask(model);
    expect(areOpen(model)).toEqual([true]);
    expect(after.ok && before.ok && after.value.expiresAt - before.value.expiresAt).toBeGreaterThan(
      0,
    );
  });

  it('has more than 15 minutes left of what it gives, at any minute of the day (ST3)', async () => {
    const model = await started();
    const left: number[] = [];
    for (let minute = 0; minute < 8 * 60; minute += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one minute after another
      await model.clock.advance(MINUTE);
      const answer = ask(model);
      left.push(answer.ok ? answer.value.expiresAt - model.clock.now() : 0);
    }
    expect(Math.min(...left)).toBeGreaterThan(15 * MINUTE);
  });

  it('says that it could not be opened', async () => {
    const model = await startModel({
      ports: (ports) => ({
        ...ports,
        containerEndpoints: { open: async () => fail(systemDetail('EMFILE')) },
      }),
    });
    await serving(model);
    expect(model.role('dev').served).toEqual({
      kind: 'failed',
      failure: { kind: 'serving', target: dev, detail: systemDetail('EMFILE') },
    });
  });
});

describe('an endpoint without credentials', () => {
  it('answers in the same turn, whatever the keychain and AWS do, and asks a person', async () => {
    const model = await startModel({
      settings: { start: 'asked' },
      ports: (ports) => ({
        ...ports,
        vault: { ...ports.vault, read: () => new Promise(() => undefined) },
        sts: { ...ports.sts, getSessionToken: () => new Promise(() => undefined) },
      }),
    });
    model.engine.run({ kind: 'open-endpoint', target: dev }, 'program');
    await settle();
    expect(ask(model)).toEqual(fail({ kind: 'needs-code', identity: 'ada' }));
    await settle();
    expect(model.notices.map(({ notice }) => notice)).toEqual([
      expect.objectContaining({ kind: 'code-asked', by: ['aws-cli'] }),
    ]);
    expect(model.popover.shown).toBe(0);
    expect(asked(model)).toEqual(['aws-cli']);
    expect(model.ledger).toMatchObject([
      { how: 'endpoint', via: 'endpoint', by: 'aws-cli', outcome: 'code-needed', expiresAt: null },
    ]);
  });

  it('brings one notice, and one line in the ledger, for a program that asks every second', async () => {
    const model = await startModel();
    await serving(model);
    for (let second = 0; second < 20 * 60; second += 10) {
      ask(model);
      // oxlint-disable-next-line no-await-in-loop -- one after another
      await model.clock.advance(10_000);
    }
    expect(model.notices).toHaveLength(1);
    expect(model.ledger).toHaveLength(1);
  });

  it('asks again when a program comes back after a while', async () => {
    const model = await startModel();
    await serving(model);
    ask(model);
    await model.clock.advance(6 * MINUTE);
    expect(asked(model)).toEqual([]);
    ask(model);
    await settle();
    expect(asked(model)).toEqual(['aws-cli']);
    expect(model.notices).toHaveLength(2);
  });

  it('gives them as soon as the code was entered, and nobody is asked any more', async () => {
    const model = await startModel();
    await serving(model);
    ask(model);
    await model.enterCode();
    await settle();
    expect(ask(model).ok).toBe(true);
    await settle();
    expect(model.engine.progress({ id: 'endpoint 1', target: dev })).toEqual({ kind: 'ready' });
    expect(asked(model)).toEqual([]);
  });

  it('says that a person set the code aside, and does not ask again while programs go on', async () => {
    const model = await startModel();
    await serving(model);
    ask(model);
    await settle();
    model.engine.run({ kind: 'set-code-aside' });
    await model.clock.advance(2 * MINUTE);
    expect(ask(model)).toEqual(fail({ kind: 'declined' }));
    await settle();
    expect(model.notices).toHaveLength(1);
  });

  it('says what stands in the way', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'stop', targets: [ops] });
    model.aws.answers.set('arn:aws:iam::444455556666:role/ops', [denied(), denied()]);
    await serving(model, ops);
    await settle();
    expect(ask(model)).toMatchObject({
      ok: false,
      failure: { kind: 'failed', failure: { kind: 'aws', cause: 'denied' } },
    });
  });

  it('hands out nothing that has ended (ST4)', async () => {
    const model = await started();
    model.aws.answers.set(
      'arn:aws:iam::111122223333:role/dev',
      Array.from({ length: 200 }, () => denied()),
    );
    await model.clock.advance(61 * MINUTE);
    expect(ask(model).ok).toBe(false);
  });
});

describe('an endpoint ends', () => {
  it.each<[string, (model: Model) => void]>([
    ['when it is turned off', (model) => model.engine.run({ kind: 'close-endpoint', target: dev })],
    ['when its role is stopped', (model) => model.engine.run({ kind: 'stop', targets: [dev] })],
    [
      'when the session under it is stopped',
      (model) =>
        model.engine.run({ kind: 'stop', targets: [{ kind: 'session', identity: 'ada' }] }),
    ],
    ['when everything is stopped', (model) => model.engine.run({ kind: 'stop-all' })],
    ['when the app ends', (model) => void model.engine.stop()],
  ])('%s', async (_, end) => {
    const model = await started();
    end(model);
    // Not even the look that follows a command is waited for.
    expect(ask(model).ok).toBe(false);
    await settle();
    expect(areOpen(model)).toEqual([false]);
    expect(model.role('dev').served).toEqual({ kind: 'off' });
  });

  it('when its profile is gone from the files and what was held has ended', async () => {
    const model = await started();
    await model.writeConfig('[profile other]\nregion = eu-central-1\n');
    expect(areOpen(model)).toEqual([true]);
    await model.clock.advance(61 * MINUTE);
    expect(areOpen(model)).toEqual([false]);
  });

  it('and is not asked for by a program that asks it late', async () => {
    const model = await startModel();
    await serving(model);
    model.engine.run({ kind: 'stop', targets: [dev] });
    ask(model);
    await settle();
    expect(asked(model)).toEqual([]);
    expect(model.role('dev').phase.kind).toBe('off');
  });

  it('though it was turned off while it was being opened', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'open-endpoint', target: dev });
    model.engine.run({ kind: 'close-endpoint', target: dev });
    await settle();
    expect(areOpen(model)).toEqual([false]);
    expect(model.role('dev').served).toEqual({ kind: 'off' });
  });

  it('and withdraws what it asked for', async () => {
    const model = await startModel();
    await serving(model);
    ask(model);
    await settle();
    model.engine.run({ kind: 'close-endpoint', target: dev });
    await settle();
    expect(asked(model)).toEqual([]);
  });
});

describe('a program that sets one up for another', () => {
  it('gets the variables as secrets, with those to take away', async () => {
    const model = await started();
    const block = await model.engine.serving.open({ kind: 'session', identity: 'ada' }, null);
    expect(block.ok && block.value.variables.map(([name, value]) => [name, reveal(value)])).toEqual(
      [
        ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://127.0.0.1:40002/model-path'],
        ['AWS_CONTAINER_AUTHORIZATION_TOKEN', 'model-endpoint-token-2'],
        ['AWS_REGION', 'eu-central-1'],
        ['AWS_DEFAULT_REGION', 'eu-central-1'],
      ],
    );
    expect(JSON.stringify(block)).not.toContain('model-endpoint-token');
    expect(block.ok && block.value.takenAway).toContain('AWS_PROFILE');
  });

  it('gets the endpoint that is on already, when it wants the role’s own', async () => {
    const model = await started();
    const [one, other] = await Promise.all([
      model.engine.serving.open(dev, null),
      model.engine.serving.open(dev, null),
    ]);
    expect(model.endpoints).toHaveLength(1);
    expect(one).toEqual(other);
  });

  it('gets one of its own for a program, which ends by its id and leaves the others', async () => {
    const model = await started();
    const block = await model.engine.serving.open(dev, terraform);
    expect(areOpen(model)).toEqual([true, true]);
    ask(model, 1, 'Boto3');
    expect(model.ledger).toMatchObject([{ how: 'endpoint', to: 'terraform', pid: 4711 }]);
    expect(model.role('dev').served).toMatchObject({ shared: true, programs: ['terraform'] });
    model.engine.serving.close(block.ok ? block.value.id : '');
    expect(areOpen(model)).toEqual([true, false]);
  });

  it('is told of a role that no file knows', async () => {
    const model = await startModel();
    const target: GrantRef = { kind: 'role', profile: 'nobody' };
    expect(await model.engine.serving.open(target, terraform)).toEqual(
      fail({ kind: 'unknown-target', target }),
    );
    expect(model.endpoints).toEqual([]);
  });
});

describe('what clients prefer to an endpoint', () => {
  const KEYS = '[default]\naws_access_key_id = AKIAMODEL00000000003\naws_secret_access_key = model';

  it('is a key under [default], also one that the keychain took over and the file still has', async () => {
    const model = await startModel({ credentials: `${ADA_KEY}${KEYS}\n` });
    await serving(model);
    expect(model.role('dev').served).toMatchObject({ kind: 'on', hidden: true });
    model.engine.run({ kind: 'import-identity', profile: 'default' });
    await settle();
    expect(model.disk.keys.has('default')).toBe(true);
    expect(model.role('dev').served).toMatchObject({ kind: 'on', hidden: true });
  });
});

describe('copying the endpoint block', () => {
  it('turns the endpoint on, and is cleared like exports', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'copy-endpoint', target: dev });
    await settle();
    expect(model.clipboard.text).toContain(
      "export AWS_CONTAINER_AUTHORIZATION_TOKEN='model-endpoint-token-1'",
    );
    expect(model.role('dev')).toMatchObject({ copied: { kind: 'copied' }, served: { kind: 'on' } });
    await model.clock.advance(61_000);
    expect(model.clipboard.text).toBe('');
    expect(model.role('dev').served.kind).toBe('on');
  });

  it('is told as what it is, at every moment', async () => {
    const model = await startModel();
    const told = new Set<string>();
    model.engine.subscribe(() => {
      const { clipboard } = model.snapshot();
      if (clipboard.kind === 'holds') told.add(clipboard.what);
    });
    model.engine.run({ kind: 'copy-endpoint', target: dev });
    await settle();
    expect([...told]).toEqual(['endpoint']);
  });

  it('copies nothing when the app ends in the same moment', async () => {
    const model = await started();
    model.engine.run({ kind: 'copy-endpoint', target: dev });
    await model.engine.stop();
    await settle();
    expect(model.clipboard.text).toBe('');
  });

  it('leaves no line in the ledger: no credentials went out', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'copy-endpoint', target: dev });
    await settle();
    expect(model.ledger).toEqual([]);
  });
});

it('no address and no token of an endpoint is in snapshot, journal or sealed copy', async () => {
  const model = await started();
  await model.engine.serving.open(dev, terraform);
  ask(model, 1);
  model.engine.run({ kind: 'copy-endpoint', target: dev });
  await settle();
  const seen = JSON.stringify([
    model.snapshot(),
    model.journal,
    model.ledger,
    model.notices,
    model.disk.sealed === null ? '' : reveal(model.disk.sealed),
  ]);
  for (const planted of ['model-path', 'model-endpoint-token', '127.0.0.1'])
    expect(seen).not.toContain(planted);
});
