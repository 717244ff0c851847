import type { ProfileSet } from '../profiles/profile.ts';
import type { AppState } from '../session/state.ts';
import type { Check, Verdict } from './check.ts';
import type { MachineFacts, Permission } from './machine.ts';

/** AWS tolerates five minutes (aws-rules.md, Time); from half a minute on it is shown. */
const SHOWN_SKEW = 30_000;
const MOST_SKEW = 300_000;

/** After so many refusals in a row the device may be out of sync with AWS. */
const MANY_REFUSALS = 2;

const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/** Bits that nobody else should have: what holds secrets is for this user's eyes, the rest for this user's hand. */
const tooMuch: Readonly<Record<Permission['what'], number>> = {
  credentials: OTHERS,
  config: OTHERS_WRITE,
  'data-folder': OTHERS,
  'socket-folder': OTHERS,
  sealed: OTHERS,
};

/** Variables by which AWS's clients take credentials or a profile, whatever a command says. */
const DECIDING: ReadonlySet<string> = new Set([
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
]);

const when = (bad: boolean, verdict: Verdict): Verdict => (bad ? verdict : 'ok');

const keychain = ({ vault }: AppState): Check => ({
  verdict: vault.kind === 'ready' ? 'ok' : vault.kind === 'checking' ? 'unknown' : 'problem',
  found: {
    check: 'keychain',
    backend: vault.kind === 'checking' ? '' : vault.backend,
    works: vault.kind === 'checking' ? null : vault.kind === 'ready',
  },
});

const permissions = (facts: MachineFacts): Check => {
  const open = facts.permissions.filter(
    ({ what, mode, mine }) => mode !== null && (!mine || (mode & tooMuch[what]) !== 0),
  );
  const secret = open.some(({ what, mine }) => what !== 'config' || !mine);
  return {
    verdict: open.length === 0 ? 'ok' : secret ? 'problem' : 'warning',
    found: { check: 'permissions', open },
  };
};

const keysInFiles = ({ profiles }: ProfileSet): readonly Check[] => {
  const all = [...profiles.values()];
  const plain = all.filter(({ keys }) => keys.kind === 'long-term');
  // Clients take the keys beside them first, so that the tool is never asked (aws-rules.md, credential_process).
  const shadowed = all.filter(
    ({ keys, role, unsupported }) =>
      (keys.kind === 'long-term' || keys.kind === 'temporary') &&
      role.kind === 'none' &&
      unsupported.some(({ kind }) => kind === 'credential_process' || kind === 'sso'),
  );
  const names = (some: typeof all): readonly string[] => some.map(({ name }) => name);
  return [
    {
      verdict: when(plain.length > 0, 'warning'),
      found: { check: 'plain-keys', profiles: names(plain) },
    },
    {
      verdict: when(shadowed.length > 0, 'warning'),
      found: { check: 'shadowed', profiles: names(shadowed) },
    },
  ];
};

const otherTools = ({ profiles }: ProfileSet): readonly Check[] => {
  const foreign = [...profiles.values()].filter(({ unsupported }) =>
    unsupported.some((source) => source.kind !== 'credential_process' || !source.ours),
  );
  return foreign.length === 0
    ? []
    : [
        {
          verdict: 'note',
          found: { check: 'other-tools', profiles: foreign.map(({ name }) => name) },
        },
      ];
};

/** Variables that decide for AWS's clients, where they are set. */
export const variablesCheck = (names: readonly string[], where: 'app' | 'terminal'): Check => {
  const deciding = names.filter((name) => DECIDING.has(name)).toSorted();
  return {
    verdict: when(deciding.length > 0, where === 'terminal' ? 'warning' : 'note'),
    found: { check: 'variables', names: deciding, where },
  };
};

const clock = ({ skew }: AppState, timeIsKnown: boolean): Check =>
  timeIsKnown
    ? {
        verdict:
          Math.abs(skew) > MOST_SKEW ? 'problem' : Math.abs(skew) > SHOWN_SKEW ? 'warning' : 'ok',
        found: { check: 'clock', skew },
      }
    : { verdict: 'unknown', found: { check: 'clock', skew: null } };

/** Lines of the journal that tell of something that went wrong. */
const TROUBLES: ReadonlySet<string> = new Set([
  'agent-unavailable',
  'command-not-placed',
  'ledger-not-kept',
  'path-not-opened',
  'popover-gone',
  'popover-not-loaded',
  'refused-message',
  'sealed-copies-unavailable',
  'unexpected',
]);

const journal = (lines: MachineFacts['journal']): Check => {
  if (lines === null) return { verdict: 'warning', found: { check: 'journal', troubles: null } };
  const troubles = Object.entries(lines)
    .filter(([kind]) => TROUBLES.has(kind))
    .map(([kind, count]) => ({ kind, count }));
  return { verdict: when(troubles.length > 0, 'warning'), found: { check: 'journal', troubles } };
};

const devices = (state: AppState): readonly Check[] => {
  const refused = [...state.codeChecks].flatMap(([identity, check]): readonly Check[] =>
    check.kind === 'refused' && check.refusals >= MANY_REFUSALS
      ? [
          {
            verdict: 'warning',
            found: { check: 'codes-refused', identity, refusals: check.refusals },
          },
        ]
      : [],
  );
  const without = [...state.identities.values()].filter(({ serial }) => serial === null);
  return without.length === 0
    ? refused
    : [
        ...refused,
        {
          verdict: 'warning',
          found: { check: 'no-codes', identities: without.map(({ name }) => name) },
        },
      ];
};

const files = (state: AppState): readonly Check[] => {
  const places = state.fileProblems.flatMap((problem) => {
    if (problem.kind === 'aws-file') return [problem.path];
    return problem.kind === 'profile' ? [`${problem.problem.path}:${problem.problem.line}`] : [];
  });
  const broken = [...state.roles.values()].filter(({ chain }) => chain.kind === 'broken');
  return [
    { verdict: when(places.length > 0, 'warning'), found: { check: 'files', places } },
    {
      verdict: when(broken.length > 0, 'warning'),
      found: { check: 'chains', profiles: broken.map(({ profile }) => profile) },
    },
  ];
};

const settings = (state: AppState): readonly Check[] => {
  const lines = state.settingProblems.map((problem) =>
    'line' in problem ? (problem.line ?? 0) : 0,
  );
  const own = state.stateProblems.flatMap((problem) =>
    problem.kind === 'state-file' ? [problem.path] : [],
  );
  const { uncheckedEndpoints: urls } = state;
  return [
    { verdict: when(lines.length > 0, 'warning'), found: { check: 'settings', lines } },
    ...(urls.length === 0
      ? []
      : [{ verdict: 'warning', found: { check: 'unchecked', urls } } as const]),
    ...(own.length === 0
      ? []
      : [{ verdict: 'problem', found: { check: 'own-files', paths: own } } as const]),
  ];
};

/** Said only where there is something to say: not everybody asks for new versions. */
const version = ({ updates: { check } }: AppState): readonly Check[] => {
  const newer = check.kind === 'available' || check.kind === 'ready' ? check.version : null;
  return newer === null && check.kind !== 'failed'
    ? []
    : [{ verdict: 'note', found: { check: 'version', newer } }];
};

/**
 * All checks but those of the network, from what is known and what a look at the machine told. Linear in profiles.
 * `timeIsKnown`: AWS was heard of, so that the skew means something.
 */
export const decideChecks = (
  state: AppState,
  profiles: ProfileSet,
  facts: MachineFacts,
  timeIsKnown: boolean,
): readonly Check[] => [
  keychain(state),
  ...(facts.trayHost === null
    ? []
    : [
        {
          verdict: when(!facts.trayHost, 'warning'),
          found: { check: 'tray-host', shown: facts.trayHost },
        } as const,
      ]),
  permissions(facts),
  ...keysInFiles(profiles),
  variablesCheck(facts.variables, 'app'),
  clock(state, timeIsKnown),
  ...devices(state),
  {
    verdict: when(facts.deadSockets.length > 0, 'warning'),
    found: { check: 'sockets', dead: facts.deadSockets },
  },
  ...otherTools(profiles),
  ...files(state),
  ...settings(state),
  journal(facts.journal),
  ...version(state),
];
