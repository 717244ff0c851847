import * as fc from 'fast-check';

/** Texts of AWS files as people and tools leave them, good, odd and torn; for properties of whatever edits them. */

const pick = (...texts: readonly string[]) => fc.constantFrom(...texts);

export const FILE_NAMES = ['default', 'dev', 'ops', 'team.prod', 'x/y', 'a@b', 'prod'] as const;
const name = pick(...FILE_NAMES);

const property = fc.oneof(
  pick(
    'region = eu-west-1',
    'output=json',
    'region = eu-west-1 # note',
    'role_arn = arn:aws:iam::123456789012:role/dev',
    'source_profile = ada',
    'credential_process = /opt/other-tool --json',
    'cli_pager =',
    's3 =\n  max_concurrent_requests = 1\n  addressing_style = path',
    'services = local',
  ),
  pick(
    'aws_access_key_id = AKIAPLANTED000000001',
    'AWS_ACCESS_KEY_ID=ASIAPLANTED000000001',
    'aws_secret_access_key = planted/Secret+of+a+file==',
    'aws_secret_access_key=planted-other ; note',
    'aws_session_token = planted/Token+of+a+file==',
    'aws_security_token = planted-old-token',
    'x_security_token_expires = 2026-01-01T00:00:00Z',
  ),
);
const remark = pick('', '', '# note = x', '; [dev]', '  # deep', '#', '   ');
const odd = pick(
  'no property',
  ' = nothing before',
  'aws_session_token =\n  nested = 1',
  '  region = deep',
  '  aws_access_key_id = deep',
  'aws_secret_access_key: colon',
  'größe = 1',
  '[',
  '[dev',
  '[dev] x',
  '[profile dev] x',
  '[sso-session corp]',
  '[plugins]',
);

const body = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: property },
    { weight: 3, arbitrary: remark },
    { weight: 1, arbitrary: odd },
  ),
  { maxLength: 6 },
);

const header = (kind: 'config' | 'credentials') =>
  kind === 'credentials'
    ? name.map((text) => `[${text}]`)
    : fc.oneof(
        name.map((text) => (text === 'default' ? '[default]' : `[profile ${text}]`)),
        name.map((text) => `[profile "${text}"] ; note`),
        pick('[services local]', '[sso-session corp]'),
      );

/** One file; a fifth of them are torn somewhere, as one that is being written. */
export const fileTexts = (kind: 'config' | 'credentials'): fc.Arbitrary<string> =>
  fc
    .tuple(
      body.map((lines) => lines.filter((line) => line === '' || /^\s*[#;]/.test(line))),
      fc.array(fc.tuple(header(kind), body), { maxLength: 5 }),
      pick('\n', '\n', '\r\n'),
      pick('', '', '\uFEFF'),
      fc.boolean(),
      fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(300) }),
    )
    .map(([first, sections, end, mark, closed, torn]) => {
      const lines = [...first, ...sections.flatMap(([head, rest]) => [head, ...rest])];
      const whole =
        lines.join('\n').replaceAll('\n', end) + (closed && lines.length > 0 ? end : '');
      return mark + (torn === null ? whole : whole.slice(0, torn).replace(/\r$/, ''));
    });
