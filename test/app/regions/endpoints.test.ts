import { describe, expect, it } from 'vitest';
import { iamEndpoint, stsEndpoint } from '../../../app/regions/endpoints.ts';
import { allRegions } from '../../../app/regions/region.ts';
import { sdkEndpoint } from './sdk.ts';

const ways = [
  { fips: false, dualStack: false },
  { fips: true, dualStack: false },
  { fips: false, dualStack: true },
  { fips: true, dualStack: true },
] as const;

/** New ones too, of which only the pattern is known. */
const regions = [
  ...allRegions.map(({ name }) => name),
  'us-north-1',
  'cn-south-1',
  'us-gov-north-1',
];

const wishes = regions.flatMap((region) => ways.map((way) => ({ region, ...way })));

/**
 * The SDK makes FIPS hosts up for every region; AWS runs them in the United States and Canada, in GovCloud and in the
 * ISO partitions (IAM user guide, "Dual-stack endpoint support"; botocore's endpoints.json).
 */
const withoutStsFips = /^(?!us-|ca-|us-gov-|us-iso|eu-isoe-)/;
const withoutIamFips = /^(cn|eusc)-/;

describe('STS endpoints', () => {
  it('agree with the SDK, signed for their region, wherever AWS runs them (BO1)', () => {
    const judged = wishes.filter(({ fips, region }) => !fips || !withoutStsFips.test(region));
    expect(judged.length).toBeGreaterThan(100);
    for (const wish of judged) {
      const url = sdkEndpoint('sts', wish).url;
      expect(stsEndpoint(wish)).toEqual({ ok: true, value: { url, signingRegion: wish.region } });
    }
  });

  it('are refused with FIPS where AWS runs none', () => {
    const judged = wishes.filter(({ fips, region }) => fips && withoutStsFips.test(region));
    expect(judged.length).toBeGreaterThan(50);
    for (const wish of judged) {
      expect(stsEndpoint(wish)).toMatchObject({
        ok: false,
        failure: { kind: 'no-fips-endpoint', service: 'STS', region: wish.region },
      });
    }
  });

  it.each([
    ['us-east-1', false, false, 'https://sts.us-east-1.amazonaws.com'],
    ['us-east-1', true, false, 'https://sts-fips.us-east-1.amazonaws.com'],
    ['eu-west-3', false, true, 'https://sts.eu-west-3.api.aws'],
    ['ca-west-1', true, true, 'https://sts-fips.ca-west-1.api.aws'],
    ['us-gov-east-1', true, false, 'https://sts.us-gov-east-1.amazonaws.com'],
    ['cn-north-1', false, true, 'https://sts.cn-north-1.api.amazonwebservices.com.cn'],
    ['eusc-de-east-1', false, false, 'https://sts.eusc-de-east-1.amazonaws.eu'],
    ['us-isob-west-1', false, false, 'https://sts.us-isob-west-1.sc2s.sgov.gov'],
    ['il-north-3', false, false, 'https://sts.il-north-3.amazonaws.com'],
  ])('%s, FIPS %s, dual-stack %s: %s', (region, fips, dualStack, url) => {
    expect(stsEndpoint({ region, fips, dualStack })).toEqual({
      ok: true,
      value: { url, signingRegion: region },
    });
  });

  it('are refused for an unknown region, with what was meant (BO1)', () => {
    expect(stsEndpoint({ region: 'EU-WEST-1', fips: false, dualStack: false })).toEqual({
      ok: false,
      failure: { kind: 'region-unknown', text: 'EU-WEST-1', meant: 'eu-west-1' },
    });
  });
});

describe('IAM endpoints', () => {
  it('agree with the SDK in host and signing region, wherever AWS runs them', () => {
    const judged = wishes.filter(({ fips, region }) => !fips || !withoutIamFips.test(region));
    expect(judged.length).toBeGreaterThan(100);
    for (const wish of judged) {
      expect(iamEndpoint(wish)).toEqual({ ok: true, value: sdkEndpoint('iam', wish) });
    }
  });

  it.each(['cn-north-1', 'cn-northwest-1', 'eusc-de-east-1'])(
    'are refused with FIPS in %s',
    (region) => {
      expect(iamEndpoint({ region, fips: true, dualStack: false })).toMatchObject({
        ok: false,
        failure: { kind: 'no-fips-endpoint', service: 'IAM', region },
      });
    },
  );

  it('are refused for an unknown region', () => {
    expect(iamEndpoint({ region: 'nowhere', fips: false, dualStack: false })).toEqual({
      ok: false,
      failure: { kind: 'region-unknown', text: 'nowhere', meant: null },
    });
  });
});
