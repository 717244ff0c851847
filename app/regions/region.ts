import { fail, ok, type Result } from '../result.ts';
import {
  partitionById,
  partitionIds,
  partitions,
  type Partition,
  type PartitionId,
} from './partitions.ts';

/** A region that is in the table. */
export type Region = {
  readonly name: string;
  /** AWS's words for the place: "Europe (Frankfurt)". */
  readonly place: string;
  readonly partition: PartitionId;
};

/** What a region's name is worth (BO1). */
export type RegionCheck =
  | { readonly kind: 'listed'; readonly region: Region }
  /** Newer than this app: it works, with the note that nobody here has heard of it. */
  | {
      readonly kind: 'fits-pattern';
      readonly region: string;
      readonly partition: PartitionId;
      readonly note: 'not-listed';
    }
  /** Nothing is sent to it. `meant`: the region that was most likely meant. */
  | { readonly kind: 'unknown'; readonly text: string; readonly meant: string | null };

/** Why no region or endpoint comes of what was given. Facts; the sentences are in view/words. */
export type RegionFailure =
  | { readonly kind: 'region-unknown'; readonly text: string; readonly meant: string | null }
  | {
      readonly kind: 'region-elsewhere';
      readonly region: string;
      readonly partition: PartitionId;
      readonly wanted: PartitionId;
    }
  | {
      readonly kind: 'no-fips-endpoint';
      readonly service: 'STS' | 'IAM';
      readonly region: string;
      readonly partition: PartitionId;
    };

const regionsByName: ReadonlyMap<string, Region> = new Map(
  partitionIds.flatMap((partition) =>
    Object.entries(partitions[partition].regions).map(([name, place]): [string, Region] => [
      name,
      { name, place, partition },
    ]),
  ),
);

/** Every listed region, by partition and then by name. */
export const allRegions: readonly Region[] = [...regionsByName.values()];

/** The listed regions of a partition, by name. */
export const regionsOf = (partition: PartitionId): readonly Region[] =>
  allRegions.filter((region) => region.partition === partition);

/** A region becomes a label of a host name and part of what is signed, so only what is right in both passes. */
const LABEL = /^[a-z0-9-]{1,63}$/;

const byPattern = (name: string): PartitionId | null =>
  LABEL.test(name) ? (partitionIds.find((id) => partitions[id].pattern.test(name)) ?? null) : null;

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** A listed region that differs in case, dashes or spaces only; for "aws-global" and its kind, the partition's own. */
const meantBy = (text: string): string | null => {
  const letters = lettersOf(text);
  const listed = allRegions.find(({ name }) => lettersOf(name) === letters);
  if (listed !== undefined) return listed.name;
  const globally = partitionById(/^(.+)-global$/.exec(text.trim().toLowerCase())?.[1] ?? '');
  return globally?.globalRegion ?? null;
};

/**
 * What a region's name is: listed, new but fitting a partition's pattern (it works, with a note), or unknown (BO1).
 * The name has to be exact: it is signed, so `US-EAST-1` is unknown, with us-east-1 as what was meant.
 */
export const checkRegion = (text: string): RegionCheck => {
  const region = regionsByName.get(text);
  if (region !== undefined) return { kind: 'listed', region };
  const partition = byPattern(text);
  if (partition !== null)
    return { kind: 'fits-pattern', region: text, partition, note: 'not-listed' };
  return { kind: 'unknown', text, meant: meantBy(text) };
};

/** The partition of a region, listed or fitting its pattern; null for an unknown one. */
export const partitionOf = (region: string): Partition | null => {
  const id = regionsByName.get(region)?.partition ?? byPattern(region);
  return id === null ? null : partitionById(id);
};

/** The same as a Result, for whatever cannot go on without a partition. */
export const requirePartition = (region: string): Result<Partition, RegionFailure> => {
  const partition = partitionOf(region);
  return partition === null
    ? fail({ kind: 'region-unknown', text: region, meant: meantBy(region) })
    : ok(partition);
};

/** The partition an ARN names; null for what is no ARN, and for partitions of other makers' servers. */
export const partitionOfArn = (arn: string): Partition | null =>
  partitionById(/^arn:([a-z0-9-]+):/.exec(arn)?.[1] ?? '');
