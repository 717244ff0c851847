import { readFileSync } from 'node:fs';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { z } from 'zod';

/** What the AWS SDK knows of partitions, regions and endpoints: the oracle for the app's own table. */

const decoder = z.object({
  partitions: z.array(
    z.object({
      id: z.string(),
      regionRegex: z.string(),
      regions: z.record(z.string(), z.object({ description: z.string() })),
      outputs: z.object({
        dnsSuffix: z.string(),
        dualStackDnsSuffix: z.string(),
        implicitGlobalRegion: z.string(),
        supportsDualStack: z.boolean(),
        supportsFIPS: z.boolean(),
      }),
    }),
  ),
});

export type SdkPartition = z.infer<typeof decoder>['partitions'][number];

// The package does not export its data, only lookups in it; so its file is read as text and run by itself.
const dataFile = new URL(
  '../../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
  import.meta.url,
);
const loaded: unknown = await import(
  `data:text/javascript,${encodeURIComponent(readFileSync(dataFile, 'utf8'))}`
);

export const sdkPartitions: readonly SdkPartition[] = z
  .object({ partitionsInfo: decoder })
  .parse(loaded).partitionsInfo.partitions;

/** The regions of a partition without its pseudo-region such as `aws-global`. */
export const sdkRegions = ({ id, regions }: SdkPartition): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(regions)
      .filter(([name]) => name !== `${id}-global`)
      .map(([name, { description }]) => [name, description]),
  );

/** Only ever asked where they would send a call; they send none. */
const options = {
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:9',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
};
const sts = new STSClient(options);
const iam = new IAMClient(options);

const schemes = z.array(z.object({ signingRegion: z.string().optional() })).optional();

/** Where the SDK would send a call, and the region it would sign for (null: the client's own). */
export const sdkEndpoint = (
  service: 'sts' | 'iam',
  wish: { readonly region: string; readonly fips: boolean; readonly dualStack: boolean },
): { readonly url: string; readonly signingRegion: string | null } => {
  const asked = { Region: wish.region, UseFIPS: wish.fips, UseDualStack: wish.dualStack };
  const { url, properties } =
    service === 'sts'
      ? sts.config.endpointProvider({ ...asked, UseGlobalEndpoint: false })
      : iam.config.endpointProvider(asked);
  const signingRegion = schemes.parse(properties?.['authSchemes'])?.[0]?.signingRegion ?? null;
  return { url: url.href.replace(/\/$/, ''), signingRegion };
};
