import { describe, expect, it } from 'vitest';
import type { Failure } from '../../app/failure.ts';
import { offlineOf, unreachedBy } from '../../renderer/state/offline.ts';
import { roleRow, snapshot } from '../support/snapshots.ts';

const stopped = (cause: 'unreachable' | 'password'): Failure => ({
  kind: 'proxy',
  operation: 'AssumeRole',
  proxy: 'proxy.corp:3128',
  cause,
  code: 'ECONNREFUSED',
});

const shown = (failure: Failure) =>
  snapshot({
    groups: [
      {
        account: '1',
        alias: null,
        rows: ['dev', 'ops'].map((name) => ({
          ...roleRow(name),
          trouble: { failure, retryAt: null },
        })),
      },
    ],
  });

describe('a proxy that cannot be reached', () => {
  it('is told once for all rows, by its name', () => {
    expect(offlineOf(shown(stopped('unreachable')))).toMatchObject({ host: 'proxy.corp:3128' });
  });

  it('is not one that wants a password: that is told where it can be helped', () => {
    expect(offlineOf(shown(stopped('password')))).toBeNull();
    expect(unreachedBy(stopped('password'))).toBeNull();
  });
});
