import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionById, partitionIds, partitions } from '../../../app/regions/partitions.ts';
import {
  allRegions,
  checkRegion,
  partitionOf,
  partitionOfArn,
  regionsOf,
} from '../../../app/regions/region.ts';
import { sdkPartitions, sdkRegions } from './sdk.ts';

describe('the partition table', () => {
  it('has the partitions the SDK has (BO1)', () => {
    expect(partitionIds.toSorted()).toEqual(sdkPartitions.map(({ id }) => id).toSorted());
  });

  it.each(sdkPartitions)('says of $id what the SDK says (BO1)', (sdk) => {
    const row = partitionById(sdk.id);
    expect(row?.dnsSuffix).toBe(sdk.outputs.dnsSuffix);
    expect(row?.dualStackSuffix).toBe(sdk.outputs.dualStackDnsSuffix);
    expect(row?.globalRegion).toBe(sdk.outputs.implicitGlobalRegion);
    expect(row?.pattern.source).toBe(sdk.regionRegex.replaceAll(String.raw`\-`, '-'));
    expect(row?.regions).toEqual(sdkRegions(sdk));
  });

  it.each(partitionIds)(
    'names the global region of %s, and the one IAM signs for, among its own',
    (id) => {
      const names = regionsOf(id).map(({ name }) => name);
      expect(names).toContain(partitions[id].globalRegion);
      expect(names).toContain(partitions[id].iam.signingRegion);
    },
  );

  it.each(partitionIds)('lists only regions of %s that fit its pattern and no other', (id) => {
    for (const { name } of regionsOf(id)) {
      expect(partitionIds.filter((other) => partitions[other].pattern.test(name))).toEqual([id]);
    }
  });
});

describe('sign-in hosts (aws-rules.md, Console sign-in)', () => {
  it.each([
    ['aws', 'signin.aws.amazon.com', 'console.aws.amazon.com'],
    ['aws-cn', 'signin.amazonaws.cn', 'console.amazonaws.cn'],
    ['aws-us-gov', 'signin.amazonaws-us-gov.com', 'console.amazonaws-us-gov.com'],
    ['aws-eusc', 'signin.amazonaws-eusc.eu', 'console.amazonaws-eusc.eu'],
  ] as const)('of %s are %s and %s', (id, signIn, console) => {
    expect(partitions[id].console).toEqual({ signIn, console });
  });

  it.each(['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'] as const)('%s has none', (id) => {
    expect(partitions[id].console).toBeNull();
  });
});

describe('a region', () => {
  it.each(allRegions)('$name is listed (BO1)', (region) => {
    expect(checkRegion(region.name)).toEqual({ kind: 'listed', region });
    expect(partitionOf(region.name)?.id).toBe(region.partition);
  });

  it.each([
    ['eu-east-7', 'aws'],
    ['mx-north-12', 'aws'],
    ['cn-south-1', 'aws-cn'],
    ['us-gov-north-1', 'aws-us-gov'],
    ['eusc-de-west-2', 'aws-eusc'],
    ['us-iso-south-1', 'aws-iso'],
    ['us-isob-north-1', 'aws-iso-b'],
    ['eu-isoe-east-1', 'aws-iso-e'],
    ['us-isof-west-1', 'aws-iso-f'],
  ] as const)('%s, not listed, works as one of %s with a note (BO1)', (region, partition) => {
    expect(checkRegion(region)).toEqual({
      kind: 'fits-pattern',
      region,
      partition,
      note: 'not-listed',
    });
    expect(partitionOf(region)?.id).toBe(partition);
  });

  it.each([
    ['', null],
    ['moon-base-1', null],
    ['us-east', null],
    ['us-east-1a', null],
    ['us-east-1.example.org', null],
    ['us-east-1/', 'us-east-1'],
    ['eu-weird_name-1', null],
    ['US-EAST-1', 'us-east-1'],
    [' us-east-1', 'us-east-1'],
    ['eu-west1', 'eu-west-1'],
    ['eu_central_1', 'eu-central-1'],
    ['aws-global', 'us-east-1'],
    ['aws-cn-global', 'cn-northwest-1'],
    ['aws-us-gov-global', 'us-gov-west-1'],
    [`us-${'x'.repeat(80)}-1`, null],
  ])('"%s" is unknown; meant was %s (BO1)', (text, meant) => {
    expect(checkRegion(text)).toEqual({ kind: 'unknown', text, meant });
    expect(partitionOf(text)).toBeNull();
  });

  it('fits a pattern exactly when the SDK says so, for names that can be part of a host', () => {
    const name = fc
      .tuple(
        fc.constantFrom(
          'us',
          'eu',
          'cn',
          'us-gov',
          'us-iso',
          'us-isob',
          'eu-isoe',
          'eusc-de',
          'zz',
          'eusc',
        ),
        fc.stringMatching(/^[a-z0-9]{0,6}$/),
        fc.stringMatching(/^[0-9a-z]{0,2}$/),
      )
      .map((parts) => parts.join('-'));
    fc.assert(
      fc.property(name, (region) => {
        const expected =
          sdkPartitions.find(
            ({ regionRegex, regions }) =>
              Object.hasOwn(regions, region) || new RegExp(regionRegex).test(region),
          )?.id ?? null;
        expect(partitionOf(region)?.id ?? null).toBe(expected);
      }),
    );
  });

  it('never lets through what could end a host name', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3 }).map((part) => `us-${part}-1`),
        (text) => (checkRegion(text).kind === 'unknown' ? true : /^[a-z0-9-]{1,63}$/.test(text)),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom('/', '.', '@', '#', ':', '\n', '_', ' '), (sign) => {
        expect(checkRegion(`us-ea${sign}st-1`).kind).toBe('unknown');
      }),
    );
  });
});

describe('the partition of an ARN', () => {
  it.each([
    ['arn:aws:iam::123456789012:role/Admin', 'aws'],
    ['arn:aws-cn:iam::123456789012:mfa/ann', 'aws-cn'],
    ['arn:aws-us-gov:sts::123456789012:assumed-role/a/b', 'aws-us-gov'],
    ['arn:aws-eusc:iam::123456789012:user/ann', 'aws-eusc'],
    ['arn:minio:iam:::role/x', null],
    ['arn:constructor:iam::1:role/x', null],
    ['GAHT12345678', null],
    ['', null],
  ])('%s: %s', (arn, id) => {
    expect(partitionOfArn(arn)?.id ?? null).toBe(id);
  });
});
