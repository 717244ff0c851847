import { describe, expect, it } from 'vitest';
import { offline, throttled } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, startModel, type Model } from '../../support/model-engine.ts';
import {
  ask,
  assumeSaml,
  assumeWebIdentity,
  ASSERTION,
  federate,
  madeRow,
  progressOf,
  ROLE,
  TOKEN,
} from '../../support/operations.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const KEY = 'AKIAMODEL00000000001';
const made = (name: string) => ({ kind: 'made', name }) as const;

const awsSays = (code: string, status = 400) =>
  ({ kind: 'aws', code, message: 'said', status, requestId: null }) as const;

describe('AssumeRoleWithSAML', () => {
  it('is signed by nobody, and held under the name of its role (BO3)', async () => {
    const model = await startModel({ config: '', credentials: '' });
    await ask(model, assumeSaml({ durationSeconds: 7200 }));
    expect(model.aws.operations).toEqual([
      {
        operation: 'AssumeRoleWithSAML',
        by: null,
        vouching: ASSERTION,
        input: expect.objectContaining({ roleArn: ROLE, durationSeconds: 7200 }),
      },
    ]);
    expect(madeRow(model, 'analyst')).toMatchObject({
      phase: { kind: 'fresh', renews: false },
      who: { id: 'AROAX:ada', subject: 'ada', audience: 'https://signin.aws.amazon.com/saml' },
    });
  });

  it('is not made again, and is gone when it ended', async () => {
    const model = await startModel();
    await ask(model, assumeSaml());
    await model.clock.advance(59 * MINUTE);
    expect(madeRow(model, 'analyst').phase.kind).toBe('fresh');
    await model.clock.advance(2 * MINUTE);
    expect(model.snapshot().made).toEqual([]);
    expect(model.aws.operations).toHaveLength(1);
  });

  it('is tried again with the same assertion when AWS was busy', async () => {
    const model = await startModel();
    model.aws.answers.set('AssumeRoleWithSAML', [throttled, offline]);
    await ask(model, assumeSaml());
    await model.clock.advance(MINUTE);
    expect(model.aws.operations.map(({ vouching }) => vouching)).toEqual([
      ASSERTION,
      ASSERTION,
      ASSERTION,
    ]);
    expect(madeRow(model, 'analyst').phase.kind).toBe('fresh');
  });

  it.each([
    ['ExpiredTokenException', 'token-expired'],
    ['IDPRejectedClaim', 'token-refused'],
    ['InvalidIdentityToken', 'token-refused'],
    ['AccessDenied', 'denied'],
  ] as const)('refused as %s is told as %s and not tried again', async (code, cause) => {
    const model = await startModel();
    model.aws.answers.set('AssumeRoleWithSAML', [awsSays(code, 403)]);
    await ask(model, assumeSaml());
    expect(progressOf(model, 'assume-saml')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'aws', operation: 'AssumeRoleWithSAML', cause, code }],
    });
    await model.clock.advance(10 * MINUTE);
    expect(model.aws.operations).toHaveLength(1);
  });

  it('is forgotten when it is stopped', async () => {
    const model = await startModel();
    await ask(model, assumeSaml());
    model.engine.run({ kind: 'stop', targets: [made('analyst')] });
    expect(model.snapshot().made).toEqual([]);
  });

  it('stopped on its way is dropped when its answer comes', async () => {
    const model = await startModel();
    const open = model.aws.hold();
    await ask(model, assumeSaml());
    model.engine.run({ kind: 'stop', targets: [made('analyst')] });
    open();
    await settle();
    expect(model.snapshot().made).toEqual([]);
    expect(model.aws.operations).toHaveLength(1);
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  const fromFile = assumeWebIdentity({
    source: { kind: 'file', path: '/run/token' },
    providerId: 'www.amazon.com',
    roleSessionName: 'ci-{host}',
  });

  it('sends the token of a file without its line end, and the provider’s id (BO4)', async () => {
    const model = await startModel();
    model.saved.set('/run/token', `${TOKEN}\n`);
    await ask(model, fromFile);
    expect(model.aws.operations).toEqual([
      {
        operation: 'AssumeRoleWithWebIdentity',
        by: null,
        vouching: TOKEN,
        input: expect.objectContaining({
          providerId: 'www.amazon.com',
          roleSessionName: 'ci-laptop',
        }),
      },
    ]);
  });

  it('reads its file again for each renewal', async () => {
    const model = await startModel();
    model.saved.set('/run/token', TOKEN);
    await ask(model, fromFile);
    model.saved.set('/run/token', 'rotated-token');
    await model.clock.advance(HOUR);
    expect(model.aws.operations.map(({ vouching }) => vouching)).toEqual([TOKEN, 'rotated-token']);
    expect(madeRow(model, 'ci').phase).toMatchObject({ kind: 'fresh', renews: true });
  });

  it('waits for a file that is written later', async () => {
    const model = await startModel();
    await ask(model, fromFile);
    expect(madeRow(model, 'ci').trouble?.failure).toMatchObject({ kind: 'file', action: 'read' });
    model.saved.set('/run/token', TOKEN);
    await model.clock.advance(MINUTE);
    expect(madeRow(model, 'ci').phase.kind).toBe('fresh');
  });

  it('with a typed token is not made again', async () => {
    const model = await startModel();
    await ask(model, assumeWebIdentity());
    expect(madeRow(model, 'ci').phase).toMatchObject({ kind: 'fresh', renews: false });
    await model.clock.advance(2 * HOUR);
    expect(model.aws.operations).toHaveLength(1);
    expect(model.snapshot().made).toEqual([]);
  });

  it('from a file is renewed after a restart too', async () => {
    const disk = emptyDisk();
    const first = await startModel({ disk });
    first.saved.set('/run/token', TOKEN);
    await ask(first, fromFile);
    await first.engine.stop();
    const second = await startModel({ disk, clock: first.clock, aws: first.aws });
    second.saved.set('/run/token', 'after-restart');
    expect(madeRow(second, 'ci').phase.kind).toBe('fresh');
    await second.clock.advance(HOUR);
    expect(second.aws.operations.at(-1)?.vouching).toBe('after-restart');
  });
});

describe('GetFederationToken', () => {
  it('is signed by the long-term key without a code, and held under the user’s name (BO5)', async () => {
    const model = await startModel();
    await ask(model, federate({ durationSeconds: 3600, tags: [{ key: 'team', value: '' }] }));
    expect(model.aws.operations).toEqual([
      {
        operation: 'GetFederationToken',
        by: KEY,
        vouching: null,
        input: expect.objectContaining({
          name: 'guest',
          durationSeconds: 3600,
          tags: [{ key: 'team', value: '' }],
        }),
      },
    ]);
    expect(model.aws.codes).toEqual([]);
    expect(madeRow(model, 'guest').who).toMatchObject({
      arn: 'arn:aws:sts::111122223333:federated-user/guest',
      id: '111122223333:guest',
    });
  });

  it('is renewed by itself', async () => {
    const model = await startModel();
    await ask(model, federate({ durationSeconds: 3600 }));
    await model.clock.advance(3 * HOUR);
    expect(madeRow(model, 'guest').phase).toMatchObject({ kind: 'fresh', renews: true });
  });

  it('of nobody is refused', async () => {
    const model = await startModel();
    await ask(model, federate({ identity: 'bob' }));
    expect(progressOf(model, 'federate')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'unknown-target', target: { kind: 'session', identity: 'bob' } }],
    });
  });
});

describe('a grant made directly', () => {
  it('is copied like any other', async () => {
    const model = await startModel();
    await ask(model, federate());
    model.engine.run({ kind: 'copy-exports', target: made('guest') });
    await settle();
    expect(model.clipboard.text).toContain("AWS_SESSION_TOKEN='model-token-1=='");
    expect(model.clipboard.text).toContain("AWS_REGION='eu-central-1'");
  });

  it('that nobody knows is not waited for', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'copy-exports', target: made('guest') });
    await settle();
    await settle();
    expect(model.snapshot().made).toEqual([]);
    model.engine.run({ kind: 'start', targets: [made('guest')] });
    expect(model.snapshot().made).toEqual([]);
  });

  it('asked for again under its name takes the place of the first', async () => {
    const model = await startModel();
    await ask(model, federate());
    await ask(model, assumeSaml({ name: 'guest' }));
    expect(model.snapshot().made).toMatchObject([{ name: 'guest', how: 'saml' }]);
  });
});

describe('many grants of one’s own at once', () => {
  const COUNT = 40;
  const beginAll = async (model: Model): Promise<void> => {
    for (let one = 0; one < COUNT; one += 1)
      model.engine.run(federate({ name: `guest-${one}`, userName: `guest-${one}` }));
    for (let turn = 0; turn < COUNT; turn += 1) {
      // One turn of the event loop after another, not at once.
      // eslint-disable-next-line no-await-in-loop
      await settle();
    }
  };

  it('are asked for a few at a time, at the pace of all calls, and all are made', async () => {
    const model = await startModel();
    await beginAll(model);
    expect(model.aws.crowd.peak).toBeGreaterThan(1);
    expect(model.aws.crowd.peak).toBeLessThanOrEqual(16);
    expect(model.snapshot().made.map(({ phase }) => phase.kind)).toEqual(
      Array.from({ length: COUNT }, () => 'fresh'),
    );
  });

  it('are asked for fewer at a time once STS throttles', async () => {
    const model = await startModel();
    model.aws.answers.set(
      'GetFederationToken',
      Array.from({ length: 8 }, () => throttled),
    );
    const release = model.aws.hold();
    await beginAll(model);
    expect(model.aws.crowd.now).toBe(8);
    // Answers take their time: these calls were in flight together, which halves the pace once.
    await model.clock.advance(1000);
    release();
    const again = model.aws.hold();
    await settle();
    await settle();
    expect(model.aws.crowd.now).toBe(4);
    again();
    await model.clock.advance(MINUTE);
  });
});
