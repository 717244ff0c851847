import { foreignDetail, noDetail, systemDetail } from '../../../app/detail.ts';
import { describe, expect, it } from 'vitest';
import { noUpdates } from '../../../app/session/updates.ts';
import type { Verdict } from '../../../app/doctor/check.ts';
import type { MachineFacts } from '../../../app/doctor/machine.ts';
import { reportOf } from '../../../app/doctor/report.ts';
import { decideChecks, variablesCheck } from '../../../app/doctor/rules.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import { secret } from '../../../app/secret.ts';
import { emptyState } from '../../../app/session/empty-state.ts';
import type { AppState } from '../../../app/session/state.ts';
import { checkWords, summaryWords } from '../../../app/view/words/doctor.ts';

const healthy: MachineFacts = {
  permissions: [],
  trayHost: true,
  variables: ['AWS_PAGER'],
  deadSockets: [],
  journal: { command: 12, decided: 3 },
  about: {},
};
const ready: AppState = { ...emptyState, vault: { kind: 'ready', backend: 'GNOME Keyring' } };

const filesOf = (config: string, credentials = '') =>
  parseAwsFiles({
    config: { path: '/home/ada/.aws/config', text: secret(config) },
    credentials: { path: '/home/ada/.aws/credentials', text: secret(credentials) },
  });

const KEYS = 'aws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = planted-secret\n';

const checksOf = ({
  state = {},
  facts = {},
  config = '',
  credentials = '',
  timeIsKnown = true,
}: {
  readonly state?: Partial<AppState>;
  readonly facts?: Partial<MachineFacts>;
  readonly config?: string;
  readonly credentials?: string;
  readonly timeIsKnown?: boolean;
}) =>
  decideChecks(
    { ...ready, ...state },
    filesOf(config, credentials),
    { ...healthy, ...facts },
    timeIsKnown,
  );

const verdictOf = (what: Parameters<typeof checksOf>[0], check: string): Verdict | undefined =>
  checksOf(what).find(({ found }) => found.check === check)?.verdict;

const permission = (what: 'config' | 'credentials' | 'data-folder', mode: number, mine = true) => ({
  permissions: [{ path: `/home/ada/${what}`, what, mode, mine }],
});

describe('the doctor', () => {
  it('finds nothing wrong where nothing is', () => {
    const checks = checksOf({});
    expect(checks.map(({ verdict }) => verdict)).toEqual(checks.map(() => 'ok'));
    expect(summaryWords(checks)).toBe('Nothing is wrong.');
  });

  it.each<[string, Parameters<typeof checksOf>[0], string, Verdict]>([
    ['a clock of which AWS said nothing yet', { timeIsKnown: false }, 'clock', 'unknown'],
    [
      'a journal that tells of an agent without a socket',
      { facts: { journal: { 'agent-unavailable': 2, command: 1 } } },
      'journal',
      'warning',
    ],
    ['a journal that cannot be written', { facts: { journal: null } }, 'journal', 'warning'],
    [
      'a keychain that does not answer',
      { state: { vault: { kind: 'unavailable', backend: 'Keychain', detail: noDetail } } },
      'keychain',
      'problem',
    ],
    ['a keychain not asked yet', { state: { vault: { kind: 'checking' } } }, 'keychain', 'unknown'],
    [
      'a newer version that is out',
      { state: { updates: { ...noUpdates, check: { kind: 'available', version: '0.2.0' } } } },
      'version',
      'note',
    ],
    [
      'a server of versions that is not reached',
      {
        state: {
          updates: {
            ...noUpdates,
            check: { kind: 'failed', cause: { kind: 'no-list', host: 'updates.test' } },
          },
        },
      },
      'version',
      'note',
    ],
    ['no tray host', { facts: { trayHost: false } }, 'tray-host', 'warning'],
    [
      'a credentials file that others read',
      { facts: permission('credentials', 0o640) },
      'permissions',
      'problem',
    ],
    ['a config file that others read', { facts: permission('config', 0o644) }, 'permissions', 'ok'],
    [
      'a config file that others write',
      { facts: permission('config', 0o666) },
      'permissions',
      'warning',
    ],
    [
      'a config file of another user',
      { facts: permission('config', 0o600, false) },
      'permissions',
      'problem',
    ],
    [
      'a folder that others enter',
      { facts: permission('data-folder', 0o755) },
      'permissions',
      'problem',
    ],
    ['a long-term key in plain text', { credentials: `[ada]\n${KEYS}` }, 'plain-keys', 'warning'],
    [
      'temporary keys in plain text',
      { credentials: `[ada]\n${KEYS}aws_session_token = t\n` },
      'plain-keys',
      'ok',
    ],
    [
      'keys beside a credential_process',
      { config: '[profile a]\ncredential_process = /bin/x\n', credentials: `[a]\n${KEYS}` },
      'shadowed',
      'warning',
    ],
    [
      'a role beside keys, which wins over them',
      {
        config: '[profile a]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = a\n',
        credentials: `[a]\n${KEYS}`,
      },
      'shadowed',
      'ok',
    ],
    ['a variable that decides', { facts: { variables: ['AWS_PROFILE'] } }, 'variables', 'note'],
    ['a clock 31 s behind', { state: { skew: 31_000 } }, 'clock', 'warning'],
    ['a clock six minutes ahead', { state: { skew: -360_000 } }, 'clock', 'problem'],
    [
      'two codes refused in a row',
      {
        state: {
          codeChecks: new Map([
            [
              'ada',
              {
                kind: 'refused',
                failure: { kind: 'code-malformed', digits: 5 },
                at: 0,
                refusals: 2,
              },
            ],
          ]),
        },
      },
      'codes-refused',
      'warning',
    ],
    ['a socket nobody answers', { facts: { deadSockets: ['/run/x.sock'] } }, 'sockets', 'warning'],
    [
      'another tool’s credential_process',
      { config: '[profile a]\ncredential_process = /bin/x --pass planted-secret\n' },
      'other-tools',
      'note',
    ],
    [
      'endpoints whose certificates are not checked',
      { state: { uncheckedEndpoints: ['https://planted.example:443'] } },
      'unchecked',
      'warning',
    ],
  ])('says of %s what it is', (_, what, check, verdict) => {
    expect(verdictOf(what, check)).toBe(verdict);
  });

  it('warns of deciding variables in the terminal that asks, by their names', () => {
    const check = variablesCheck(['AWS_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID'], 'terminal');
    expect(check.verdict).toBe('warning');
    expect(checkWords(check).sentence).toBe(
      'AWS_ACCESS_KEY_ID, AWS_PROFILE are set in this terminal, and programs there follow them; unset what you did not mean.',
    );
  });

  it.each<[string, Parameters<typeof checksOf>[0], string, string]>([
    ['keys in plain text', { credentials: `[ada]\n${KEYS}` }, 'plain-keys', 'show-found'],
    [
      'a keychain that does not answer',
      { state: { vault: { kind: 'unavailable', backend: 'Keychain', detail: noDetail } } },
      'keychain',
      'retry-vault',
    ],
  ])('leads to where the app mends it: %s', (_name, what, check, does) => {
    const found = checksOf(what).find((one) => one.found.check === check);
    expect(found && checkWords(found).does).toBe(does);
    const fine = checksOf({}).find((one) => one.found.check === check);
    expect(fine && checkWords(fine).does).toBeNull();
  });

  it('leads from roles that cannot be started to their profiles', () => {
    const check = { verdict: 'warning', found: { check: 'chains', profiles: ['ops'] } } as const;
    expect(checkWords(check)).toMatchObject({ does: 'show-profiles', label: 'Edit profiles' });
  });

  it('names five profiles at most, and how many more there are', () => {
    const credentials = Array.from({ length: 8 }, (_, at) => `[user-${at}]\n${KEYS}`).join('');
    const check = checksOf({ credentials }).find(({ found }) => found.check === 'plain-keys');
    expect(check && checkWords(check).sentence).toContain('user-4 and 3 more;');
  });
});

describe('the doctor’s report', () => {
  it.each([
    [
      'sts.eu-central-1.amazonaws.com',
      'eu-central-1',
      'eu-central-1 sts.eu-central-1.amazonaws.com',
    ],
    ['sts.cn-north-1.amazonaws.com.cn', 'cn-north-1', 'cn-north-1 sts.cn-north-1.amazonaws.com.cn'],
    ['sts.amazonaws.com', 'us-east-1', 'us-east-1 sts.amazonaws.com'],
    ['vpce-0planted.sts.eu-west-1.vpce.amazonaws.com', 'eu-west-1', 'eu-west-1 another host'],
    ['sts.planted-dc.example:8443', 'planted-dc', 'another region another host'],
  ])('names public hosts and regions of AWS, and no others: %s', (host, region, told) => {
    const report = reportOf([{ verdict: 'ok', found: { check: 'reach', region, host } }], {});
    expect(report).toContain(`ok       reach         ${told}\n`);
  });

  it('holds no name, number, path or secret of the person’s', () => {
    const checks = [
      ...checksOf({
        config: '[profile planted-tool]\ncredential_process = /planted/bin --pass planted-secret\n',
        credentials: `[planted-user]\n${KEYS}`,
        facts: {
          ...permission('credentials', 0o644),
          deadSockets: ['/run/planted.sock'],
        },
        state: {
          uncheckedEndpoints: ['https://planted.example:443'],
          fileProblems: [
            { kind: 'aws-file', path: '/home/planted/.aws/config', detail: systemDetail('EACCES') },
          ],
          vault: {
            kind: 'unavailable',
            backend: 'planted keychain',
            detail: foreignDetail('planted'),
          },
        },
      }),
      {
        verdict: 'problem',
        found: {
          check: 'reach-failed',
          region: 'eu-central-1',
          host: 'sts.planted.example',
          step: 'name',
          failure: {
            kind: 'network',
            operation: 'GetCallerIdentity',
            host: 'sts.planted.example',
            code: 'ENOTFOUND',
          },
        },
      } as const,
    ];
    const report = reportOf(checks, { version: '0.1.0' });
    expect(report).not.toMatch(/planted|ada|AKIA|\/home/);
    expect(report).toContain(
      'problem  reach-failed  eu-central-1 another host: name: network ENOTFOUND',
    );
    expect(report).toContain('warning  plain-keys    1');
    expect(report).toContain('problem  permissions   credentials 644');
    expect(report).toContain('version: 0.1.0');
  });
});
