import type { Grant, GrantRef, Held, Identity, Role } from '../../app/model.ts';
import { grantId } from '../../app/model.ts';
import { plainEndpoints } from '../../app/network/endpoint.ts';
import type { Wall } from '../../app/session/notices.ts';
import { emptyState } from '../../app/session/empty-state.ts';
import { freshGrant, type AppState } from '../../app/session/state.ts';
import { trieMap } from '../../app/trie-map.ts';

/** Parts of an app state for tests of decisions: ada with a device, roles under her, times as the test says. */
export const NOW = 1_800_000_000_000;
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DEVICE = 'arn:aws:iam::111122223333:mfa/ada';

/** The clock on a wall in UTC, which goes right. */
export const utc: Wall = {
  local: (at) => at,
  timeOfDay: (at) => Math.floor(at / SECOND) % 86_400,
};

export const session = (identity = 'ada'): GrantRef => ({ kind: 'session', identity });
export const role = (profile: string): GrantRef => ({ kind: 'role', profile });

export const identityOf = (over: Partial<Identity> = {}): Identity => ({
  name: 'ada',
  accessKeyId: 'AKIAMODEL00000000001',
  origin: 'keychain',
  serial: DEVICE,
  mfaByDefault: true,
  endpoints: plainEndpoints,
  check: { kind: 'unchecked' },
  ...over,
});

/** A role reached through `via`, roles from the key's side; its chain ends at ada. */
export const roleOf = (
  profile: string,
  over: Partial<Role> & { readonly via?: readonly string[]; readonly temporary?: boolean } = {},
): Role => {
  const { via = [], temporary = false, ...rest } = over;
  return {
    profile,
    roleArn: `arn:aws:iam::111122223333:role/${profile}`,
    account: '111122223333',
    roleName: profile,
    durationSeconds: null,
    externalId: null,
    roleSessionName: null,
    serial: null,
    endpoints: plainEndpoints,
    chain: { kind: 'walks', identity: 'ada', roles: [...via, profile], temporary },
    ...rest,
  };
};

/** Credentials held since `NOW`, for an hour unless told otherwise. */
export const heldOf = (over: Partial<Held> = {}): Held => ({
  obtainedAt: NOW,
  expiresAt: NOW + HOUR,
  withCode: false,
  underSessionOf: null,
  arn: null,
  packedPolicySize: null,
  madeFor: '',
  ...over,
});

/** A session of 12 h got with a code at `NOW`. */
export const sessionHeld = (over: Partial<Held> = {}): Held =>
  heldOf({ expiresAt: NOW + 12 * HOUR, withCode: true, ...over });

export const wanted = (ref: GrantRef, over: Partial<Grant> = {}): Grant => ({
  ...freshGrant(ref),
  wish: 'wanted',
  ...over,
});

export const stateOf = (
  parts: {
    readonly roles?: readonly Role[];
    readonly identities?: readonly Identity[];
    readonly grants?: readonly Grant[];
  } & Partial<Omit<AppState, 'roles' | 'identities' | 'grants'>> = {},
): AppState => {
  const { roles = [], identities = [identityOf()], grants = [], ...rest } = parts;
  return {
    ...emptyState,
    loaded: true,
    vault: { kind: 'ready', backend: 'model keychain' },
    roles: new Map(roles.map((one) => [one.profile, one])),
    identities: new Map(identities.map((one) => [one.name, one])),
    keyOwners: new Map(
      identities.flatMap(({ accessKeyId, check }) =>
        check.kind === 'known' ? [[accessKeyId, check] as const] : [],
      ),
    ),
    grants: trieMap(grants.map((one) => [grantId(one.ref), one])),
    ...rest,
  };
};
