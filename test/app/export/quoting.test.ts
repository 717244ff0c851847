import { describe, expect, it } from 'vitest';
import { blockFor, type BlockParts } from '../../../app/export/blocks.ts';
import { quoteFish } from '../../../app/export/fish.ts';
import { quoteNushell } from '../../../app/export/nushell.ts';
import { quotePosix } from '../../../app/export/posix.ts';
import { quotePowerShell } from '../../../app/export/powershell.ts';
import { quoteTcsh } from '../../../app/export/tcsh.ts';
import { reveal, secret } from '../../../app/secret.ts';

const exportsOf = (key: string, region: string | null): BlockParts => ({
  kind: 'exports',
  credentials: {
    accessKeyId: 'ASIAEXAMPLE000000001',
    secretAccessKey: secret(key),
    sessionToken: secret('FwoG/+=='),
    expiresAt: Date.UTC(2027, 0, 15, 8),
  },
  region,
  profile: 'dev',
});

const live: BlockParts = { kind: 'live', profile: 'dev-live', region: 'eu-central-1' };

const linesOf = (form: 'powershell' | 'cmd', parts: BlockParts): readonly string[] => {
  const block = blockFor(form, parts);
  return block.ok ? reveal(block.value).split('\r\n') : [block.failure.kind];
};

describe('a text in quotes', () => {
  it.each([
    ['posix', quotePosix, '', "''"],
    ['posix', quotePosix, 'plain', "'plain'"],
    ['posix', quotePosix, "it's", `'it'\\''s'`],
    ['fish', quoteFish, "it's", `'it\\'s'`],
    ['fish', quoteFish, 'a\\n', `'a\\\\n'`],
    ['fish', quoteFish, '$x (y) "z"', `'$x (y) "z"'`],
    ['tcsh', quoteTcsh, 'a!b', `'a'\\!'b'`],
    ['tcsh', quoteTcsh, "it's", `'it'\\''s'`],
    ['tcsh', quoteTcsh, 'a\\', `'a'\\\\''`],
    ['nushell', quoteNushell, 'plain/+=', '"plain/+="'],
    ['nushell', quoteNushell, `it's "it" \\n $x (y)`, `"it's \\"it\\" \\\\n $x (y)"`],
    ['PowerShell', quotePowerShell, 'plain/+=', `'plain/+='`],
    ['PowerShell', quotePowerShell, "it's", `'it''s'`],
    ['PowerShell', quotePowerShell, `''`, `''''''`],
    ['PowerShell', quotePowerShell, '\u2018a\u2019', `'\u2018\u2018a\u2019\u2019'`],
    ['PowerShell', quotePowerShell, '\u201ab\u201b', `'\u201a\u201ab\u201b\u201b'`],
    ['PowerShell', quotePowerShell, '\u201cc\u201d', `'\u201cc\u201d'`],
    ['PowerShell', quotePowerShell, '$env:HOME `n $(id) "x" @{}', `'$env:HOME \`n $(id) "x" @{}'`],
    ['PowerShell', quotePowerShell, 'a\\b !%&|;#', `'a\\b !%&|;#'`],
  ] as const)('for %s', (_, quote, text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });
});

describe('for PowerShell', () => {
  it('exports take away what would win, then set', () => {
    expect(linesOf('powershell', exportsOf(`a'b`, 'eu-central-1'))).toEqual([
      '$env:AWS_PROFILE = $null',
      '$env:AWS_DEFAULT_PROFILE = $null',
      '$env:AWS_SECURITY_TOKEN = $null',
      `$env:AWS_ACCESS_KEY_ID = 'ASIAEXAMPLE000000001'`,
      `$env:AWS_SECRET_ACCESS_KEY = 'a''b'`,
      `$env:AWS_SESSION_TOKEN = 'FwoG/+=='`,
      `$env:AWS_CREDENTIAL_EXPIRATION = '2027-01-15T08:00:00Z'`,
      `$env:AWS_REGION = 'eu-central-1'`,
      `$env:AWS_DEFAULT_REGION = 'eu-central-1'`,
      '',
    ]);
  });

  it('live takes every key away and names the profile', () => {
    const lines = linesOf('powershell', live);
    expect(lines).toContain('$env:AWS_SECRET_ACCESS_KEY = $null');
    expect(lines).toContain('$env:AWS_CONTAINER_CREDENTIALS_FULL_URI = $null');
    expect(lines).toContain(`$env:AWS_PROFILE = 'dev-live'`);
  });

  it('clear sets nothing but $null', () => {
    const lines = linesOf('powershell', { kind: 'clear' }).filter((line) => line !== '');
    expect(lines.every((line) => line.endsWith(' = $null'))).toBe(true);
    expect(lines).toHaveLength(9);
  });
});

describe('for cmd', () => {
  it('exports stand in quotes around name and value', () => {
    expect(linesOf('cmd', exportsOf('a&b|c<d>e^f (g) \\', null))).toEqual([
      'set "AWS_PROFILE="',
      'set "AWS_DEFAULT_PROFILE="',
      'set "AWS_SECURITY_TOKEN="',
      'set "AWS_ACCESS_KEY_ID=ASIAEXAMPLE000000001"',
      'set "AWS_SECRET_ACCESS_KEY=a&b|c<d>e^f (g) \\"',
      'set "AWS_SESSION_TOKEN=FwoG/+=="',
      'set "AWS_CREDENTIAL_EXPIRATION=2027-01-15T08:00:00Z"',
      '',
    ]);
  });

  it.each([
    ['%', 'percent'],
    ['%PATH%', 'percent'],
    ['!', 'exclamation-mark'],
    ['a"b', 'double-quote'],
  ])(
    '%s in a value is refused: no way to write it holds both at a prompt and in a file',
    (value, holds) => {
      expect(blockFor('cmd', exportsOf(value, null))).toEqual({
        ok: false,
        failure: { kind: 'not-writable', form: 'cmd', variable: 'AWS_SECRET_ACCESS_KEY', holds },
      });
    },
  );

  it('a live profile whose name holds a percent sign is refused', () => {
    const block = blockFor('cmd', { kind: 'live', profile: '50%-live', region: null });
    expect(block).toMatchObject({ ok: false, failure: { variable: 'AWS_PROFILE' } });
  });

  it('clear sets names to nothing', () => {
    expect(linesOf('cmd', { kind: 'clear' })).toEqual([
      'set "AWS_PROFILE="',
      'set "AWS_ACCESS_KEY_ID="',
      'set "AWS_SECRET_ACCESS_KEY="',
      'set "AWS_SESSION_TOKEN="',
      'set "AWS_CREDENTIAL_EXPIRATION="',
      'set "AWS_CONTAINER_CREDENTIALS_FULL_URI="',
      'set "AWS_CONTAINER_AUTHORIZATION_TOKEN="',
      'set "AWS_REGION="',
      'set "AWS_DEFAULT_REGION="',
      '',
    ]);
  });
});
