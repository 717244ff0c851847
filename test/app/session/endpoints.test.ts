import { describe, expect, it } from 'vitest';
import {
  endpointsAnswered,
  endpointsMoved,
  endpointsOver,
  type ServedEndpoint,
} from '../../../app/session/endpoints.ts';
import { freshGrant } from '../../../app/session/state.ts';
import {
  heldOf,
  HOUR,
  MINUTE,
  NOW,
  role,
  roleOf,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const dev = role('dev');
const endpoint = (changes: Partial<ServedEndpoint> = {}): ServedEndpoint => ({
  id: 'role:dev',
  target: dev,
  of: null,
  phase: { kind: 'on' },
  fetched: null,
  asking: null,
  ...changes,
});
const stateWith = (one: ServedEndpoint, parts: Parameters<typeof stateOf>[0] = {}) =>
  stateOf({ roles: [roleOf('dev')], endpoints: new Map([[one.id, one]]), ...parts });

describe('a request of an endpoint', () => {
  const asking = { request: 'endpoint 1', until: NOW + MINUTE };

  it.each([
    ['stands while nothing is held', [wanted(dev)], NOW, []],
    ['has its answer with valid credentials', [wanted(dev, { held: heldOf() })], NOW, ['role:dev']],
    ['stands when they have ended', [wanted(dev, { held: heldOf({ expiresAt: NOW }) })], NOW, []],
    ['is given up after its time', [freshGrant(dev)], NOW + MINUTE, ['role:dev']],
  ])('%s', (_, grants, now, expected) => {
    const state = stateWith(endpoint({ asking }), { grants });
    expect(endpointsAnswered(state, now).map(({ id }) => id)).toEqual(expected);
  });

  it('moves with the reckoning of time, and so does the last fetch', () => {
    const state = stateWith(endpoint({ asking, fetched: { at: NOW, by: 'aws-cli' } }));
    expect([...endpointsMoved(state, HOUR).values()]).toMatchObject([
      { asking: { until: NOW + HOUR + MINUTE }, fetched: { at: NOW + HOUR } },
    ]);
  });
});

describe('an endpoint is over', () => {
  it.each([
    ['not while its profile is there', [roleOf('dev')], [], 0],
    ['not while something is held, profile or not', [], [wanted(dev, { held: heldOf() })], 0],
    ['when neither is', [], [wanted(dev)], 1],
  ])('%s', (_, roles, grants, count) => {
    expect(endpointsOver(stateWith(endpoint(), { roles, grants }))).toHaveLength(count);
  });
});
