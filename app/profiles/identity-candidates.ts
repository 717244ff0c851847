import type { Secret } from '../secret.ts';
import type { Place, Profile, ProfileName, ProfileSet } from './profile.ts';

/** A long-term key in the files that can be taken into the keychain. */
export type IdentityCandidate = {
  readonly name: ProfileName;
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  /** Named by the profile itself, else by the roles that use it, if they agree. */
  readonly mfaSerial: string | null;
  readonly region: string | null;
  readonly where: readonly Place[];
};

/** All profiles with a long-term key pair (no session token), in file order. */
export const identityCandidates = ({ profiles }: ProfileSet): readonly IdentityCandidate[] => {
  const serialsByUsers = serialsOfUsers(profiles.values());
  const candidates: IdentityCandidate[] = [];
  for (const { name, keys, mfaSerial, region, where } of profiles.values()) {
    if (keys.kind !== 'long-term') continue;
    const [serial, ...others] = serialsByUsers.get(name) ?? [];
    candidates.push({
      name,
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey,
      mfaSerial: mfaSerial ?? (others.length === 0 ? (serial ?? null) : null),
      region,
      where,
    });
  }
  return candidates;
};

const serialsOfUsers = (profiles: Iterable<Profile>): ReadonlyMap<string, ReadonlySet<string>> => {
  const serials = new Map<string, Set<string>>();
  for (const { source, mfaSerial } of profiles) {
    if (source.kind !== 'profile' || mfaSerial === null) continue;
    const known = serials.get(source.name) ?? new Set();
    serials.set(source.name, known.add(mfaSerial));
  }
  return serials;
};
