import { describe, expect, it } from 'vitest';
import type { Ports } from '../../../app/engine.ts';
import { createIam } from '../../../main/aws/iam.ts';
import { createSts } from '../../../main/aws/sts.ts';
import { awsFilesFor } from '../../local-aws/aws-files.ts';
import type { LocalAws } from '../../local-aws/server.ts';
import { serialOf, start } from '../../local-aws/support.ts';
import { createModelClock } from '../../support/model-clock.ts';
import { startModel, type Model } from '../../support/model-engine.ts';
import { until } from '../../support/until.ts';
import { directly } from './aws-calls.ts';

// The engine on the real wire through long faults of AWS: time is the model's and the local AWS's, moved together.

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const ROLES = ['dev-readonly', 'prod-admin', 'partner-billing'] as const;
const dev = { kind: 'role', profile: 'dev-readonly' } as const;

type Stage = { readonly aws: LocalAws; readonly model: Model };

const onLocalAws = async (): Promise<Stage> => {
  const aws = await start();
  const lines = directly();
  const sts = createSts(lines);
  const iam = createIam(lines);
  const clock = createModelClock(Date.now());
  const { config, credentials } = awsFilesFor(aws.world(), aws.url);
  // The SDK signs by the real clock; the model's runs ahead of it.
  const ahead = <T extends { readonly skew: number }>(context: T): T => ({
    ...context,
    skew: context.skew + clock.now() - Date.now(),
  });
  const model = await startModel({
    config,
    credentials,
    clock,
    ports: (ports): Ports => ({
      ...ports,
      sts: {
        getSessionToken: (context, input) => sts.getSessionToken(ahead(context), input),
        assumeRole: (context, input) => sts.assumeRole(ahead(context), input),
        getCallerIdentity: (context) => sts.getCallerIdentity(ahead(context)),
      },
      // All that is called here, since every answer tells the time.
      iam: {
        ...ports.iam,
        getRole: (context, name) => iam.getRole(ahead(context), name),
        listAccountAliases: (context) => iam.listAccountAliases(ahead(context)),
      },
      host: { ...ports.host, environment: { AWS_ENDPOINT_URL: aws.url } },
    }),
  });
  return { aws, model };
};

/** Lets both clocks go on, once nothing is in the air any more. */
const pass = async ({ aws, model }: Stage, milliseconds: number): Promise<void> => {
  await until('no call in the air', () => aws.pending() === 0);
  aws.advance(milliseconds / SECOND);
  await model.clock.advance(milliseconds);
  await until('no call in the air', () => aws.pending() === 0);
};

const typeCode = ({ aws, model }: Stage): void =>
  model.engine.run({
    kind: 'submit-code',
    identity: 'ada',
    code: aws.codeFor(serialOf(aws.world())) ?? '',
  });

const phases = ({ model }: Stage): readonly string[] =>
  ROLES.map((name) => model.role(name).phase.kind);

const allFresh = (stage: Stage): Promise<boolean> =>
  until('all roles to be fresh', () => phases(stage).every((phase) => phase === 'fresh'));

const codesSent = ({ aws }: Stage): number =>
  aws.log().filter(({ carriedCode }) => carriedCode).length;

describe('AssumeRole', () => {
  it.each([
    'throttling',
    'internal-error',
    'reset-before',
    'truncated',
    'broken-xml',
    'oversized',
  ] as const)(
    'under %s for a minute is tried with pauses, and works by itself then',
    async (kind) => {
      const stage = await onLocalAws();
      stage.aws.addFault({ operation: 'sts:AssumeRole', times: null, fault: { kind } });
      typeCode(stage);
      await until('the first failures', () =>
        ROLES.every((name) => stage.model.role(name).trouble !== null),
      );
      for (let second = 0; second < 60; second += 5) {
        // One step of time after another.
        // eslint-disable-next-line no-await-in-loop
        await pass(stage, 5 * SECOND);
      }
      expect(phases(stage)).not.toContain('fresh');
      const tried = stage.aws.log().filter(({ action }) => action === 'AssumeRole').length;
      // Full jitter: some tries for each of five roles, never one a second.
      expect(tried).toBeLessThan(5 * 14);
      stage.aws.clearFaults();
      for (let turn = 0; turn < 4; turn += 1) {
        // eslint-disable-next-line no-await-in-loop
        await pass(stage, 60 * SECOND);
      }
      await allFresh(stage);
      expect(codesSent(stage)).toBe(1);
    },
  );
});

describe('a computer', () => {
  it('offline for the length of a session hands out nothing that ended, and starts anew with one code', async () => {
    const stage = await onLocalAws();
    typeCode(stage);
    await allFresh(stage);
    stage.aws.addFault({ operation: '*', times: null, fault: { kind: 'reset-before' } });
    for (let hour = 0; hour < 13; hour += 1) {
      // eslint-disable-next-line no-await-in-loop
      await pass(stage, HOUR);
    }
    expect(phases(stage)).not.toContain('fresh');
    stage.model.engine.run({ kind: 'copy-exports', target: dev });
    await pass(stage, SECOND);
    expect(stage.model.clipboard.text).toBe('');
    expect(stage.model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    stage.aws.clearFaults();
    typeCode(stage);
    await until('the session', () => stage.model.session('ada').phase.kind === 'fresh');
    await pass(stage, 300 * SECOND);
    await allFresh(stage);
    expect(codesSent(stage)).toBe(2);
  });

  it('whose clock is an hour behind learns the time from the first answer; the next code works', async () => {
    const stage = await onLocalAws();
    stage.aws.setClockOffset(3600);
    typeCode(stage);
    await until('the time to be known', () => stage.model.snapshot().skew > 3_590_000);
    expect(codesSent(stage)).toBe(1);
    await pass(stage, 90 * SECOND);
    typeCode(stage);
    await allFresh(stage);
    expect(codesSent(stage)).toBe(2);
    expect(stage.model.snapshot().problems).toContainEqual(
      expect.objectContaining({ kind: 'clock' }),
    );
  });
});
