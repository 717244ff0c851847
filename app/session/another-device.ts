import type { Failure } from '../failure.ts';
import type { IdentityCheck } from '../model.ts';
import { unlockers } from './lock.ts';
import type { AppState } from './state.ts';

/** Looking up, while it is locked, which device an identity has by now. `of`: the lock it was asked in. */
export type AnotherDevice =
  | { readonly kind: 'none' }
  | ({ readonly identity: string; readonly of: number } & (
      | { readonly kind: 'asking' }
      /** Codes of this one are asked for from now on. `inFile`: a file goes on naming the one before it. */
      | { readonly kind: 'found'; readonly serial: string; readonly inFile: boolean }
      | { readonly kind: 'still-listed' }
      | { readonly kind: 'none-listed' }
      | { readonly kind: 'failed'; readonly failure: Failure }
    ));

export type AnotherDeviceEvent =
  | { readonly kind: 'another-device'; readonly lookup: AnotherDevice }
  | {
      readonly kind: 'device-replaced';
      readonly lookup: Extract<AnotherDevice, { readonly kind: 'found' }>;
      readonly check: IdentityCheck;
    };

/** Devices that others took the place of in this run, by their serials. */
export type ReplacedSerials = ReadonlyMap<string, string>;

/** One more; what led to the one that is gone now leads to the new one. */
export const withReplaced = (
  replaced: ReplacedSerials,
  from: string,
  to: string,
): ReplacedSerials =>
  new Map([...replaced].map(([old, by]) => [old, by === from ? to : by] as const)).set(from, to);

/** Identities and roles as the files name them, with the devices that took others' places. */
export const replacingSerials = <T extends Pick<AppState, 'identities' | 'roles'>>(
  catalog: T,
  replaced: ReplacedSerials,
): T => {
  if (replaced.size === 0) return catalog;
  const now = <O extends { readonly serial: string | null }>(one: O): O => {
    const serial = one.serial === null ? undefined : replaced.get(one.serial);
    return serial === undefined ? one : { ...one, serial };
  };
  const all = <O extends { readonly serial: string | null }>(
    named: ReadonlyMap<string, O>,
  ): ReadonlyMap<string, O> => new Map([...named].map(([name, one]) => [name, now(one)]));
  return { ...catalog, identities: all(catalog.identities), roles: all(catalog.roles) };
};

/** A device takes another's place only in the lock that it was asked in; the lock itself stays as it is. */
export const reduceAnotherDevice = (state: AppState, event: AnotherDeviceEvent): AppState => {
  const { lookup } = event;
  const isOfThisLock =
    lookup.kind !== 'none' && state.lock.kind === 'locked' && lookup.of === state.lock.locks;
  if (!isOfThisLock || !unlockers(state).includes(lookup.identity)) return state;
  if (event.kind === 'another-device') return { ...state, anotherDevice: lookup };
  const { identity, serial } = event.lookup;
  const before = state.identities.get(identity);
  if (before === undefined || before.serial === null) return state;
  const { identities, roles } = replacingSerials(state, new Map([[before.serial, serial]]));
  const known = identities.get(identity);
  return {
    ...state,
    anotherDevice: lookup,
    identities:
      known === undefined
        ? identities
        : new Map(identities).set(identity, { ...known, check: event.check }),
    roles,
    // What was said of a code was said of the other device's.
    codeChecks: new Map([...state.codeChecks].filter(([name]) => name !== identity)),
    ask: { ...state.ask, chosen: identity },
  };
};
