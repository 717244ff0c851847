import type { ChainCause } from '../../failure.ts';
import type { LineProblem, Problem, SettingRule } from '../../profiles/profile.ts';
import { assertNever } from '../../result.ts';
import { durationWords } from './time.ts';
import { and } from './list.ts';
import { plural, spoken, t } from './say.ts';

/** What a value has to be: "external_id must have 2 to 1224 characters". */
export const ruleWords = (key: string, rule: SettingRule): string => {
  switch (rule.kind) {
    case 'length':
      return t`${key} must have ${rule.min} to ${rule.max} characters`;
    case 'range':
      return t`${key} must lie between ${durationWords(rule.min)} and ${durationWords(rule.max)} (${rule.min} to ${rule.max})`;
    case 'characters':
      return t`${key} may hold only ${rule.allowed}`;
    case 'whole-number':
      return t`${key} must be a whole number`;
    case 'role-arn':
      return t`${key} must be the ARN of a role`;
    case 'http-url':
      return t`${key} must be an http or https address`;
    case 'named-section':
      return t`${key} must name a section that is there`;
    default:
      return assertNever(rule);
  }
};

const unsupportedWords = spoken({
  credential_source:
    'a credential_source of no known name: Environment, EcsContainer or Ec2InstanceMetadata',
  sso: 'IAM Identity Center, which Fobwatch does not use',
  credential_process: 'a credential_process, which Fobwatch does not run',
  login_session: 'a console login session, which Fobwatch does not use',
} as const);

/** Why the way to a role is broken, and what mends it. */
export const chainWords = (cause: ChainCause): string => {
  switch (cause.kind) {
    case 'no-such-profile':
      return cause.namedBy === null
        ? t`There is no profile ${cause.profile}; add it to the config file.`
        : t`${cause.namedBy} names ${cause.profile} as its source_profile, and there is no such profile or identity.`;
    case 'loop':
      return cause.profiles.length < 2
        ? t`${and(cause.profiles)} names itself as its source_profile but holds no key.`
        : t`${and(cause.profiles)} name each other as source_profile; one of them needs a key.`;
    case 'half-key-pair':
      return t`${cause.profile} has half a key: ${cause.missing} is missing.`;
    case 'conflicting-sources':
      return t`${cause.profile} has ${and(cause.keys)}; only one of them can hold.`;
    case 'no-source':
      return t`${cause.profile} has a role_arn and nothing to sign with; give it a source_profile.`;
    case 'token-without-role':
      return t`${cause.profile} has a web_identity_token_file and no role_arn; name the role the token is for.`;
    case 'no-credentials':
      return t`${cause.profile} has no key; add it as an identity or to the credentials file.`;
    case 'unsupported-source':
      return t`${cause.profile} takes its credentials from ${unsupportedWords[cause.source]}.`;
    case 'invalid-setting':
      return t`In ${cause.profile}, ${ruleWords(cause.key, cause.rule)}.`;
    case 'too-long':
      return t`The way to this role passes more than ${cause.limit} profiles.`;
    default:
      return assertNever(cause);
  }
};

const lineWords: Readonly<Record<LineProblem['kind'], string>> = spoken({
  'not-text': 'is not text; save the file as UTF-8',
  'unclosed-header': 'opens a section and does not close its bracket, so the section is skipped',
  'text-after-header': 'has text after the section’s bracket, so the section is skipped',
  'invalid-name': 'names a section in a way AWS’s tools refuse, so it is skipped',
  'unknown-section': 'opens a section of an unknown kind, so it is skipped',
  'property-outside-section': 'stands before any section, so it is skipped',
  'not-a-property': 'is no “key = value”, so it is skipped',
  'invalid-key': 'has a key that AWS’s tools refuse, so it is skipped',
  'unexpected-indent': 'is indented under a key that has a value, so it is skipped',
});

const told = (problem: Problem): string => {
  switch (problem.kind) {
    case 'more-problems':
      return plural(problem.count, {
        one: 'and below have # more problem',
        other: 'and below have # more problems',
      });
    case 'prefix-missing':
      return t`must read [profile ${problem.name}] in the config file, so it is skipped`;
    case 'prefix-in-credentials':
      return t`must read [${problem.name}] in the credentials file, so it is skipped`;
    case 'duplicate-section':
      return t`opens a section that stands at line ${problem.firstLine} already; both are read, and the AWS CLI refuses such a file`;
    case 'shadowed-default':
      return t`is ignored, because there is a [profile default]`;
    case 'invalid-setting':
      return t`is not used: ${ruleWords(problem.key, problem.rule)}`;
    case 'half-key-pair':
      return t`begins half a key: ${problem.missing} is missing`;
    case 'conflicting-sources':
      return t`begins a profile with ${and(problem.keys)}; only one of them can hold`;
    case 'no-source':
      return t`begins a role with nothing to sign with; give it a source_profile`;
    case 'not-text':
    case 'unclosed-header':
    case 'text-after-header':
    case 'invalid-name':
    case 'unknown-section':
    case 'property-outside-section':
    case 'not-a-property':
    case 'invalid-key':
    case 'unexpected-indent':
      return lineWords[problem.kind];
    default:
      return assertNever(problem);
  }
};

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const whoseWords = (problem: Problem): string =>
  'profile' in problem && problem.profile !== null ? ` (${problem.profile})` : '';

/** Something wrong in an AWS file: "config, line 12 (dev) is not used: …". No line's own text is in it. */
export const profileProblemWords = (problem: Problem): string =>
  t`${baseName(problem.path)}, line ${problem.line}${whoseWords(problem)} ${told(problem)}.`;

/** The same where the place stands in front already: "(dev) is not used: …". */
export const toldProblemWords = (problem: Problem): string =>
  `${whoseWords(problem)} ${told(problem)}.`.trimStart();
