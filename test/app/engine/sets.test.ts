import { describe, expect, it } from 'vitest';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';

const HOUR = 3_600_000;
const DEV = 'arn:aws:iam::111122223333:role/dev';

describe('a list of profiles started at once', () => {
  it('ST8: strict, one unknown profile refuses the whole list before anything is asked or sent', async () => {
    const model = await startModel();
    model.engine.run({ kind: 'start-set', profiles: ['dev', 'nobody', 'ops'], keepGoing: false });
    await settle();
    expect(model.snapshot().set).toEqual({
      kind: 'refused',
      failures: [{ kind: 'unknown-target', target: { kind: 'role', profile: 'nobody' } }],
    });
    expect(model.role('dev').phase.kind).toBe('off');
    expect(model.aws.calls).toEqual([]);
  });

  it('ST8: told to keep going, the good ones are started and the others reported', async () => {
    const model = await startModel({ settings: { start: 'asked' } });
    model.engine.run({ kind: 'start-set', profiles: ['dev', 'nobody', 'ops'], keepGoing: true });
    await settle();
    await model.enterCode();
    expect(model.snapshot().set).toMatchObject({
      kind: 'started',
      profiles: ['dev', 'ops'],
      failures: [{ kind: 'unknown-target' }],
    });
    expect(['dev', 'ops', 'data'].map((name) => model.role(name).phase.kind)).toEqual([
      'fresh',
      'fresh',
      'off',
    ]);
  });

  it('ST3: a new list leaves no old timer behind once it is stopped', async () => {
    const model = await startModel({ settings: { start: 'asked' } });
    model.engine.run({ kind: 'start-set', profiles: ['dev'], keepGoing: false });
    await settle();
    await model.enterCode();
    model.engine.run({ kind: 'start-set', profiles: ['ops'], keepGoing: false });
    await settle();
    expect(model.clock.armed()).toBe(1);
    model.engine.run({ kind: 'stop-all' });
    await settle();
    expect(model.clock.armed()).toBe(0);
  });
});

describe('progress of renewals', () => {
  it('ST3: is told as n of m, and counts up with each renewal', async () => {
    const model = await startModel();
    await model.enterCode();
    const first = model.role('dev').renewals;
    expect(first).toMatchObject({ done: 0 });
    const { phase } = model.session('ada');
    expect(first?.sessionEndsAt).toBe('endsAt' in phase ? phase.endsAt : null);
    await model.clock.advance(2 * HOUR);
    expect(model.role('dev').renewals?.done).toBeGreaterThanOrEqual(2);
    expect(model.role('dev').renewals?.total).toBe(first?.total);
  });
});

describe('new credentials on demand', () => {
  it('BO6: force new makes one call for a role, although much is left of what is held', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'renew', targets: [{ kind: 'role', profile: 'dev' }] });
    await settle();
    await settle();
    expect(model.aws.calls.filter(({ name }) => name === DEV)).toHaveLength(2);
    expect(model.role('dev').phase.kind).toBe('fresh');
  });

  it('BO6: force new of a session asks for a code and replaces it', async () => {
    const model = await startModel();
    await model.enterCode();
    model.engine.run({ kind: 'renew', targets: [{ kind: 'session', identity: 'ada' }] });
    await settle();
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', identity: 'ada' });
    await model.clock.advance(30_000);
    await model.enterCode();
    expect(model.aws.calls.filter(({ name }) => name === 'GetSessionToken')).toHaveLength(2);
    expect(model.snapshot().ask.kind).toBe('none');
  });
});

describe('the cache of sessions', () => {
  const regions = ['eu-central-1', 'us-east-1', 'ap-south-1'];
  const config = `
[profile ada]
mfa_serial = arn:aws:iam::111122223333:mfa/ada
${regions
  .map(
    (region) => `[profile in-${region}]
role_arn = arn:aws:iam::111122223333:role/in-${region}
source_profile = ada
region = ${region}
`,
  )
  .join('')}`;

  it('BO6: one session serves roles in every region of the partition', async () => {
    const model = await startModel({ config });
    await model.enterCode();
    expect(regions.map((region) => model.role(`in-${region}`).phase.kind)).toEqual([
      'fresh',
      'fresh',
      'fresh',
    ]);
    expect(model.aws.calls.filter(({ name }) => name === 'GetSessionToken')).toHaveLength(1);
  });

  it('BO6: asked for again, a session that lasts is taken as it is', async () => {
    const model = await startModel({ config });
    await model.enterCode();
    const session = { kind: 'session', identity: 'ada' } as const;
    model.engine.run({ kind: 'start', targets: [session] });
    model.engine.run({ kind: 'copy-exports', target: session });
    await settle();
    expect(model.aws.calls.filter(({ name }) => name === 'GetSessionToken')).toHaveLength(1);
    expect(model.snapshot().ask.kind).toBe('none');
  });

  it('BO6: in its last minute it signs nothing more, and a code is asked', async () => {
    const model = await startModel({ config, settings: { start: 'asked' } });
    await model.enterCode();
    await model.clock.advance(12 * HOUR - 30_000);
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'in-us-east-1' }] });
    await settle();
    expect(model.aws.calls.map(({ name }) => name)).toEqual(['GetSessionToken']);
    expect(model.snapshot().ask).toMatchObject({ kind: 'asked', waiting: ['in-us-east-1'] });
  });
});
