import { expect, it } from 'vitest';
import { ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { createModelAws, offline } from '../../support/model-aws.ts';
import { createModelClock, settle } from '../../support/model-clock.ts';
import { ADA_FILES, emptyDisk, NOON, startModel, type Model } from '../../support/model-engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What was told, and of what. */
const told = ({ notices }: Model) =>
  notices.map(({ notice }) => [notice.kind, 'target' in notice ? notice.target : null]);

const neverAgain = ({ aws }: Model, name: string): void => {
  aws.answers.set(
    name,
    Array.from({ length: 500 }, () => offline),
  );
};

it('a role that ends because the one on its way cannot be got is told of', async () => {
  const model = await startModel({ settings: { start: 'asked' } });
  await model.enterCode();
  model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'data' }] });
  await settle();
  neverAgain(model, 'arn:aws:iam::111122223333:role/dev');
  await model.clock.advance(2 * HOUR);
  expect(model.role('data').phase.kind).toBe('ended');
  expect(told(model)).toEqual([['cannot-renew', { kind: 'role', profile: 'data' }]]);
});

it('a role that ends because its profile was broken while it ran is told of', async () => {
  const model = await startModel({ settings: { start: 'asked' } });
  await model.enterCode();
  model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'ops' }] });
  await settle();
  await model.writeConfig(
    ADA_FILES.replace('source_profile = ada\nexternal_id', 'source_profile = aad\nexternal_id'),
  );
  await model.clock.advance(59 * MINUTE);
  expect(told(model)).toEqual([['cannot-renew', { kind: 'role', profile: 'ops' }]]);
});

it('a session that ends because codes that come by themselves do not get through is told of', async () => {
  const clock = createModelClock(NOON);
  const aws = createModelAws(clock.now);
  const source = { kind: 'command', command: 'print-code' } as const;
  const model = await startModel({
    clock,
    aws,
    disk: { ...emptyDisk(), codes: [{ identity: 'ada', source }] },
    ports: (ports) => ({
      ...ports,
      codeSources: { ...ports.codeSources, run: async () => ok(secret(aws.code())) },
    }),
  });
  model.engine.run({ kind: 'start', targets: [{ kind: 'session', identity: 'ada' }] });
  await settle();
  await settle();
  expect(model.session('ada').phase.kind).toBe('fresh');
  neverAgain(model, 'GetSessionToken');
  await model.clock.advance(12 * HOUR);
  expect(told(model)).toEqual([['cannot-renew', { kind: 'session', identity: 'ada' }]]);
});
