import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockFor, type BlockParts } from '../../../app/export/blocks.ts';
import { exportForms, fileForms, shells, type ExportForm } from '../../../app/export/names.ts';
import { isoTime } from '../../../app/export/variables.ts';
import type { Credentials } from '../../../app/model.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { patience } from '../../support/runs.ts';
import { awsVariablesAfter, realShells, type RealShell } from '../../support/real-shells.ts';

const credentialsOf = (key: string, token: string): Credentials => ({
  accessKeyId: 'ASIAEXAMPLE000000001',
  secretAccessKey: secret(key),
  sessionToken: secret(token),
  expiresAt: Date.UTC(2027, 0, 15, 8, 0, 0, 999),
});

const exportsOf = (key: string, token: string, region: string | null = null): BlockParts => ({
  kind: 'exports',
  credentials: credentialsOf(key, token),
  region,
  profile: 'dev',
});

const liveOf = (profile: string, region: string | null = null): BlockParts => ({
  kind: 'live',
  profile,
  region,
});

const written = (form: ExportForm, parts: BlockParts): string => {
  const block = blockFor(form, parts);
  if (!block.ok) throw new Error(`${form}: ${JSON.stringify(block.failure)}`);
  return reveal(block.value);
};

const set = (key: string, token: string) => ({
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE000000001',
  AWS_SECRET_ACCESS_KEY: key,
  AWS_SESSION_TOKEN: token,
  AWS_CREDENTIAL_EXPIRATION: '2027-01-15T08:00:00Z',
});

/** What else the shell may have had before, all of which would win over one block or the other. */
const BEFORE = {
  AWS_PROFILE: 'somebody-else',
  AWS_DEFAULT_PROFILE: 'somebody-else',
  AWS_SECURITY_TOKEN: 'old',
  AWS_SESSION_TOKEN: 'old',
  AWS_REGION: 'us-west-2',
};

const CREDENTIAL_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];

const ODD = [
  ['of AWS’s own kind', 'wJalrXUtn/K7MDENG+bPxRfiCYEXAMPLEKEY', 'FwoGZXIvYXdzE==/+='],
  ['with quotes of every kind', `a'b"c\`d''e'`, `'"\`'`],
  ['with signs of comments', `#a'#b`, '# ; //'],
  ['with what shells expand', '$HOME ${HOME} $(id) `id` $((1+1)) ~ * ?', '$$ && || ; | > < & #'],
  ['with what prompts expand', '!! !$ !-1 a!b !', '^a^b %PATH% %1'],
  ['with backslashes', "\\n \\\\ \\' \\", '\\$\\'],
  ['with spaces and tabs', '  two  spaces \t tab ', ' '],
  ['beginning with a dash', '-n', '--'],
  ['of other scripts', 'café 漢字 😀', '\u202e\u2018x\u2019'],
  ['as long as any of AWS’s', 'k'.repeat(128), 'FwoG+/=z'.repeat(512)],
] as const;

const names = Object.keys(realShells).filter((name): name is RealShell => name in realShells);

describe.each(names)('in %s', (name) => {
  const { shell } = realShells[name];

  it.each(ODD)('exports give programs secrets %s to the byte', (_, key, token) => {
    const block = written(shell, exportsOf(key, token, 'eu-central-1'));
    expect(awsVariablesAfter(name, [block], BEFORE)).toEqual({
      ...set(key, token),
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
    });
  });

  it('exports leave the region alone where none is known', () => {
    const block = written(shell, exportsOf('k', 't'));
    expect(awsVariablesAfter(name, [block], BEFORE)).toEqual({
      ...set('k', 't'),
      AWS_REGION: 'us-west-2',
    });
  });

  it('clear after exports leaves no AWS variable', () => {
    const evaluated = [
      written(shell, exportsOf('k', 't', 'eu-central-1')),
      written(shell, { kind: 'clear' }),
    ];
    expect(awsVariablesAfter(name, evaluated, BEFORE)).toEqual({});
  });

  it('live after exports leaves no key, and clear after live nothing at all', () => {
    const evaluated = [
      written(shell, exportsOf('k', 't', 'eu-central-1')),
      written(shell, liveOf('dev-live', 'eu-west-1')),
    ];
    expect(awsVariablesAfter(name, evaluated, BEFORE)).toEqual({
      AWS_PROFILE: 'dev-live',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
    expect(awsVariablesAfter(name, [...evaluated, written(shell, { kind: 'clear' })])).toEqual({});
  });

  it('live takes away whatever else could win over a profile', () => {
    const env = Object.fromEntries(CREDENTIAL_VARIABLES.map((variable) => [variable, 'old']));
    expect(awsVariablesAfter(name, [written(shell, liveOf('dev-live'))], env)).toEqual({
      AWS_PROFILE: 'dev-live',
    });
  });

  it('every block is evaluated where none of its variables is set', () => {
    const evaluated = [
      written(shell, { kind: 'clear' }),
      written(shell, liveOf('dev-live')),
      written(shell, exportsOf('k', 't')),
    ];
    expect(awsVariablesAfter(name, evaluated)).toEqual(set('k', 't'));
  });

  it('exports hold whatever characters a text may have', { timeout: patience(500) }, () => {
    const special = Array.from('abc/+=\'"$`\\ ;&|<>(){}[]!#~*?-%^@,:éß漢😀');
    const text = fc
      .string({
        unit: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...special) },
          { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
        ),
        minLength: 1,
        maxLength: 60,
      })
      .filter((one) => !/[\r\n\0]/.test(one));
    fc.assert(
      fc.property(text, text, (key, token) => {
        const block = written(shell, exportsOf(key, token));
        expect(awsVariablesAfter(name, [block], BEFORE)).toMatchObject(set(key, token));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a block', () => {
  const kinds = ['exports', 'live', 'clear'] as const;
  const parts = {
    exports: exportsOf('k', 't', 'eu-central-1'),
    live: liveOf('dev-live'),
    clear: { kind: 'clear' },
  } as const satisfies Readonly<Record<string, BlockParts>>;

  it.each(shells.flatMap((shell) => kinds.map((kind) => [kind, shell] as const)))(
    '%s for %s ends with a line end, so that its last line runs',
    (kind, shell) => {
      const end = shell === 'cmd' || shell === 'powershell' ? '\r\n' : '\n';
      expect(written(shell, parts[kind]).endsWith(end)).toBe(true);
    },
  );

  it.each(exportForms)('for %s is a secret until it leaves', (form) => {
    const block = blockFor(form, parts.exports);
    expect(block.ok && String(block.value)).toBe('[secret]');
  });

  const refused = [
    ['line-break', '\n'],
    ['line-break', '\r'],
    ['nul', '\0'],
  ] as const;
  it.each(
    exportForms.flatMap((form) => refused.map(([holds, sign]) => [form, holds, sign] as const)),
  )(
    'for %s is refused when a value holds a %s, without a word of the value',
    (form, holds, sign) => {
      expect(blockFor(form, exportsOf(`a${sign}b`, 't'))).toEqual({
        ok: false,
        failure: { kind: 'not-writable', form, variable: 'AWS_SECRET_ACCESS_KEY', holds },
      });
    },
  );

  const ofFiles = (['live', 'clear'] as const).flatMap((kind) =>
    fileForms.map((form) => [kind, form] as const),
  );
  it.each(ofFiles)('%s is not there for %s', (kind, form) => {
    expect(blockFor(form, parts[kind])).toEqual({
      ok: false,
      failure: { kind: 'no-such-block', form, block: kind },
    });
  });
});

describe('times in UTC to the second', () => {
  it.each([
    [0, '1970-01-01T00:00:00Z'],
    [Date.UTC(2027, 11, 31, 23, 59, 59, 999), '2027-12-31T23:59:59Z'],
    [Date.UTC(2028, 1, 29, 0, 0, 0), '2028-02-29T00:00:00Z'],
  ])('%i is %s', (instant, text) => {
    expect(isoTime(instant)).toBe(text);
  });

  it('agree with the platform’s own, cut to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (instant) => {
        expect(isoTime(instant)).toBe(`${new Date(instant).toISOString().slice(0, 19)}Z`);
      }),
    );
  });
});
