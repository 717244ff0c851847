import { describe, expect, it } from 'vitest';
import { chooseRegion, sessionRegion, type RegionSources } from '../../../app/regions/choose.ts';
import { allRegions, regionsOf } from '../../../app/regions/region.ts';

const none: RegionSources = {
  explicit: null,
  AWS_REGION: null,
  AWS_DEFAULT_REGION: null,
  profile: null,
};

describe('the region that counts', () => {
  const a = 'us-east-1';
  const b = 'us-east-2';
  const c = 'us-west-1';
  const d = 'us-west-2';
  it.each([
    [{ explicit: a, AWS_REGION: b, AWS_DEFAULT_REGION: c, profile: d }, a, 'explicit'],
    [{ explicit: a, profile: d }, a, 'explicit'],
    [{ AWS_REGION: b, AWS_DEFAULT_REGION: c, profile: d }, b, 'AWS_REGION'],
    [{ AWS_REGION: b, profile: d }, b, 'AWS_REGION'],
    [{ AWS_DEFAULT_REGION: c, profile: d }, c, 'AWS_DEFAULT_REGION'],
    [{ profile: d }, d, 'profile'],
    [{}, 'us-east-1', 'partition'],
    [{ explicit: '', AWS_REGION: '  ', profile: d }, d, 'profile'],
    [{ explicit: ` ${b} ` }, b, 'explicit'],
  ] as const)('of %j is %s, from %s (BO1)', (sources, region, from) => {
    expect(chooseRegion({ ...none, ...sources }, 'aws')).toEqual({
      ok: true,
      value: { region, partition: 'aws', from, note: null },
    });
  });

  it('is the partition’s own where none is set', () => {
    expect(chooseRegion(none, 'aws-us-gov')).toMatchObject({ value: { region: 'us-gov-west-1' } });
  });

  it('works with a note when it is not listed (BO1)', () => {
    expect(chooseRegion({ ...none, profile: 'eu-east-9' }, 'aws')).toEqual({
      ok: true,
      value: { region: 'eu-east-9', partition: 'aws', from: 'profile', note: 'not-listed' },
    });
  });

  it('does not give way to the next source when it is wrong (BO1)', () => {
    expect(chooseRegion({ ...none, AWS_REGION: 'useast1', profile: d }, 'aws')).toEqual({
      ok: false,
      failure: {
        cause: { kind: 'region-unknown', text: 'useast1', meant: 'us-east-1' },
        from: 'AWS_REGION',
      },
    });
  });

  it('is refused in another partition than the role’s', () => {
    expect(chooseRegion({ ...none, AWS_REGION: a }, 'aws-cn')).toEqual({
      ok: false,
      failure: {
        cause: { kind: 'region-elsewhere', region: a, partition: 'aws', wanted: 'aws-cn' },
        from: 'AWS_REGION',
      },
    });
  });
});

describe('the region of a session', () => {
  it('is the identity’s own, whatever region of the partition a role wants (BO6)', () => {
    for (const { name } of regionsOf('aws')) {
      expect(sessionRegion('eu-central-1', name)).toEqual({ ok: true, value: 'eu-central-1' });
    }
  });

  it('serves no region of another partition (BO6)', () => {
    const others = allRegions.filter(({ partition }) => partition !== 'aws');
    expect(others.length).toBeGreaterThan(5);
    for (const { name, partition } of others) {
      expect(sessionRegion('eu-central-1', name)).toEqual({
        ok: false,
        failure: { kind: 'region-elsewhere', region: name, partition, wanted: 'aws' },
      });
    }
  });

  it.each([
    ['nowhere', 'us-east-1'],
    ['us-east-1', 'nowhere'],
  ])('cannot be told of %s and %s', (identity, role) => {
    expect(sessionRegion(identity, role)).toMatchObject({
      ok: false,
      failure: { kind: 'region-unknown', text: 'nowhere' },
    });
  });
});
