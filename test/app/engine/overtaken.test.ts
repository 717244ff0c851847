import { foreignDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/engine.ts';
import type { Answer, CallerIdentity } from '../../../app/ports.ts';
import { fail, ok } from '../../../app/result.ts';
import { reveal } from '../../../app/secret.ts';
import { denied, throttled } from '../../support/model-aws.ts';
import { settle } from '../../support/model-clock.ts';
import { emptyDisk, NOON, startModel, type Model } from '../../support/model-engine.ts';
import { ask, assumeRole, madeRow, progressOf } from '../../support/operations.ts';

// Answers that come after what they were about has changed: they are about the past, and change nothing of the present.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DEV = 'arn:aws:iam::111122223333:role/dev';
const dev = { kind: 'role', profile: 'dev' } as const;
const ada = { kind: 'session', identity: 'ada' } as const;

const expired = {
  kind: 'aws',
  code: 'ExpiredToken',
  message: 'The security token included in the request is expired',
  status: 403,
  requestId: null,
} as const;

const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) {
    // One turn of the event loop after another, not at once.
    // eslint-disable-next-line no-await-in-loop
    await settle();
  }
};

describe('a session that was replaced while its call was in the air', () => {
  /** A call signed by the first session is on its way; the second one is there. */
  const replaced = async (start: (model: Model) => void) => {
    const model = await startModel({ settings: { start: 'asked' } });
    await model.enterCode();
    await model.clock.advance(2 * MINUTE);
    const release = model.aws.hold();
    start(model);
    await rest();
    model.aws.gate = null;
    model.engine.run({ kind: 'renew', targets: [ada] });
    await rest();
    await model.enterCode();
    return { model, release };
  };
  const startDev = (model: Model): void => model.engine.run({ kind: 'start', targets: [dev] });
  const startNarrow = (model: Model): void => model.engine.run(assumeRole());

  it.each([
    ['said to have ended', expired],
    ['denied', denied()],
  ])(
    'and is %s leaves the new one alone, and the role is asked for with that',
    async (_name, answer) => {
      const { model, release } = await replaced(startDev);
      model.aws.answers.set(DEV, [answer]);
      release();
      await rest();
      expect(model.session('ada').phase.kind).toBe('fresh');
      expect(model.snapshot().ask.kind).toBe('none');
      expect(model.role('dev').phase.kind).toBe('fresh');
      expect(model.aws.calls.filter(({ name }) => name === DEV)).toHaveLength(2);
      expect(model.aws.codes).toHaveLength(2);
    },
  );

  it('and is said to have ended leaves the new one alone, where the role has arguments of its own', async () => {
    const { model, release } = await replaced(startNarrow);
    model.aws.answers.set('AssumeRole', [expired]);
    release();
    await rest();
    expect(model.session('ada').phase.kind).toBe('fresh');
    expect(madeRow(model, 'dev-narrow').phase.kind).toBe('fresh');
    expect(model.aws.codes).toHaveLength(2);
  });
});

describe('an identity that another key stands for by now', () => {
  const form = (accessKeyId: string) =>
    ({
      kind: 'add-identity',
      name: 'grace',
      accessKeyId,
      secretAccessKey: 'model-long-term-secret-0123456789abcdefg',
      serial: '',
    }) as const;
  const caller = (name: string): Answer<CallerIdentity> => ({
    outcome: ok({
      arn: `arn:aws:iam::111122223333:user/${name}`,
      account: '111122223333',
      userId: `AIDA${name}`,
    }),
    serverTime: null,
    took: 0,
  });

  it('is not taken for whom the old key was of', async () => {
    let answerOld = (): void => undefined;
    const old = new Promise<void>((resolve) => {
      answerOld = resolve;
    });
    const model = await startModel({
      config: '',
      credentials: '',
      ports: (ports): Ports => ({
        ...ports,
        sts: {
          ...ports.sts,
          getCallerIdentity: async ({ signer }) => {
            if (signer.accessKeyId !== 'AKIAOLD0000000000001') return caller('grace');
            await old;
            return caller('mallory');
          },
        },
        iam: {
          ...ports.iam,
          listMfaDevices: async ({ signer }) => ({
            outcome: ok([`arn:aws:iam::111122223333:mfa/${signer.accessKeyId}`]),
            serverTime: null,
            took: 0,
          }),
          getUser: async () => ({ outcome: fail(denied()), serverTime: null, took: 0 }),
          listUsers: async () => ({ outcome: fail(denied()), serverTime: null, took: 0 }),
        },
      }),
    });
    model.engine.run(form('AKIAOLD0000000000001'));
    await rest();
    model.engine.run({ kind: 'remove-identity', identity: 'grace' });
    await rest();
    model.engine.run(form('AKIANEW0000000000001'));
    await rest();
    answerOld();
    await rest();
    expect(model.session('grace')).toMatchObject({
      userArn: 'arn:aws:iam::111122223333:user/grace',
      serial: 'arn:aws:iam::111122223333:mfa/AKIANEW0000000000001',
    });
    expect(model.disk.known).toMatchObject([{ userArn: 'arn:aws:iam::111122223333:user/grace' }]);
  });
});

describe('how long a role may last', () => {
  const answering = (
    answer: Awaited<ReturnType<Ports['iam']['getRole']>>,
    asked: string[] = [],
  ) => ({
    ports: (ports: Ports): Ports => ({
      ...ports,
      iam: {
        ...ports.iam,
        getRole: async (_context, name) => {
          asked.push(name);
          return answer;
        },
      },
    }),
  });

  it('that a page of the network answers for tells no time: nothing ends by its clock', async () => {
    const page = {
      outcome: fail({ kind: 'malformed', detail: foreignDetail('a page') } as const),
      serverTime: NOON + 5 * HOUR,
      took: 0,
    };
    const model = await startModel(answering(page));
    await model.enterCode();
    await rest();
    expect(model.snapshot().skew).toBe(0);
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it.each([
    ['throttled', throttled],
    ['out of reach', { kind: 'network', host: 'iam.test', code: 'ECONNREFUSED' } as const],
    ['at the end of the credentials', expired],
  ])(
    'while AWS is %s is asked for in a later run, not forgotten for good',
    async (_name, problem) => {
      const disk = emptyDisk();
      const answer = { outcome: fail(problem), serverTime: null, took: 0 };
      const first: string[] = [];
      const model = await startModel({ disk, ...answering(answer, first) });
      await model.enterCode();
      await rest();
      // Each role once, not in a loop.
      expect(first.length).toBe(new Set(first).size);
      await model.engine.stop();
      const again = await startModel({ disk, clock: model.clock, aws: model.aws });
      await rest();
      expect(again.aws.rolesAsked.toSorted()).toEqual(first.toSorted());
    },
  );
});

describe('a code', () => {
  const known = {
    name: 'ada',
    accessKeyId: 'AKIAMODEL00000000001',
    serial: 'arn:aws:iam::111122223333:mfa/ada',
    userArn: null,
    account: null,
    alias: null,
  };

  it('typed for a role of its own is not spent on a keychain that gives no key', async () => {
    const vault = { open: false };
    const model = await startModel({
      credentials: '',
      disk: { ...emptyDisk(), known: [known] },
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          read: async () =>
            vault.open
              ? ok({
                  accessKeyId: known.accessKeyId,
                  secretAccessKey: (await ports.awsFiles.read()).config.text ?? neverMind(),
                })
              : fail({ backend: 'model keychain', detail: foreignDetail('locked') }),
        },
      }),
    });
    const command = assumeRole({ serialNumber: known.serial, tokenCode: model.aws.code() });
    await ask(model, command);
    expect(progressOf(model, 'assume-role')).toMatchObject({
      kind: 'refused',
      failures: [{ kind: 'vault', action: 'read' }],
    });
    vault.open = true;
    await ask(model, command);
    expect(progressOf(model, 'assume-role')).toMatchObject({ kind: 'done' });
  });

  it('is not sent before it is written down as spent, while sealed copies are still being read', async () => {
    const disk = emptyDisk();
    let loaded = (): void => undefined;
    const loading = new Promise<void>((resolve) => {
      loaded = resolve;
    });
    const vault = { open: false };
    const model = await startModel({
      disk,
      ports: (ports) => ({
        ...ports,
        vault: {
          ...ports.vault,
          probe: async () =>
            vault.open
              ? ok({ backend: 'model keychain' })
              : fail({ backend: 'model keychain', detail: foreignDetail('locked') }),
        },
        sealed: {
          ...ports.sealed,
          load: async () => {
            await loading;
            return ports.sealed.load();
          },
        },
      }),
    });
    vault.open = true;
    model.engine.run({ kind: 'retry-vault' });
    await rest();
    await model.enterCode();
    expect(model.aws.codes).toEqual([]);
    loaded();
    await rest();
    expect(model.aws.codes).toHaveLength(1);
    expect(disk.sealed && reveal(disk.sealed)).toContain(known.serial);
  });
});

const neverMind = (): never => {
  throw new Error('there is always a config file here');
};
