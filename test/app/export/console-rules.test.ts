import { describe, expect, it } from 'vitest';
import type { How } from '../../../app/credentials/made.ts';
import { originOfGrant, plainSignIn, planSignIn } from '../../../app/export/console-rules.ts';
import { grantId, type GrantRef, type Held, type Role } from '../../../app/model.ts';
import { plainEndpoints } from '../../../app/network/endpoint.ts';
import type { AppState } from '../../../app/session/state.ts';
import { defaultSettings } from '../../../app/settings.ts';
import { trieMap } from '../../../app/trie-map.ts';
import {
  heldOf,
  identityOf,
  NOW,
  role,
  roleOf,
  session,
  stateOf,
  wanted,
} from '../../support/model-state.ts';

const made: GrantRef = { kind: 'made', name: 'narrow' };
const policies = { policy: null, policyArns: [] };
const assumed: How = {
  kind: 'assumed-role',
  profile: 'dev',
  roleSessionName: 'ada',
  durationSeconds: 3600,
  ...policies,
  sourceIdentity: null,
  tags: [],
  transitiveTagKeys: [],
};
const vouched = { roleArn: 'arn:aws:iam::111122223333:role/x', durationSeconds: null, ...policies };
const hows: { readonly [K in How['kind']]: Extract<How, { kind: K }> } = {
  'assumed-role': assumed,
  saml: {
    kind: 'saml',
    principalArn: 'arn:aws:iam::111122223333:saml-provider/p',
    endpoints: plainEndpoints,
    ...vouched,
  },
  'web-identity': {
    kind: 'web-identity',
    roleSessionName: 'ada',
    providerId: null,
    tokenFile: null,
    endpoints: plainEndpoints,
    ...vouched,
  },
  'federated-user': {
    kind: 'federated-user',
    identity: 'ada',
    userName: 'guest',
    durationSeconds: null,
    ...policies,
    tags: [],
  },
  imported: { kind: 'imported', path: '/home/ada/saved.json', format: 'boto' },
};

const holding = (ref: GrantRef, held: Partial<Held>, over: Partial<AppState> = {}): AppState => ({
  ...stateOf({ roles: [roleOf('dev')] }),
  ...over,
  grants: trieMap([[grantId(ref), wanted(ref, { held: heldOf(held) })]]),
});

const madeBy = (how: How, held: Partial<Held> = {}): AppState =>
  holding(made, held, { made: new Map([['narrow', { name: 'narrow', how }]]) });

const withRole = (one: Role, held: Partial<Held> = {}): AppState =>
  holding(role('dev'), held, { roles: new Map([['dev', one]]) });

const sourced = (source: 'environment' | 'container' | 'web-identity', chained: boolean): Role =>
  roleOf('dev', {
    chain: {
      kind: 'sourced',
      source:
        source === 'web-identity' ? { kind: source, tokenFile: '/run/token' } : { kind: source },
      roles: ['dev'],
      chained,
    },
  });

describe('how credentials came about, for the console', () => {
  it.each<[string, AppState, GrantRef, ReturnType<typeof originOfGrant>]>([
    ['a role taken with the key', withRole(roleOf('dev')), role('dev'), 'key'],
    [
      'a role taken with the key and a code of its own',
      withRole(roleOf('dev'), { withCode: true }),
      role('dev'),
      'key',
    ],
    [
      'a role taken under a session',
      withRole(roleOf('dev'), { underSessionOf: NOW }),
      role('dev'),
      'chained',
    ],
    [
      'a role that is going to be taken under a session',
      stateOf({ roles: [roleOf('dev')] }),
      role('dev'),
      'chained',
    ],
    [
      'a role that is going to take a code of its own',
      stateOf({ roles: [roleOf('dev', { durationSeconds: 7200 })] }),
      role('dev'),
      'key',
    ],
    ['a role behind a role', withRole(roleOf('dev', { via: ['base'] })), role('dev'), 'chained'],
    [
      'a role from keys with a session token',
      withRole(roleOf('dev', { temporary: true })),
      role('dev'),
      'chained',
    ],
    [
      'a role from a long-term key of the environment',
      withRole(sourced('environment', false)),
      role('dev'),
      'key',
    ],
    ['a role from a container', withRole(sourced('container', true)), role('dev'), 'chained'],
    ['a role from a token', withRole(sourced('web-identity', false)), role('dev'), 'vouched'],
    ['a narrowed role taken with the key', madeBy(assumed), made, 'key'],
    [
      'a narrowed role taken under a session',
      madeBy(assumed, { underSessionOf: NOW }),
      made,
      'chained',
    ],
    ['a role by SAML', madeBy(hows.saml), made, 'vouched'],
    ['a role by web identity', madeBy(hows['web-identity']), made, 'vouched'],
    ['a federated user', madeBy(hows['federated-user']), made, 'federated'],
    ['credentials from a file', madeBy(hows.imported), made, 'imported'],
    [
      'a session from a file',
      madeBy(hows.imported, { arn: 'arn:aws:iam::111122223333:user/ada' }),
      made,
      'session',
    ],
    ['a session', stateOf(), session(), 'session'],
    ['a name nobody has', stateOf(), role('gone'), null],
  ])('%s', (_title, state, ref, origin) => {
    expect(originOfGrant(state, ref)).toBe(origin);
  });
});

const asking = (state: AppState, ref: GrantRef, over: Partial<typeof plainSignIn> = {}) => {
  const plan = planSignIn(state, ref, { ...plainSignIn, ...over });
  return plan.ok ? plan.value : plan.failure;
};

describe('SessionDuration', () => {
  it.each([900, 3600, 43_200])('of %d s is asked for a role taken with the key', (seconds) => {
    expect(
      asking(withRole(roleOf('dev')), role('dev'), { durationSeconds: seconds }),
    ).toMatchObject({ durationSeconds: seconds });
  });

  it.each([899, 43_201, 0, -900, 3600.5, Number.NaN])('of %d s is out of range', (seconds) => {
    expect(asking(withRole(roleOf('dev')), role('dev'), { durationSeconds: seconds })).toEqual({
      kind: 'console-duration',
      target: role('dev'),
      because: 'range',
    });
  });

  it.each<[string, AppState, GrantRef]>([
    ['chained', withRole(roleOf('dev'), { underSessionOf: NOW }), role('dev')],
    ['vouched', madeBy(hows.saml), made],
    ['federated', madeBy(hows['federated-user']), made],
    ['imported', madeBy(hows.imported), made],
  ])('cannot be chosen for what is %s, which signs in without', (because, state, ref) => {
    const failure = { kind: 'console-duration', target: ref, because };
    expect(asking(state, ref, { durationSeconds: 3600 })).toEqual(failure);
    expect(asking(state, ref)).toMatchObject({ durationSeconds: null });
  });
});

describe('a sign-in', () => {
  it('of a session fails, before anything is sent', () => {
    expect(asking(stateOf(), session())).toEqual({ kind: 'console-session', target: session() });
  });

  const inPartition = (partition: string, region: string | null = null): AppState =>
    withRole(
      roleOf('dev', {
        roleArn: `arn:${partition}:iam::111122223333:role/dev`,
        endpoints: { ...plainEndpoints, region },
      }),
    );

  it.each([
    ['aws', 'https://signin.aws.amazon.com'],
    ['aws-cn', 'https://signin.amazonaws.cn'],
    ['aws-us-gov', 'https://signin.amazonaws-us-gov.com'],
    ['aws-eusc', 'https://signin.amazonaws-eusc.eu'],
  ])('in %s goes to %s', (partition, signIn) => {
    expect(asking(inPartition(partition), role('dev'))).toMatchObject({ place: { signIn } });
  });

  it.each(['aws-iso', 'aws-iso-b', 'minio'])('in %s has nowhere to go', (partition) => {
    expect(asking(inPartition(partition), role('dev'))).toEqual({ kind: 'no-console', partition });
  });

  it('goes to the server of the settings, in every partition', () => {
    const settings = { ...defaultSettings, signInEndpoint: 'http://127.0.0.1:9' };
    expect(asking({ ...inPartition('aws-iso'), settings }, role('dev'))).toMatchObject({
      place: { signIn: 'http://127.0.0.1:9' },
    });
  });

  it('of a federated user goes where its identity is, when STS did not say', () => {
    const check = {
      kind: 'known',
      arn: 'arn:aws-cn:iam::111122223333:user/ada',
      account: '111122223333',
      alias: null,
      user: 'ada',
      devices: [],
    } as const;
    const state = madeBy(hows['federated-user']);
    const identities = new Map([['ada', identityOf({ check })]]);
    expect(asking({ ...state, identities }, made)).toMatchObject({
      place: { console: 'https://console.amazonaws.cn' },
    });
  });

  it('leads to the region of the profile, or of the asker', () => {
    const state = inPartition('aws', 'eu-west-1');
    expect(asking(state, role('dev'), { destination: 's3' })).toMatchObject({
      destination: 'https://console.aws.amazon.com/s3/home?region=eu-west-1',
    });
    expect(asking(state, role('dev'), { region: 'us-east-2' })).toMatchObject({
      destination: 'https://console.aws.amazon.com/console/home?region=us-east-2',
    });
  });

  it.each([
    ['nowhere-1', 'region-unknown'],
    ['cn-north-1', 'region-elsewhere'],
  ])('to the region %s fails: %s', (region, kind) => {
    expect(asking(inPartition('aws'), role('dev'), { region })).toMatchObject({
      kind: 'endpoint',
      cause: { kind },
    });
  });

  it('to another host fails', () => {
    expect(asking(inPartition('aws'), role('dev'), { destination: 'https://evil.test/' })).toEqual({
      kind: 'console-destination',
      console: 'https://console.aws.amazon.com',
    });
  });
});
