import type { VirtualDevice } from '../devices/iam-changes.ts';
import type { Instant } from '../model.ts';
import { isTrialName, labThing, trialOfDevice, type LabThing, type Trial } from './trial.ts';

/** What an account holds of trials, as IAM lists it at the moment. */
export type LabFound = {
  readonly users: readonly {
    readonly name: string;
    readonly keys: readonly string[];
    readonly devices: readonly string[];
    readonly policies: readonly string[];
  }[];
  readonly roles: readonly { readonly name: string; readonly policies: readonly string[] }[];
  readonly devices: readonly VirtualDevice[];
};

/** One call that removes something. */
export type Removal =
  | { readonly kind: 'deactivate'; readonly user: string; readonly serial: string }
  | { readonly kind: 'key'; readonly user: string; readonly accessKeyId: string }
  | { readonly kind: 'user-policy'; readonly user: string; readonly policy: string }
  | { readonly kind: 'role-policy'; readonly role: string; readonly policy: string }
  | { readonly kind: 'device'; readonly serial: string }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'user'; readonly user: string };

/** Whose things are meant: of one trial by name, of all, or of all but one. */
export type Whose = (name: string) => boolean;

/** The part of what was found that is meant; what bears no name of a trial never is, whatever its path. */
export const partOf = ({ users, roles, devices }: LabFound, whose: Whose): LabFound => {
  const meant = (name: string): boolean => isTrialName(name) && whose(name);
  return {
    users: users.filter(({ name }) => meant(name)),
    roles: roles.filter(({ name }) => meant(name)),
    devices: devices.filter(({ serial }) => {
      const name = trialOfDevice(serial);
      return name !== null && meant(name);
    }),
  };
};

export const isEmpty = ({ users, roles, devices }: LabFound): boolean =>
  users.length + roles.length + devices.length === 0;

export const thingsFound = ({ users, roles, devices }: LabFound): readonly LabThing[] => [
  ...users.flatMap(({ name, keys }): readonly LabThing[] => [
    labThing('user', name),
    ...keys.map((key) => labThing('key', key)),
  ]),
  ...devices.map(({ serial }) => labThing('device', serial)),
  ...roles.map(({ name }) => labThing('role', name)),
];

/**
 * What can be removed now, decided from what is there alone, so that it may be asked again after any crash. What others
 * hang on comes when those are gone: a device is deleted when nobody has it, a user or role when nothing is in it.
 */
export const removals = ({ users, roles, devices }: LabFound): readonly Removal[] => {
  const assigned = new Set(users.flatMap((user) => user.devices));
  return [
    ...users.flatMap(({ name: user, keys, devices: own, policies }): readonly Removal[] => [
      ...keys.map((accessKeyId): Removal => ({ kind: 'key', user, accessKeyId })),
      ...own.map((serial): Removal => ({ kind: 'deactivate', user, serial })),
      ...policies.map((policy): Removal => ({ kind: 'user-policy', user, policy })),
    ]),
    ...roles.flatMap(({ name: role, policies }): readonly Removal[] =>
      policies.length === 0
        ? [{ kind: 'role', role }]
        : policies.map((policy): Removal => ({ kind: 'role-policy', role, policy })),
    ),
    ...devices
      .filter(({ serial, user }) => user === null && !assigned.has(serial))
      .map(({ serial }): Removal => ({ kind: 'device', serial })),
    ...users
      .filter(
        ({ keys, devices: own, policies }) => keys.length + own.length + policies.length === 0,
      )
      .map(({ name: user }): Removal => ({ kind: 'user', user })),
  ];
};

/** How long after the last creation, ms, something may still come to light that IAM did not list at first. */
const SETTLES = 60_000;

/** Until when nothing that is found means nothing that is there; null: it does already. */
export const settlesAt = (trial: Trial | null, now: Instant): Instant | null => {
  if (trial === null || trial.whole) return null;
  const at = trial.lastAt + SETTLES;
  return at > now ? at : null;
};
