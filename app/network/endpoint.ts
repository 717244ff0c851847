import type { Endpoints } from '../model.ts';
import type { Endpoint } from '../ports.ts';
import { chooseRegion, firstRegion } from '../regions/choose.ts';
import { iamEndpoint, stsEndpoint } from '../regions/endpoints.ts';
import { checkRegion, partitionOfArn, type RegionFailure } from '../regions/region.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Environment } from './environment.ts';

/** What one profile says about endpoints; null: nothing. */
export type ProfileNetwork = {
  readonly region: string | null;
  readonly endpoints: {
    readonly sts: string | null;
    readonly iam: string | null;
    readonly ignored: boolean | null;
  };
  readonly fips: boolean | null;
  readonly dualStack: boolean | null;
  readonly caBundle: string | null;
};

/** Why a call has nowhere to go. */
export type EndpointFailure =
  | RegionFailure
  /** A URL and a way to AWS's own endpoints at once: the SDKs refuse it too, since the URL may be neither. */
  | {
      readonly kind: 'url-and-way';
      readonly url: string;
      readonly way: 'fips' | 'dual-stack';
    };

/** STS is regional; where nothing names a region, the oldest one. */
const DEFAULT_REGION = 'us-east-1';

const flag = (text: string | undefined): boolean | null => {
  const word = text?.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
};

/**
 * Where calls of a profile go, as the SDKs have it ("Service-specific endpoints", AWS SDKs and Tools reference):
 *
 * | rank | endpoint of STS (and the same of IAM)                                                      |
 * |------|--------------------------------------------------------------------------------------------|
 * | 1    | none configured: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, else ignore_configured_endpoint_urls |
 * | 2    | AWS_ENDPOINT_URL_STS                                                                       |
 * | 3    | AWS_ENDPOINT_URL                                                                           |
 * | 4    | `endpoint_url` under `sts` in the profile's `services` section                             |
 * | 5    | `endpoint_url` of the profile                                                              |
 * | 6    | the regional endpoint of the partition (`endpointFor`)                                     |
 *
 * FIPS, dual-stack and the CA bundle: the environment, else the profile. What a profile leaves open the profile
 * that holds the keys (`end`) decides, but for the region, which every profile names for itself.
 */
export const configuredEndpoints = (
  environment: Environment,
  profile: ProfileNetwork | null,
  end: ProfileNetwork | null,
): Endpoints => {
  const first = <T>(pick: (from: ProfileNetwork) => T | null): T | null =>
    (profile && pick(profile)) ?? (end && pick(end)) ?? null;
  const ignored =
    flag(environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS) ??
    first(({ endpoints }) => endpoints.ignored) ??
    false;
  const everywhere = environment.AWS_ENDPOINT_URL ?? null;
  const region = firstRegion({
    explicit: null,
    AWS_REGION: environment.AWS_REGION ?? null,
    AWS_DEFAULT_REGION: environment.AWS_DEFAULT_REGION ?? null,
    profile: profile?.region ?? null,
  });
  return {
    region: region?.region ?? null,
    sts: ignored
      ? null
      : (environment.AWS_ENDPOINT_URL_STS ?? everywhere ?? first(({ endpoints }) => endpoints.sts)),
    iam: ignored
      ? null
      : (environment.AWS_ENDPOINT_URL_IAM ?? everywhere ?? first(({ endpoints }) => endpoints.iam)),
    fips: flag(environment.AWS_USE_FIPS_ENDPOINT) ?? first(({ fips }) => fips) ?? false,
    dualStack:
      flag(environment.AWS_USE_DUALSTACK_ENDPOINT) ?? first(({ dualStack }) => dualStack) ?? false,
    caBundle: environment.AWS_CA_BUNDLE ?? first(({ caBundle }) => caBundle),
  };
};

/** Nothing configured: the partition's own endpoints. */
export const plainEndpoints: Endpoints = {
  region: null,
  sts: null,
  iam: null,
  fips: false,
  dualStack: false,
  caBundle: null,
};

/** Whether AWS's own endpoint is used in a region that is in no list here: it works, with a note (BO1). */
export const isUnlisted = ({ region, sts }: Pick<Endpoints, 'region' | 'sts'>): boolean =>
  region !== null && sts === null && checkRegion(region).kind === 'fits-pattern';

/**
 * The endpoint of one call (BO1). `arn` is what the call is about, when known: its partition stands in for a region
 * nobody named, and a region of another partition is refused, since credentials never cross. A configured URL may be
 * any server that speaks STS, with regions of its own, so there the region is signed as it stands.
 */
export const endpointFor = (
  service: 'sts' | 'iam',
  endpoints: Endpoints,
  arn: string | null,
): Result<Endpoint, EndpointFailure> => {
  const url = endpoints[service];
  const { fips, dualStack, caBundle } = endpoints;
  const partition = arn === null ? null : partitionOfArn(arn);
  const region = endpoints.region ?? partition?.globalRegion ?? DEFAULT_REGION;
  if (url !== null)
    return fips || dualStack
      ? fail({ kind: 'url-and-way', url, way: fips ? 'fips' : 'dual-stack' })
      : ok({ region, url, caBundle });
  if (partition !== null) {
    const named = { explicit: region, AWS_REGION: null, AWS_DEFAULT_REGION: null, profile: null };
    const chosen = chooseRegion(named, partition.id);
    if (!chosen.ok) return fail(chosen.failure.cause);
  }
  const found = (service === 'sts' ? stsEndpoint : iamEndpoint)({ region, fips, dualStack });
  return found.ok
    ? ok({ region: found.value.signingRegion, url: found.value.url, caBundle })
    : found;
};
