import { expect, test } from 'vitest';
import { regionsFor } from './endpoints.ts';

test.each([
  ['sts.eu-west-1.amazonaws.com', ['eu-west-1']],
  ['sts.eu-west-1.amazonaws.com:8443', ['eu-west-1']],
  ['sts-fips.us-east-2.amazonaws.com', ['us-east-2']],
  ['sts.ap-southeast-2.api.aws', ['ap-southeast-2']],
  ['sts.amazonaws.com', ['us-east-1']],
  ['sts.us-gov-west-1.amazonaws.com', []],
  ['sts.nowhere-9.amazonaws.com', []],
])('by the name %s STS is signed for %o', (host, regions) => {
  expect(regionsFor('sts', { host, partition: 'aws' })).toEqual(regions);
});

test.each([
  ['aws', 'us-east-1', 30],
  ['aws-cn', 'cn-north-1', 2],
  ['aws-us-gov', 'us-gov-west-1', 2],
  ['aws-eusc', 'eusc-de-east-1', 1],
])('in %s IAM is signed for %s, STS for any of %i', (partition, region, count) => {
  const host = '127.0.0.1:4000';
  expect(regionsFor('iam', { host, partition })).toEqual([region]);
  expect(regionsFor('sts', { host, partition })).toHaveLength(count);
});

test.each([
  ['sts.us-gov-east-1.amazonaws.com', 'aws-us-gov', 'us-gov-east-1'],
  ['sts.cn-northwest-1.amazonaws.com.cn', 'aws-cn', 'cn-northwest-1'],
  ['sts.cn-north-1.api.amazonwebservices.com.cn', 'aws-cn', 'cn-north-1'],
  ['sts.eusc-de-east-1.amazonaws.eu', 'aws-eusc', 'eusc-de-east-1'],
])('%s is an endpoint of %s', (host, partition, region) => {
  expect(regionsFor('sts', { host, partition })).toEqual([region]);
});
