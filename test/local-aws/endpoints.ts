import type { Service } from './errors.ts';

/** Regions a scope may name; the first of a partition is where its global services are signed for. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: [
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
    'af-south-1',
    'ap-east-1',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
    'sa-east-1',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
  'aws-eusc': ['eusc-de-east-1'],
};

/** `sts.eu-west-1.amazonaws.com`, `sts-fips.us-gov-west-1.api.aws` and so on. */
const REGIONAL =
  /^[a-z0-9-]+\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.(?:com\.cn|eu))(?::\d+)?$/;
const GLOBAL = /^(?:sts|iam)\.amazonaws\.com(?::\d+)?$/;

/**
 * The regions a request may be signed for: IAM's is the first of the partition; the name of a
 * regional endpoint, where a client was led here by such a name, leaves just that one.
 */
export const regionsFor = (
  service: Service,
  { host, partition }: { readonly host: string; readonly partition: string },
): readonly string[] => {
  const all = REGIONS[partition] ?? [];
  const named = REGIONAL.exec(host)?.[1];
  if (named !== undefined) return all.filter((region) => region === named);
  return service === 'iam' || GLOBAL.test(host) ? all.slice(0, 1) : all;
};
