import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../app/result.ts';
import type { Network } from '../../../app/ports.ts';
import { settle } from '../../support/model-clock.ts';
import { startModel } from '../../support/model-engine.ts';

const regional = (names: readonly string[]): string =>
  names
    .map(
      (region, at) =>
        `[profile r${at}]\nregion = ${region}\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = ada\n`,
    )
    .join('');

const start = (config: string, probe: Network['probe'] = async () => undefined) =>
  startModel({ config, ports: (ports) => ({ ...ports, network: { ...ports.network, probe } }) });

describe('an examination', () => {
  it('tries STS of each region in use once, and names the step that fails', async () => {
    const tried: string[] = [];
    const config = `[profile ada]\nregion = us-east-1\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n${regional(['eu-central-1', 'eu-central-1', 'us-east-1'])}`;
    const model = await start(config, async (endpoint, done) => {
      tried.push(endpoint.region);
      done('name', ok({ step: 'name', host: 'h', address: '::1' }));
      if (endpoint.region === 'eu-central-1')
        done('connect', fail({ kind: 'network', host: 'h:443', code: 'ECONNREFUSED' }));
    });
    model.engine.run({ kind: 'examine' });
    await settle();
    expect(tried.toSorted()).toEqual(['eu-central-1', 'us-east-1']);
    const { doctor } = model.snapshot();
    expect(doctor.kind).toBe('done');
    expect(doctor.kind === 'done' && doctor.checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          verdict: 'ok',
          found: expect.objectContaining({ check: 'reach', region: 'us-east-1' }),
        }),
        expect.objectContaining({
          verdict: 'problem',
          found: expect.objectContaining({ check: 'reach-failed', step: 'connect' }),
        }),
      ]),
    );
  });

  it('has six endpoints tried at once at most', async () => {
    const flying = { now: 0, most: 0 };
    const regions = [
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'eu-north-1',
    ];
    const model = await start(
      `[profile ada]\nregion = us-east-1\n${regional(regions)}`,
      async () => {
        flying.now += 1;
        flying.most = Math.max(flying.most, flying.now);
        await settle();
        flying.now -= 1;
      },
    );
    model.engine.run({ kind: 'examine' });
    await settle();
    await settle();
    await settle();
    expect(flying.most).toBe(6);
    expect(model.snapshot().doctor).toMatchObject({ kind: 'done', turn: 1 });
  });

  it('that runs answers whoever asks meanwhile', async () => {
    const model = await start(`[profile ada]\nregion = us-east-1\n`);
    model.engine.run({ kind: 'examine' });
    model.engine.run({ kind: 'examine' });
    await settle();
    expect(model.snapshot().doctor).toMatchObject({ kind: 'done', turn: 1 });
  });

  it('gives a report into the clipboard, which nothing clears', async () => {
    const model = await start(`[profile ada]\nregion = us-east-1\n`);
    model.engine.run({ kind: 'examine' });
    await settle();
    model.engine.run({ kind: 'copy-report' });
    await settle();
    expect(model.clipboard.text).toContain('Fobwatch doctor');
    expect(model.snapshot().doctor).toMatchObject({ copied: true });
    await model.clock.advance(600_000);
    expect(model.clipboard.text).toContain('Fobwatch doctor');
  });
});
