import { describe, expect, it } from 'vitest';
import type { RoleRow } from '../../app/view/window.ts';
import { hasGrants } from '../../renderer/state/has-grants.ts';
import { fresh, madeRow, roleRow, sessionRow, snapshot } from '../support/snapshots.ts';

const broken = {
  kind: 'broken-profile',
  profile: 'dev',
  cause: { kind: 'no-such-profile', profile: 'grace', namedBy: 'dev' },
} as const;
const withRole = (changes: Partial<RoleRow> = {}) =>
  snapshot({
    groups: [{ account: '111122223333', alias: null, rows: [roleRow('dev', changes)] }],
  });

describe('something to lock, and lifetimes to look at', () => {
  it.each([
    ['a session of an identity', snapshot({ sessions: [sessionRow('ada')] })],
    ['what was made directly', snapshot({ made: [madeRow('guest')] })],
    ['a role that can be started, without any identity', withRole()],
    ['a role that is held, although its profile broke', withRole({ broken, phase: fresh(0, 1) })],
  ])('are there with %s', (_, shown) => {
    expect(hasGrants(shown)).toBe(true);
  });

  it.each([
    ['nothing', snapshot({})],
    ['roles alone that cannot be started', withRole({ broken })],
  ])('are not there with %s', (_, shown) => {
    expect(hasGrants(shown)).toBe(false);
  });
});
