import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportsForPosix, isoTime, quotePosix } from '../../../app/export/shells.ts';
import type { Credentials } from '../../../app/model.ts';
import { reveal, secret } from '../../../app/secret.ts';

const SHELLS = ['bash', 'dash'] as const;

/** What the shell had before: a profile and an old token that would win over the block. */
const BEFORE = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  AWS_PROFILE: 'somebody-else',
  AWS_DEFAULT_PROFILE: 'somebody-else',
  AWS_SECURITY_TOKEN: 'old',
  AWS_SESSION_TOKEN: 'old',
  AWS_REGION: 'us-west-2',
};

/** The environment, to the byte, of a program that runs after a shell evaluated the block as a person pastes it. */
const environmentAfter = (shell: string, block: string): ReadonlyMap<string, string> => {
  // The block goes in by stdin: no secret in any argument.
  const script = `${block}exec env -0\n`;
  const printed = execFileSync(shell, ['-s'], { env: BEFORE, input: script }).toString('utf8');
  return new Map(
    printed
      .split('\0')
      .filter((entry) => entry.startsWith('AWS_'))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
};

const credentialsOf = (key: string, token: string): Credentials => ({
  accessKeyId: 'ASIAEXAMPLE000000001',
  secretAccessKey: secret(key),
  sessionToken: secret(token),
  expiresAt: Date.UTC(2027, 0, 15, 8, 0, 0, 999),
});

const set = (key: string, token: string) => ({
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE000000001',
  AWS_SECRET_ACCESS_KEY: key,
  AWS_SESSION_TOKEN: token,
  AWS_CREDENTIAL_EXPIRATION: '2027-01-15T08:00:00Z',
});

const ODD = [
  ['of AWS’s own kind', 'wJalrXUtn/K7MDENG+bPxRfiCYEXAMPLEKEY', 'FwoGZXIvYXdzE==/+='],
  ['with quotes of every kind', `a'b"c\`d''e`, `'"\`'`],
  ['with what shells expand', '$HOME ${HOME} $(id) `id` $((1+1)) !! ~ * ?', '$$ && || ; | > < & #'],
  ['with backslashes', "\\n \\\\ \\' \\", '\\$\\'],
  ['with spaces and tabs', '  two  spaces \t tab ', ' '],
  ['beginning with a dash', '-n', '--'],
  ['of other scripts', 'café 漢字 😀', '\u202e\u0001\u007f'],
] as const;

describe.each(SHELLS)('the block of exports, evaluated by %s', (shell) => {
  it.each(ODD)('gives programs secrets %s to the byte', (_, key, token) => {
    const block = reveal(exportsForPosix(credentialsOf(key, token), 'eu-central-1'));
    expect(Object.fromEntries(environmentAfter(shell, block))).toEqual({
      ...set(key, token),
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
    });
  });

  it('takes away profiles and the older token, which would win', () => {
    const block = reveal(exportsForPosix(credentialsOf('k', 't'), null));
    const names = [...environmentAfter(shell, block).keys()];
    expect(names).not.toContain('AWS_PROFILE');
    expect(names).not.toContain('AWS_DEFAULT_PROFILE');
    expect(names).not.toContain('AWS_SECURITY_TOKEN');
  });

  it('leaves the region alone when none is known', () => {
    const block = reveal(exportsForPosix(credentialsOf('k', 't'), null));
    expect(environmentAfter(shell, block).get('AWS_REGION')).toBe('us-west-2');
    expect(environmentAfter(shell, block).has('AWS_DEFAULT_REGION')).toBe(false);
  });

  it('holds whatever characters a text may have', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from(`abc/+='"$\`\\ \t;&|<>(){}[]!#~*?-\u00e9`)),
      minLength: 1,
    });
    fc.assert(
      fc.property(text, text, (key, token) => {
        const block = reveal(exportsForPosix(credentialsOf(key, token), null));
        expect(Object.fromEntries(environmentAfter(shell, block))).toMatchObject(set(key, token));
      }),
      { numRuns: 25 },
    );
  });
});

describe('the block of exports', () => {
  it('ends with a line end, so that its last line runs when pasted', () => {
    expect(reveal(exportsForPosix(credentialsOf('k', 't'), null)).endsWith("'\n")).toBe(true);
  });

  it('is a secret until it leaves', () => {
    expect(String(exportsForPosix(credentialsOf('k', 't'), null))).toBe('[secret]');
  });
});

describe('quoting for POSIX shells', () => {
  it.each([
    ['plain', "'plain'"],
    ['', "''"],
    ["it's", `'it'\\''s'`],
  ])('%s', (text, quoted) => {
    expect(quotePosix(text)).toBe(quoted);
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
