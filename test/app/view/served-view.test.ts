import { describe, expect, it } from 'vitest';
import type { ServedEndpoint } from '../../../app/session/endpoints.ts';
import { servedOf } from '../../../app/view/served-view.ts';
import { NOW, role, roleOf, stateOf } from '../../support/model-state.ts';

const dev = role('dev');
const endpoint = (id: string, changes: Partial<ServedEndpoint> = {}): ServedEndpoint => ({
  id,
  target: dev,
  of: null,
  phase: { kind: 'on' },
  fetched: null,
  asking: null,
  ...changes,
});
const served = (
  endpoints: readonly ServedEndpoint[],
  parts: Parameters<typeof stateOf>[0] = {},
  target = dev,
) =>
  servedOf(
    stateOf({
      roles: [roleOf('dev')],
      endpoints: new Map(endpoints.map((one) => [one.id, one])),
      ...parts,
    }),
    target,
    (at) => at + 7,
  );

describe('what a row tells of its endpoints', () => {
  it.each<[string, readonly ServedEndpoint[]]>([
    ['there is none', []],
    ['one is being opened', [endpoint('a', { phase: { kind: 'opening' } })]],
    ['one is another role’s', [endpoint('a', { target: role('ops') })]],
  ])('off while %s', (_, endpoints) => {
    expect(served(endpoints)).toEqual({ kind: 'off' });
  });

  it('names each program that has one of its own once', () => {
    const of = (program: string, pid: number) => ({ of: { program, pid } });
    const endpoints = [
      endpoint('of 1', of('make', 1)),
      endpoint('of 2', of('make', 2)),
      endpoint('of 3', of('terraform', 3)),
    ];
    expect(served(endpoints)).toMatchObject({ shared: false, programs: ['make', 'terraform'] });
  });

  it('tells the last fetch of all, by the clock of this computer', () => {
    const endpoints = [
      endpoint('role:dev', { fetched: { at: NOW, by: 'aws-cli' } }),
      endpoint('of 1', { of: { program: 'make', pid: 1 }, fetched: { at: NOW + 1, by: 'make' } }),
    ];
    expect(served(endpoints)).toMatchObject({ fetched: { at: NOW + 8, by: 'make' } });
  });

  it.each([true, false])('whether [default] hides it: %s', (hidden) => {
    const parts = { defaultHasCredentials: hidden };
    expect(served([endpoint('role:dev')], parts)).toMatchObject({ hidden });
  });
});
