import { foreignDetail } from '../../app/detail.ts';
import type { CopyAs, Shell } from '../../app/export/names.ts';
import type { Failure } from '../../app/failure.ts';
import { isProfileName, type ProfileName } from '../../app/profiles/profile.ts';
import { nothingFound } from '../../app/session/found.ts';
import { defaultSettings } from '../../app/settings.ts';
import type {
  Ask,
  Life,
  MadeRow,
  Next,
  Phase,
  Problem,
  RoleGroup,
  RoleRow,
  SessionRow,
  WindowSnapshot,
} from '../../app/view/window.ts';

/** Pictures for looking at the window and for its tests; `now` is an argument as everywhere. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const fresh = (now: number, left: number, life = HOUR): Phase => ({
  kind: 'fresh',
  obtainedAt: now - (life - left),
  endsAt: now + left,
  renews: true,
});

/** A code is asked for ahead of the end. */
export const asksAhead = (now: number, left: number, life = HOUR): Phase => ({
  kind: 'needs-code',
  obtainedAt: now - (life - left),
  endsAt: now + left,
  endedAt: null,
});

/** The life that goes with a phase. */
export const lifeIn = (phase: Phase): Life | null =>
  'obtainedAt' in phase ? { obtainedAt: phase.obtainedAt, endsAt: phase.endsAt } : null;

/** What comes next in a phase. */
const nextIn = (phase: Phase): Next | null => {
  if (phase.kind === 'due') return { kind: 'renewing' };
  if (phase.kind === 'needs-code' && phase.endsAt !== null)
    return { kind: 'needs-you', at: phase.endsAt };
  if (phase.kind !== 'fresh') return null;
  return phase.renews
    ? { kind: 'renews', at: phase.endsAt - 20 * MINUTE }
    : { kind: 'needs-you', at: phase.endsAt };
};

/** From when on a session with a code is drawn as soon needing the person, with the usual lead. */
const soonIn = (phase: Phase): number | null => {
  const life = lifeIn(phase);
  if (life === null) return null;
  return life.endsAt - Math.min(10 * MINUTE, (life.endsAt - life.obtainedAt) / 3);
};

const exportsFor = (form: Shell): CopyAs => ({ form, block: 'exports' });

const usualNotice: RoleRow['notice'] = { lead: { seconds: 600, chosen: false }, end: 'none' };

export const roleRow = (name: string, changes: Partial<RoleRow> = {}): RoleRow => ({
  id: `role:${name}`,
  ref: { kind: 'role', profile: name },
  name,
  roleArn: 'arn:aws:iam::111122223333:role/Developer',
  account: '111122223333',
  alias: 'acme-dev',
  roleName: 'Developer',
  region: 'eu-central-1',
  unlistedRegion: false,
  chain: ['ada', name],
  favourite: false,
  tags: [],
  phase: { kind: 'off' },
  life: lifeIn(changes.phase ?? { kind: 'off' }),
  next: nextIn(changes.phase ?? { kind: 'off' }),
  trouble: null,
  copied: { kind: 'no' },
  served: { kind: 'off' },
  live: false,
  signIn: { kind: 'no' },
  noConsole: null,
  guard: null,
  lasts: { seconds: 3600, why: 'shares-session' },
  longest: null,
  notice: usualNotice,
  renewals: null,
  who: null,
  broken: null,
  ...changes,
});

export const madeRow = (name: string, changes: Partial<MadeRow> = {}): MadeRow => ({
  id: `made:${name}`,
  ref: { kind: 'made', name },
  name,
  how: 'federated-user',
  from: 'ada',
  account: '111122223333',
  alias: 'acme-dev',
  favourite: false,
  tags: [],
  remade: true,
  forgets: false,
  phase: { kind: 'off' },
  life: lifeIn(changes.phase ?? { kind: 'off' }),
  next: nextIn(changes.phase ?? { kind: 'off' }),
  trouble: null,
  copied: { kind: 'no' },
  served: { kind: 'off' },
  live: false,
  signIn: { kind: 'no' },
  noConsole: null,
  guard: null,
  guardInherited: false,
  notice: { lead: null, end: 'none', snoozes: [], remindsAt: null },
  who: null,
  ...changes,
});

export const sessionRow = (identity: string, changes: Partial<SessionRow> = {}): SessionRow => ({
  id: `session:${identity}`,
  ref: { kind: 'session', identity },
  identity,
  account: '111122223333',
  alias: 'acme-dev',
  userArn: `arn:aws:iam::111122223333:user/${identity}`,
  user: identity,
  devices: [{ serial: `arn:aws:iam::111122223333:mfa/${identity}`, kind: 'codes' }],
  serial: `arn:aws:iam::111122223333:mfa/${identity}`,
  region: 'eu-central-1',
  unlistedRegion: false,
  origin: 'keychain',
  check: 'known',
  phase: { kind: 'off' },
  life: lifeIn(changes.phase ?? { kind: 'off' }),
  trouble: null,
  copied: { kind: 'no' },
  served: { kind: 'off' },
  live: false,
  noConsole: { kind: 'console-session', target: { kind: 'session', identity } },
  guard: null,
  withoutMfa: false,
  notice: usualNotice,
  next: nextIn(changes.phase ?? { kind: 'off' }),
  soonFrom: soonIn(changes.phase ?? { kind: 'off' }),
  waitedFor: changes.phase?.kind === 'needs-code' && changes.phase.endsAt === null,
  ...changes,
});

export const asked = (
  changes: Partial<Extract<Ask, { readonly kind: 'asked' }>> = {},
): Extract<Ask, { readonly kind: 'asked' }> => ({
  kind: 'asked',
  identity: 'ada',
  account: '111122223333',
  serial: 'arn:aws:iam::111122223333:mfa/ada',
  waiting: ['dev', 'staging', 'prod-admin'],
  waitingCount: 6,
  askedBy: [],
  nextCodeAt: null,
  checking: false,
  failure: null,
  refusals: 0,
  others: [],
  ending: null,
  ...changes,
});

export const deniedFailure: Failure = {
  kind: 'aws',
  operation: 'AssumeRole',
  cause: 'denied',
  code: 'AccessDenied',
  message:
    'User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Admin',
  status: 403,
  requestId: '8f2c7a1e-3d0b-4c55-9a6b-0f6f3e1d2c4b',
};

export const codeRefused: Failure = {
  kind: 'aws',
  operation: 'GetSessionToken',
  cause: 'code-refused',
  code: 'AccessDenied',
  message: 'MultiFactorAuthentication failed with invalid MFA one time pass code.',
  status: 403,
  requestId: '0d8f2c7a-1e3d-4c55-9a6b-2c4b0f6f3e1d',
};

export const offlineFailure: Failure = {
  kind: 'network',
  operation: 'AssumeRole',
  host: 'sts.eu-central-1.amazonaws.com',
  code: 'ENOTFOUND',
};

export const groups = (phase: (name: string) => Phase): readonly RoleGroup[] => [
  {
    account: '111122223333',
    alias: 'acme-dev',
    rows: [
      roleRow('dev', { phase: phase('dev') }),
      roleRow('dev-readonly', { phase: phase('dev-readonly'), roleName: 'ReadOnly' }),
      roleRow('partner', {
        phase: phase('partner'),
        roleName: 'PartnerAccess',
        lasts: { seconds: 3600, why: 'shares-session' },
      }),
    ],
  },
  {
    account: '444455556666',
    alias: null,
    rows: [
      roleRow('staging', {
        phase: phase('staging'),
        account: '444455556666',
        alias: null,
        roleName: 'Admin',
        roleArn: 'arn:aws:iam::444455556666:role/Admin',
      }),
      roleRow('long-build', {
        phase: phase('long-build'),
        account: '444455556666',
        alias: null,
        roleName: 'Build',
        lasts: { seconds: 43200, why: 'own-code' },
      }),
    ],
  },
  {
    account: '777788889999',
    alias: 'acme-production',
    rows: [
      roleRow('prod-admin', {
        phase: phase('prod-admin'),
        account: '777788889999',
        alias: 'acme-production',
        roleName: 'Admin',
        guard: { rule: 'prod', answered: false },
        chain: ['ada', 'hub', 'prod-admin'],
        lasts: { seconds: 3600, why: 'chained' },
      }),
    ],
  },
];

export const snapshot = (changes: Partial<WindowSnapshot> = {}): WindowSnapshot => ({
  revision: 1,
  platform: 'linux',
  language: 'en',
  stage: { kind: 'ready' },
  ask: { kind: 'none' },
  confirm: null,
  lock: { kind: 'open' },
  sessions: [],
  groups: [],
  marks: { favourites: [], recents: [], tags: [], grouping: 'account' },
  made: [],
  keys: [],
  operations: [],
  problems: [],
  set: { kind: 'none' },
  needsYouAt: null,
  clipboard: { kind: 'empty' },
  keyForm: { kind: 'closed' },
  assertion: { kind: 'none' },
  found: nothingFound,
  doctor: { kind: 'none' },
  globalShortcut: { kind: 'off' },
  ledger: { kind: 'closed' },
  profiles: { kind: 'closed' },
  updates: {
    version: '0.1.0',
    installed: { kind: 'own', installs: false },
    feed: 'https://downloads.example.org/fobwatch/',
    mode: 'notify',
    checkedAt: null,
    check: { kind: 'none' },
    installs: false,
  },
  lab: { work: { kind: 'idle' }, busy: false, there: null, things: [], stages: [] },
  toldError: null,
  details: [],
  settings: {
    path: '/home/ada/.config/fobwatch/settings.ini',
    configPath: '/home/ada/.aws/config',
    credentialsPath: '/home/ada/.aws/credentials',
    values: defaultSettings,
    exchange: { kind: 'none' },
    presence: { screen: true, sleep: true, idle: true, finger: false },
    loginStart: {
      entry: { kind: 'off' },
      refused: null,
      path: '/home/ada/.config/autostart/fobwatch.desktop',
    },
    command: '/home/ada/.config/Fobwatch/bin/fobwatch',
    shell: 'bash',
    vaultBackend: 'GNOME Keyring',
  },
  connection: { test: { kind: 'none' }, proxyPassword: { kind: 'none' } },
  devices: {
    wizard: { kind: 'closed' },
    left: [],
    work: { kind: 'none' },
    sources: [],
    sourceFailure: null,
  },
  skew: 0,
  go: { to: 'roles', at: 0, identity: null, row: null },
  ...changes,
});

const session = (now: number): SessionRow =>
  sessionRow('ada', { phase: fresh(now, 7 * HOUR + 5 * MINUTE, 12 * HOUR) });

const running: Readonly<Record<string, number>> = {
  dev: 42 * MINUTE,
  'dev-readonly': 42 * MINUTE,
  partner: 9 * MINUTE + 5_000,
  staging: 58 * MINUTE,
  'prod-admin': 25 * MINUTE,
};

const mixed =
  (now: number) =>
  (name: string): Phase => {
    const left = running[name];
    return left === undefined ? { kind: 'off' } : fresh(now, left);
  };

const patch = (
  all: readonly RoleGroup[],
  changes: Readonly<Record<string, Partial<RoleRow>>>,
): readonly RoleGroup[] =>
  all.map((group) => ({
    ...group,
    rows: group.rows.map((row) => ({ ...row, ...changes[row.name] })),
  }));

const devName = ((): ProfileName => {
  const name = 'dev';
  if (!isProfileName(name)) throw new Error('dev is a profile name');
  return name;
})();

const vaultProblem: Problem = {
  kind: 'vault',
  backend: 'The Secret Service (GNOME Keyring, KWallet)',
  detail: foreignDetail('The name org.freedesktop.secrets was not provided by any .service files'),
};

/** Every picture worth looking at, by name. */
export const pictures = (now: number): Readonly<Record<string, WindowSnapshot>> => {
  const ready = snapshot({
    sessions: [session(now)],
    groups: groups(mixed(now)),
    needsYouAt: now + 7 * HOUR + 5 * MINUTE,
  });
  const waiting = (): Phase => ({ kind: 'needs-code', endsAt: null, endedAt: null });
  const asking = snapshot({
    ask: asked(),
    sessions: [sessionRow('ada', { phase: { kind: 'needs-code', endsAt: null, endedAt: null } })],
    groups: groups(waiting),
    go: { to: 'code', at: 1, identity: null, row: null },
  });
  return {
    ready,
    asking,
    checking: { ...asking, ask: asked({ checking: true, nextCodeAt: now + 14_000 }) },
    wrong: {
      ...asking,
      ask: asked({ failure: codeRefused, refusals: 1, nextCodeAt: now + 14_000 }),
      skew: 70_000,
    },
    'wrong-twice': {
      ...asking,
      ask: asked({ failure: codeRefused, refusals: 2, others: ['grace', 'linus'] }),
    },
    spent: {
      ...ready,
      ask: asked({ waiting: ['long-build'], waitingCount: 1, nextCodeAt: now + 14_000 }),
    },
    aside: { ...asking, ask: { kind: 'aside', identity: 'ada', remindsAt: null } },
    'put-off': {
      ...asking,
      ask: { kind: 'aside', identity: 'ada', remindsAt: now + 5 * MINUTE },
    },
    starting: {
      ...ready,
      groups: groups(() => ({ kind: 'starting' })),
    },
    'due-soon': {
      ...ready,
      sessions: [sessionRow('ada', { phase: asksAhead(now, 8 * MINUTE, 12 * HOUR) })],
      groups: groups(() => fresh(now, 8 * MINUTE)),
      needsYouAt: now + 8 * MINUTE,
      ask: asked({
        waiting: [],
        waitingCount: 0,
        ending: {
          targets: [{ kind: 'session', identity: 'ada' }],
          actions: [{ kind: 'snooze', seconds: 300 }, { kind: 'let-end' }],
        },
      }),
    },
    copied: {
      ...ready,
      groups: patch(ready.groups, {
        dev: { copied: { kind: 'copied', as: exportsFor('bash'), clearsAt: now + 48_000 } },
        staging: { copied: { kind: 'cleared' } },
        'long-build': {
          phase: { kind: 'starting' },
          copied: { kind: 'pending', as: exportsFor('fish') },
        },
      }),
      clipboard: {
        kind: 'holds',
        target: { kind: 'role', profile: 'dev' },
        what: 'exports',
        clearsAt: now + 48_000,
        copy: now + 48_000,
      },
    },
    failures: {
      ...ready,
      sessions: [
        sessionRow('ada', {
          phase: { kind: 'failed' },
          trouble: {
            failure: {
              ...codeRefused,
              kind: 'aws',
              cause: 'key-unknown',
              code: 'InvalidClientTokenId',
              message: 'The security token included in the request is invalid.',
            },
            retryAt: null,
          },
        }),
      ],
      groups: patch(ready.groups, {
        staging: { phase: { kind: 'failed' }, trouble: { failure: deniedFailure, retryAt: null } },
        dev: {
          phase: { kind: 'due', obtainedAt: now - 50 * MINUTE, endsAt: now + 10 * MINUTE },
          trouble: {
            failure: {
              ...deniedFailure,
              kind: 'aws',
              cause: 'throttled',
              code: 'Throttling',
              message: 'Rate exceeded',
              status: 400,
            },
            retryAt: now + 12_000,
          },
        },
        partner: {
          phase: { kind: 'off' },
          broken: {
            kind: 'broken-profile',
            profile: 'partner',
            cause: { kind: 'no-such-profile', profile: 'grace', namedBy: 'partner' },
          },
        },
      }),
    },
    offline: {
      ...ready,
      groups: patch(ready.groups, {
        dev: { trouble: { failure: offlineFailure, retryAt: now + 30_000 } },
        staging: { trouble: { failure: offlineFailure, retryAt: now + 31_000 } },
      }),
    },
    loading: snapshot({ stage: { kind: 'loading' } }),
    empty: snapshot({ stage: { kind: 'empty' } }),
    'no-keychain': snapshot({
      stage: { kind: 'empty' },
      problems: [vaultProblem],
      settings: { ...ready.settings, vaultBackend: null },
    }),
    'broken-file': snapshot({
      stage: { kind: 'empty' },
      problems: [
        {
          kind: 'aws-file',
          path: '/home/ada/.aws/config',
          detail: foreignDetail('EACCES: permission denied'),
        },
      ],
    }),
    'no-roles': snapshot({ sessions: [session(now)] }),
    problems: {
      ...ready,
      problems: [
        {
          kind: 'profile',
          problem: {
            kind: 'invalid-setting',
            file: 'config',
            path: '/home/ada/.aws/config',
            line: 12,
            profile: devName,
            key: 'duration_seconds',
            rule: { kind: 'range', min: 900, max: 43200 },
          },
        },
        { kind: 'clock', skew: 70_000 },
      ],
    },
    'problems-many': {
      ...ready,
      problems: [
        vaultProblem,
        { kind: 'clock', skew: 70_000 },
        { kind: 'importable', profile: 'grace', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
        {
          kind: 'setting',
          path: ready.settings.path,
          problem: {
            kind: 'value',
            line: 9,
            key: 'session.token_life',
            value: '99d',
            rule: 'a time from 900 to 129600 seconds, such as 90s, 10m or 12h',
          },
        },
      ],
    },
    importable: snapshot({
      sessions: [],
      groups: groups(() => ({ kind: 'off' })),
      problems: [{ kind: 'importable', profile: 'ada', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
    }),
    several: {
      ...ready,
      sessions: [
        session(now),
        sessionRow('grace', {
          phase: { kind: 'needs-code', endsAt: null, endedAt: null },
          account: '444455556666',
          alias: null,
        }),
        sessionRow('ci', {
          phase: fresh(now, 3 * HOUR, 12 * HOUR),
          withoutMfa: true,
          origin: 'file',
          serial: null,
        }),
      ],
    },
    settings: { ...ready, go: { to: 'settings', at: 2, identity: null, row: null } },
    'settings-network': {
      ...ready,
      go: { to: 'network', at: 2, identity: null, row: null },
      problems: [{ kind: 'unchecked-endpoint', url: 'https://sts.example.org:8443' }],
      connection: {
        proxyPassword: { kind: 'gone' },
        test: {
          kind: 'tested',
          steps: [
            {
              kind: 'passed',
              step: 'endpoint',
              fact: {
                step: 'endpoint',
                url: 'https://sts.eu-central-1.amazonaws.com',
                region: 'eu-central-1',
              },
            },
            {
              kind: 'passed',
              step: 'proxy',
              fact: { step: 'proxy', proxy: 'proxy.corp:3128', from: 'environment' },
            },
            {
              kind: 'failed',
              step: 'tunnel',
              failure: {
                kind: 'proxy',
                operation: 'GetCallerIdentity',
                proxy: 'proxy.corp:3128',
                cause: 'login',
                code: 'HTTP 407',
              },
            },
          ],
        },
      },
    },
    'key-form': snapshot({ keyForm: { kind: 'open', failure: null, suggestedName: 'ada' } }),
    'key-form-field': snapshot({
      keyForm: {
        kind: 'open',
        suggestedName: 'ada',
        failure: { kind: 'field', field: 'accessKeyId', rule: '16 to 128 letters and digits' },
      },
    }),
    'key-form-vault': snapshot({
      keyForm: {
        kind: 'open',
        suggestedName: 'ada',
        failure: {
          kind: 'vault',
          action: 'store',
          backend: 'GNOME Keyring',
          detail: foreignDetail('locked'),
        },
      },
    }),
    'key-form-storing': snapshot({ keyForm: { kind: 'storing' } }),
  };
};
