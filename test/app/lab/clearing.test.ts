import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isEmpty,
  partOf,
  removals,
  settlesAt,
  type LabFound,
  type Removal,
} from '../../../app/lab/clearing.ts';
import { trialName, type Trial } from '../../../app/lab/trial.ts';

const NAME = 'fobwatch-lab-abcdefghij';
const SERIAL = `arn:aws:iam::111122223333:mfa/${NAME}`;
const full: LabFound = {
  users: [{ name: NAME, keys: ['AKIA1'], devices: [SERIAL], policies: ['fobwatch-lab'] }],
  roles: [{ name: NAME, policies: ['fobwatch-lab'] }],
  devices: [{ serial: SERIAL, user: NAME }],
};
const bare: LabFound = {
  users: [{ name: NAME, keys: [], devices: [], policies: [] }],
  roles: [{ name: NAME, policies: [] }],
  devices: [{ serial: SERIAL, user: null }],
};

/** What IAM would list after a call, which it refuses while something hangs on what it removes. */
const after = (found: LabFound, one: Removal): LabFound => {
  const users = (edit: (user: LabFound['users'][number]) => LabFound['users'][number]) =>
    found.users.map((user) => ('user' in one && user.name === one.user ? edit(user) : user));
  switch (one.kind) {
    case 'key':
      return {
        ...found,
        users: users((user) => ({
          ...user,
          keys: user.keys.filter((key) => key !== one.accessKeyId),
        })),
      };
    case 'deactivate':
      return {
        ...found,
        users: users((user) => ({
          ...user,
          devices: user.devices.filter((serial) => serial !== one.serial),
        })),
        devices: found.devices.map((device) =>
          device.serial === one.serial ? { ...device, user: null } : device,
        ),
      };
    case 'user-policy':
      return {
        ...found,
        users: users((user) => ({
          ...user,
          policies: user.policies.filter((policy) => policy !== one.policy),
        })),
      };
    case 'role-policy':
      return {
        ...found,
        roles: found.roles.map((role) =>
          role.name === one.role
            ? { ...role, policies: role.policies.filter((policy) => policy !== one.policy) }
            : role,
        ),
      };
    case 'device':
      return { ...found, devices: found.devices.filter(({ serial }) => serial !== one.serial) };
    case 'role':
      return { ...found, roles: found.roles.filter(({ name }) => name !== one.role) };
    default:
      return { ...found, users: found.users.filter(({ name }) => name !== one.user) };
  }
};

describe('EX4: what is removed of a trial', () => {
  it('what hangs on a user or role goes first', () => {
    expect(removals(full).map(({ kind }) => kind)).toEqual([
      'key',
      'deactivate',
      'user-policy',
      'role-policy',
    ]);
  });

  it('then the role, the device and the user themselves', () => {
    expect(removals(bare).map(({ kind }) => kind)).toEqual(['role', 'device', 'user']);
  });

  it('from whatever is there, round by round, nothing is left and each call is one IAM takes', () => {
    const names = fc.uniqueArray(fc.constantFrom('key-1', 'key-2'), { maxLength: 2 });
    const someFound = fc.record({
      users: fc.array(
        fc.record({
          name: fc.constant(NAME),
          keys: names,
          devices: fc.uniqueArray(fc.constant(SERIAL), { maxLength: 1 }),
          policies: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }),
        }),
        { maxLength: 1 },
      ),
      roles: fc.array(
        fc.record({
          name: fc.constant(NAME),
          policies: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }),
        }),
        { maxLength: 1 },
      ),
      devices: fc.array(fc.record({ serial: fc.constant(SERIAL), user: fc.constant(null) }), {
        maxLength: 1,
      }),
    });
    fc.assert(
      fc.property(someFound, (start) => {
        let found: LabFound = start;
        for (let round = 0; round < 4 && !isEmpty(found); round += 1)
          for (const one of removals(found)) {
            const user = one.kind === 'user' ? found.users[0] : undefined;
            expect(user?.keys ?? []).toEqual([]);
            expect(user?.devices ?? []).toEqual([]);
            found = after(found, one);
          }
        expect(isEmpty(found)).toBe(true);
      }),
    );
  });

  it.each([
    ['another trial', { ...bare, users: [{ ...bare.users[0], name: 'fobwatch-lab-other' }] }],
    ['a person', { ...bare, users: [{ ...bare.users[0], name: 'ada' }] }],
  ])('never %s', (_who, found) => {
    const users = found.users.map(({ name }) => ({ name, keys: [], devices: [], policies: [] }));
    expect(partOf({ ...bare, users }, (name) => name === NAME).users).toEqual([]);
  });

  it('never a device or role without the name of a trial, even if all are meant', () => {
    const found: LabFound = {
      users: [],
      roles: [{ name: 'fobwatch', policies: [] }],
      devices: [{ serial: 'arn:aws:iam::111122223333:mfa/ada', user: null }],
    };
    expect(isEmpty(partOf(found, () => true))).toBe(true);
  });
});

describe('when nothing that is found means that nothing is there', () => {
  const trial: Trial = {
    name: NAME,
    identity: 'ada',
    account: '111122223333',
    partition: 'aws',
    lastAt: 1_000_000,
    whole: false,
  };

  it.each([
    ['at once without a trial', null, 1_000_000, null],
    ['at once after one that was seen whole', { ...trial, whole: true }, 1_000_000, null],
    ['a minute after the last creation', trial, 1_000_001, 1_060_000],
    ['and not later', trial, 1_060_000, null],
  ])('%s', (_when, one, now, at) => {
    expect(settlesAt(one, now)).toBe(at);
  });
});

it('names of trials differ, and are names that IAM takes', () => {
  const names = Array.from({ length: 50 }, () => trialName(Math.random));
  expect(new Set(names).size).toBe(50);
  for (const name of names) expect(name).toMatch(/^fobwatch-lab-[a-z0-9]{10}$/);
});
