import { fail, ok, type Result } from '../result.ts';
import { partitionById, type PartitionId } from './partitions.ts';
import { checkRegion, requirePartition, type RegionFailure } from './region.ts';

/**
 * Which region counts (aws-rules.md, Shared files): the first of these that is set.
 *
 * | rank | source                                             |
 * |------|----------------------------------------------------|
 * | 1    | explicit: named for this call or in the settings   |
 * | 2    | AWS_REGION                                         |
 * | 3    | AWS_DEFAULT_REGION                                 |
 * | 4    | `region` of the profile                            |
 * | 5    | the partition's own, when only that is known       |
 *
 * Empty texts count as not set, as in the SDKs. The first that is set decides even when it is wrong: a region that
 * silently yields to the next would hide a typing error.
 */
export type RegionSources = {
  readonly explicit: string | null;
  readonly AWS_REGION: string | null;
  readonly AWS_DEFAULT_REGION: string | null;
  readonly profile: string | null;
};

const RANK = ['explicit', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'profile'] as const;

type RegionSource = (typeof RANK)[number] | 'partition';

export type ChosenRegion = {
  readonly region: string;
  readonly partition: PartitionId;
  readonly from: RegionSource;
  /** Set for a region this app has not heard of (BO1). */
  readonly note: 'not-listed' | null;
};

/** The first source that is set, unchecked; null when none is. */
export const firstRegion = (
  sources: RegionSources,
): { readonly region: string; readonly from: RegionSource } | null => {
  for (const from of RANK) {
    const region = sources[from]?.trim() ?? '';
    if (region !== '') return { region, from };
  }
  return null;
};

const elsewhere = (region: string, partition: PartitionId, wanted: PartitionId): RegionFailure => ({
  kind: 'region-elsewhere',
  region,
  partition,
  wanted,
});

/**
 * The region for calls about an identity or role of `partition` (that of its ARN). Fails, naming the source, for an
 * unknown region and for one of another partition: credentials are never valid across partitions.
 */
export const chooseRegion = (
  sources: RegionSources,
  partition: PartitionId,
): Result<ChosenRegion, { readonly cause: RegionFailure; readonly from: RegionSource }> => {
  const first = firstRegion(sources);
  const region = first?.region ?? partitionById(partition)?.globalRegion ?? '';
  const from = first?.from ?? 'partition';
  const found = requirePartition(region);
  if (!found.ok) return fail({ cause: found.failure, from });
  if (found.value.id !== partition)
    return fail({ cause: elsewhere(region, found.value.id, partition), from });
  const note = checkRegion(region).kind === 'listed' ? null : 'not-listed';
  return ok({ region, partition, from, note });
};

/**
 * The region an identity's session is asked for in when a role wants `roleRegion`: always the identity's own, since
 * one session from a regional endpoint serves roles in every region of its partition (BO6). So roles of ten regions
 * cost one session, and one code. Fails when the two lie in different partitions.
 */
export const sessionRegion = (
  identityRegion: string,
  roleRegion: string,
): Result<string, RegionFailure> => {
  const identity = requirePartition(identityRegion);
  if (!identity.ok) return identity;
  const role = requirePartition(roleRegion);
  if (!role.ok) return role;
  return role.value.id === identity.value.id
    ? ok(identityRegion)
    : fail(elsewhere(roleRegion, role.value.id, identity.value.id));
};
