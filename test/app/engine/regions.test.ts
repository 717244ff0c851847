import { describe, expect, it } from 'vitest';
import { settle } from '../../support/model-clock.ts';
import { ADA_FILES, startModel } from '../../support/model-engine.ts';

/** Ada's files with another region of hers, and a role that names one for itself. */
const withRegions = (ofAda: string, ofFar: string): string =>
  `${ADA_FILES.replace('region = eu-central-1', `region = ${ofAda}`)}
[profile far]
role_arn = arn:aws:iam::111122223333:role/far
source_profile = ada
region = ${ofFar}
`;

const startFar = async (ofAda: string, ofFar: string) => {
  const model = await startModel({ config: withRegions(ofAda, ofFar) });
  await model.enterCode();
  await settle();
  return model;
};

describe('a region that fits a pattern and is in no list (BO1)', () => {
  it('works for a role, with a note at its row', async () => {
    const model = await startFar('eu-central-1', 'eu-north-7');
    expect(model.role('far')).toMatchObject({
      region: 'eu-north-7',
      unlistedRegion: true,
      trouble: null,
      phase: { kind: 'fresh' },
    });
    expect(model.role('dev').unlistedRegion).toBe(false);
  });

  it('works for an identity, with a note where it stands in the settings', async () => {
    const model = await startFar('eu-north-7', 'eu-central-1');
    expect(model.session('ada')).toMatchObject({
      region: 'eu-north-7',
      unlistedRegion: true,
      trouble: null,
      phase: { kind: 'fresh' },
    });
  });

  it('needs no note where an endpoint of its own is configured, which may be any server', async () => {
    const config = `${withRegions('eu-central-1', 'eu-north-7')}endpoint_url = https://sts.example.org\n`;
    const model = await startModel({ config });
    expect(model.role('far').unlistedRegion).toBe(false);
  });
});

describe('a region that is none (BO1)', () => {
  it.each([
    ['eu-centrl', { kind: 'region-unknown', text: 'eu-centrl', meant: null }],
    ['EU-Central-1', { kind: 'region-unknown', text: 'EU-Central-1', meant: 'eu-central-1' }],
    ['cn-north-1', { kind: 'region-elsewhere', region: 'cn-north-1', wanted: 'aws' }],
  ])('%s is told at the role that names it before it is started', async (region, cause) => {
    const model = await startModel({ config: withRegions('eu-central-1', region) });
    expect(model.role('far').trouble).toMatchObject({ failure: { kind: 'endpoint', cause } });
    expect(model.aws.calls).toEqual([]);
  });

  it('keeps nothing else from working', async () => {
    const model = await startFar('eu-central-1', 'nowhere');
    expect(model.role('far').phase.kind).toBe('failed');
    expect([model.role('dev').phase.kind, model.role('ops').phase.kind]).toEqual([
      'fresh',
      'fresh',
    ]);
    expect(model.aws.calls.map(({ name }) => name)).not.toContain(model.role('far').roleArn);
  });

  it('is told at the identity that names it, and no code is spent on it', async () => {
    const model = await startFar('nowhere', 'eu-central-1');
    expect(model.session('ada').trouble).toMatchObject({
      failure: { kind: 'endpoint', cause: { kind: 'region-unknown', text: 'nowhere' } },
    });
    expect(model.aws.codes).toEqual([]);
  });
});
