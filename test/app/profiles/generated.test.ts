import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../app/credentials/plan.ts';
import { grantId } from '../../../app/model.ts';
import type { AwsFilesText, EnvironmentKeys } from '../../../app/ports.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import type { CredentialSource, ProfileSet } from '../../../app/profiles/profile.ts';
import { secret } from '../../../app/secret.ts';
import { catalogOf } from '../../../app/session/catalog.ts';
import { chainWords, profileProblemWords } from '../../../app/view/words/profile.ts';
import { NOW, role, stateOf, wanted } from '../../support/model-state.ts';
import { patience, runs } from '../../support/runs.ts';

// Whole files of every kind of profile, good and bad, tangled and torn, all the way to what would be called.

const PLANTED = 'planted/Secret+of+a+file==';
const COMMAND = '/opt/other-tool --password planted-command';
const NAMES = ['default', 'a', 'b', 'team.prod', 'x/y', 'a@b', '__proto__', 'constructor'];

const pick = (...texts: readonly string[]) => fc.constantFrom(...texts);
const name = pick(...NAMES);

const line = fc.oneof(
  name.map((source) => `source_profile = ${source}`),
  pick(
    'role_arn = arn:aws:iam::123456789012:role/dev',
    'role_arn = arn:aws-cn:iam::123456789012:role/path/dev',
    'role_arn = nonsense',
    'credential_source = Environment',
    'credential_source = EcsContainer',
    'credential_source = Ec2InstanceMetadata',
    'credential_source = Elsewhere',
    'web_identity_token_file = /run/token',
    'sso_session = corp',
    'sso_account_id = 123456789012',
    'login_session = arn:aws:iam::123456789012:user/ada',
    `credential_process = ${COMMAND}`,
    'credential_process = fobwatch get dev',
  ),
  pick(
    'aws_access_key_id = AKIAPLANTED0000001',
    `aws_secret_access_key = ${PLANTED}`,
    `aws_session_token = ${PLANTED}`,
    `aws_security_token = ${PLANTED}`,
    'AWS_ACCESS_KEY_ID=AKIAPLANTED0000002',
  ),
  pick(
    'mfa_serial = arn:aws:iam::123456789012:mfa/ada',
    'duration_seconds = 43200',
    'duration_seconds = 1',
    'external_id = x',
    'region = eu-west-1',
    'region = evil.example/',
    'endpoint_url = http://127.0.0.1:1',
    'endpoint_url = nope',
    'services = local',
    'ignore_configured_endpoint_urls = true',
    's3 =\n  max = 1',
  ),
  pick('', '# note', '; note = x', 'no property', ' =', '[', '[profile', '\0', '  deeper = 1'),
);

const section = (head: (text: string) => string) =>
  fc
    .tuple(name, fc.array(line, { maxLength: 6 }))
    .map(([text, lines]) => [head(text), ...lines].join('\n'));

const config = fc.oneof(
  section((text) => (text === 'default' ? '[default]' : `[profile ${text}]`)),
  section((text) => `[profile "${text}"] # note`),
  section(() => '[services local]\nsts =\n  endpoint_url = http://127.0.0.1:2'),
  section((text) => `[sso-session ${text}]`),
  section((text) => `[${text}]`),
);
const credentials = section((text) => `[${text}]`);

const file = (sections: fc.Arbitrary<string>) =>
  fc
    .tuple(
      fc.array(sections, { maxLength: 8 }),
      pick('\n', '\r\n'),
      pick('', '\uFEFF'),
      // A writer that does not lock is met half way.
      fc.option(fc.nat(400), { nil: null }),
    )
    .map(([texts, end, mark, torn]) => {
      const whole = mark + texts.join('\n').replaceAll('\n', end);
      return torn === null ? whole : whole.slice(0, torn);
    });

const files = fc.record({
  config: file(config),
  credentials: file(credentials),
  held: fc.subarray(NAMES),
  environment: fc.constantFrom<EnvironmentKeys>('none', 'long-term', 'temporary'),
});

const asRead = (path: string, text: string) => ({ path, text: secret(text), problem: null });

const read = (given: typeof files extends fc.Arbitrary<infer T> ? T : never) => {
  const texts: AwsFilesText = {
    config: asRead('/c', given.config),
    credentials: asRead('/k', given.credentials),
  };
  const profiles = parseAwsFiles(texts);
  const known = given.held.map((held) => ({
    name: held,
    accessKeyId: 'AKIAHELD000000000001',
    serial: null,
    userArn: null,
    account: null,
    alias: null,
  }));
  const host = {
    user: 'ada',
    host: 'laptop',
    shell: 'bash',
    environment: {},
    languages: [],
    helper: '/home/ada/.config/Fobwatch/bin/fobwatch',
  } as const;
  return {
    profiles,
    catalog: catalogOf(texts, profiles, known, new Map(), host, given.environment),
  };
};

const amount = runs(1000);
const timeout = patience(1000);

describe('files of every kind of profile', { timeout }, () => {
  it('lead from every role to a call, a code or a reason, and from one that only others can start to a reason', () => {
    fc.assert(
      fc.property(files, (given) => {
        expect(astray(read(given))).toEqual([]);
      }),
      amount,
    );
  });

  it('begin outside only where a profile names such a source itself', () => {
    fc.assert(
      fc.property(files, (given) => {
        const { profiles, catalog } = read(given);
        const begun = [...catalog.event.roles.values()].flatMap(({ chain }) =>
          chain.kind === 'sourced' ? [chain] : [],
        );
        expect(begun.map(({ source }) => source)).toEqual(
          begun.map(({ roles }) => namedFrom(profiles, roles[0] ?? '')),
        );
      }),
      amount,
    );
  });

  it('leave no secret of theirs in what is shown', () => {
    fc.assert(
      fc.property(files, (given) => {
        const { roles, identities, problems } = read(given).catalog.event;
        const shown = JSON.stringify([...roles.values(), ...identities.values(), problems]);
        expect(shown).not.toContain(PLANTED);
        expect(shown).not.toContain('planted-command');
      }),
      amount,
    );
  });

  it('have a sentence for whatever is wrong in them', () => {
    fc.assert(
      fc.property(files, (given) => {
        const { profiles, catalog } = read(given);
        const broken = [...catalog.event.roles.values()].flatMap(({ chain }) =>
          chain.kind === 'broken' && chain.failure.kind === 'broken-profile'
            ? [chainWords(chain.failure.cause)]
            : [],
        );
        const sentences = [...profiles.problems.map(profileProblemWords), ...broken];
        expect(sentences.filter((sentence) => !/\w.*\.$/.test(sentence))).toEqual([]);
      }),
      amount,
    );
  });
});

/** Roles of some files that lead nowhere, or somewhere else. */
function astray({ profiles, catalog }: ReturnType<typeof read>): readonly string[] {
  const { roles, identities } = catalog.event;
  const state = stateOf({
    roles: [...roles.values()],
    identities: [...identities.values()],
    grants: [...roles.keys()].map((profile) => wanted(role(profile))),
  });
  const { calls, needCode, blocked } = decide(state, NOW);
  const begun = new Set(calls.flatMap((call) => ('profile' in call ? [call.profile] : [])));
  const wrong = [...profiles.profiles.values()]
    .filter(({ name: profile, role: setting }) => setting.kind !== 'none' && !roles.has(profile))
    .map((profile) => `${profile.name} is not listed`);
  for (const [profile, { chain }] of roles) {
    const id = grantId(role(profile));
    if (chain.kind === 'broken') {
      if (blocked.get(id) !== chain.failure) wrong.push(`${profile} is broken for another reason`);
      continue;
    }
    if (chain.roles.at(-1) !== profile) wrong.push(`${profile} leads to another role`);
    if (!needCode.has(id) && !begun.has(chain.roles[0] ?? '')) wrong.push(`${profile} waits`);
  }
  return wrong;
}

/** The source outside the files that a profile names itself or by the profiles it names. */
function namedFrom({ profiles }: ProfileSet, first: string): CredentialSource | null {
  let at = profiles.get(first);
  while (at?.source.kind === 'profile') at = profiles.get(at.source.name);
  return at?.source.kind === 'outside' ? at.source.source : null;
}
