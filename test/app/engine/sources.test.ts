import { describe, expect, it } from 'vitest';
import type { CredentialSources, FromSource } from '../../../app/ports.ts';
import type { SourceCause } from '../../../app/credentials/source.ts';
import { fail, ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { createModelAws } from '../../support/model-aws.ts';
import { createModelClock, settle, type ModelClock } from '../../support/model-clock.ts';
import { NOON, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const role = (profile: string) => ({ kind: 'role', profile }) as const;

const CONFIG = ['a', 'b', 'c']
  .map(
    (name) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\ncredential_source = Ec2InstanceMetadata`,
  )
  .join('\n');

const EXPIRED = {
  kind: 'aws',
  code: 'ExpiredToken',
  message: 'too old',
  status: 403,
  requestId: null,
} as const;

const TOO_LONG = {
  kind: 'aws',
  code: 'ValidationError',
  message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  status: 400,
  requestId: null,
} as const;

type Machine = { reads: number; fails: SourceCause | null; readonly sources: CredentialSources };

/** A machine that hands out keys for so many minutes, or says why it does not. */
const createMachine = (clock: ModelClock, minutes: number | null) => {
  const machine: Machine = {
    reads: 0,
    fails: null,
    sources: {
      environment: 'none',
      read: async () => {
        machine.reads += 1;
        await settle();
        if (machine.fails !== null)
          return fail({ source: 'instance-metadata', cause: machine.fails });
        const from: FromSource = {
          kind: 'keys',
          signer: {
            accessKeyId: `ASIAMACHINE${machine.reads}`,
            secretAccessKey: secret('machine-secret'),
            sessionToken: secret('machine-token'),
          },
          expiresAt: minutes === null ? null : clock.now() + minutes * MINUTE,
        };
        return ok(from);
      },
    },
  };
  return machine;
};

const onMachine = async (minutes: number | null = 60) => {
  const clock = createModelClock(NOON);
  const machine = createMachine(clock, minutes);
  const aws = createModelAws(clock.now);
  const model = await startModel({
    config: CONFIG,
    credentials: '',
    clock,
    aws,
    sources: machine.sources,
  });
  return { clock, machine, model, aws };
};

const go = async (model: Model, ...names: readonly string[]): Promise<void> => {
  model.engine.run({ kind: 'start', targets: names.map(role) });
  for (let turn = 0; turn < 8; turn += 1) await settle();
};

describe('roles from outside the files', () => {
  it('are asked for only when they are started', async () => {
    const { machine, clock } = await onMachine();
    await clock.advance(60 * MINUTE);
    expect(machine.reads).toBe(0);
  });

  it('started together read their source once', async () => {
    const { machine, model } = await onMachine();
    await go(model, 'a', 'b', 'c');
    expect(['a', 'b', 'c'].map((name) => model.role(name).phase.kind)).toEqual(
      Array(3).fill('fresh'),
    );
    expect(machine.reads).toBe(1);
  });

  it.each([
    ['more than 5 min left is used again', 50, 1],
    ['5 min left or less is read again', 45, 2],
  ])('renewed at 40 min: what has %s', async (_, minutes, reads) => {
    const { machine, model, clock } = await onMachine(minutes);
    await go(model, 'a');
    await clock.advance(41 * MINUTE);
    await settle();
    const { phase } = model.role('a');
    expect(phase.kind === 'fresh' && phase.endsAt).toBeGreaterThanOrEqual(NOON + 100 * MINUTE);
    expect(machine.reads).toBe(reads);
  });

  it.each<[string, string, FromSource, string]>([
    [
      'a token',
      'web_identity_token_file = /run/token',
      { kind: 'token', token: secret('eyJ.model.token') },
      'AssumeRoleWithWebIdentity',
    ],
    [
      'keys',
      'credential_source = Environment',
      {
        kind: 'keys',
        signer: { accessKeyId: 'AKIAMACHINE1', secretAccessKey: secret('x'), sessionToken: null },
        expiresAt: null,
      },
      'arn:aws:iam::111122223333:role/a',
    ],
  ])(
    'that allow less than is wanted, by way of %s, last an hour at the next start',
    async (...row) => {
      const [, way, from, call] = row;
      const model = await startModel({
        config: `[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\n${way}\nduration_seconds = 7200`,
        credentials: '',
        sources: { environment: 'long-term', read: async () => ok(from) },
      });
      model.aws.answers.set(call, [TOO_LONG]);
      await go(model, 'a');
      expect(model.role('a').phase.kind).not.toBe('fresh');
      await go(model, 'a');
      expect(model.role('a').phase.kind).toBe('fresh');
      expect(model.aws.calls.map(({ seconds }) => seconds)).toEqual([7200, 3600]);
    },
  );

  it('whose source states no end are read anew each time', async () => {
    const { machine, model } = await onMachine(null);
    await go(model, 'a');
    await go(model, 'b');
    expect(machine.reads).toBe(2);
  });

  it('that AWS calls ended ask their source again, by themselves', async () => {
    const { machine, model, aws, clock } = await onMachine();
    aws.answers.set('arn:aws:iam::111122223333:role/a', [EXPIRED]);
    await go(model, 'a');
    await clock.advance(5 * MINUTE);
    await settle();
    expect(model.role('a').phase.kind).toBe('fresh');
    expect(machine.reads).toBe(2);
  });

  it('that begin in the environment are not tried again once AWS calls its keys ended', async () => {
    const { model, aws, clock } = await onMachine();
    await model.writeConfig(CONFIG.replaceAll('Ec2InstanceMetadata', 'Environment'));
    aws.answers.set('arn:aws:iam::111122223333:role/a', [EXPIRED]);
    await go(model, 'a');
    await clock.advance(60 * MINUTE);
    expect(model.role('a').trouble).toMatchObject({
      failure: { source: 'environment', cause: { kind: 'expired', code: 'ExpiredToken' } },
      retryAt: null,
    });
    expect(aws.calls).toHaveLength(1);
  });

  it('handed out as ended already are not sent to AWS', async () => {
    const { model, aws } = await onMachine(0);
    await go(model, 'a');
    expect(model.role('a').trouble?.failure).toMatchObject({
      kind: 'source',
      cause: { kind: 'ended' },
    });
    expect(aws.calls).toEqual([]);
  });

  it('come once an endpoint answers again', async () => {
    const { machine, model, clock } = await onMachine();
    machine.fails = { kind: 'unreachable', host: '127.0.0.1:1', code: 'ECONNREFUSED' };
    await go(model, 'a');
    expect(model.role('a').trouble).toMatchObject({ failure: { cause: machine.fails } });
    machine.fails = null;
    await clock.advance(5 * MINUTE);
    await settle();
    expect(model.role('a').phase.kind).toBe('fresh');
  });

  it('are not tried again where only a new start of the app helps', async () => {
    const { machine, model, clock } = await onMachine();
    machine.fails = { kind: 'disabled' };
    await go(model, 'a');
    await clock.advance(60 * MINUTE);
    expect(machine.reads).toBe(1);
    expect(model.role('a').trouble).toMatchObject({ retryAt: null });
  });

  it('stop with a role on their way', async () => {
    const { model } = await onMachine();
    await model.writeConfig(
      `${CONFIG}\n[profile after]\nrole_arn = arn:aws:iam::111122223333:role/after\nsource_profile = a`,
    );
    await go(model, 'after');
    await go(model);
    expect(model.role('after').phase.kind).toBe('fresh');
    model.engine.run({ kind: 'stop', targets: [role('a')] });
    await settle();
    expect(model.role('after').phase.kind).toBe('off');
  });
});
