import { fail, ok, type Result } from '../result.ts';
import type { Partition } from './partitions.ts';
import { requirePartition, type RegionFailure } from './region.ts';

/** How an endpoint is to be reached, as `use_fips_endpoint` and `use_dualstack_endpoint` say it. */
export type EndpointWish = {
  readonly region: string;
  readonly fips: boolean;
  readonly dualStack: boolean;
};

/** Where a call goes and what it is signed for. */
export type ServiceEndpoint = { readonly url: string; readonly signingRegion: string };

const noFips = (
  service: 'STS' | 'IAM',
  region: string,
  { id }: Partition,
): Result<never, RegionFailure> =>
  fail({ kind: 'no-fips-endpoint', service, region, partition: id });

/**
 * STS's regional endpoint, as the SDK's rule set makes it. Never the global one (sts.amazonaws.com): sessions from
 * there do not work in regions that an account had to opt into, and only the partition aws has it.
 * Fails for an unknown region and where AWS runs no FIPS endpoint.
 */
export const stsEndpoint = (wish: EndpointWish): Result<ServiceEndpoint, RegionFailure> => {
  const partition = requirePartition(wish.region);
  if (!partition.ok) return partition;
  const { dnsSuffix, dualStackSuffix, stsFips } = partition.value;
  const { region, fips, dualStack } = wish;
  const suffix = dualStack ? dualStackSuffix : dnsSuffix;
  if (!fips) return ok({ url: `https://sts.${region}.${suffix}`, signingRegion: region });
  if (stsFips === null || !stsFips.regions.test(region))
    return noFips('STS', region, partition.value);
  // GovCloud's plain hosts are its FIPS hosts; with IPv6 its hosts are named as everywhere.
  const label = dualStack ? 'sts-fips' : stsFips.label;
  return ok({ url: `https://${label}.${region}.${suffix}`, signingRegion: region });
};

/** IAM's endpoint: one for all regions of a partition, signed for the region IAM lives in there. */
export const iamEndpoint = (wish: EndpointWish): Result<ServiceEndpoint, RegionFailure> => {
  const partition = requirePartition(wish.region);
  if (!partition.ok) return partition;
  const { iam } = partition.value;
  const plain = wish.dualStack ? iam.dualStack : iam.plain;
  const host = wish.fips ? (wish.dualStack ? iam.fipsDualStack : iam.fips) : plain;
  return host === null
    ? noFips('IAM', wish.region, partition.value)
    : ok({ url: `https://${host}`, signingRegion: iam.signingRegion });
};
