import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parseKnownFiles } from '@smithy/shared-ini-file-loader';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockFor, type BlockParts } from '../../../app/export/blocks.ts';
import type { FileForm } from '../../../app/export/names.ts';
import { parseAwsFiles } from '../../../app/profiles/parse.ts';
import { reveal, secret } from '../../../app/secret.ts';
import { patience } from '../../support/runs.ts';

const exportsOf = (
  key: string,
  token: string,
  region: string | null = null,
  profile = 'sts-dev',
): BlockParts => ({
  kind: 'exports',
  credentials: {
    accessKeyId: 'ASIAEXAMPLE000000001',
    secretAccessKey: secret(key),
    sessionToken: secret(token),
    expiresAt: Date.UTC(2027, 0, 15, 8),
  },
  region,
  profile,
});

/** The text, or what is in the way. */
const written = (form: FileForm, parts: BlockParts): string => {
  const block = blockFor(form, parts);
  if (block.ok) return reveal(block.value);
  return block.failure.kind === 'not-writable' ? block.failure.holds : block.failure.kind;
};

const isWritable = (form: FileForm, parts: BlockParts): boolean => blockFor(form, parts).ok;

const variables = (key: string, token: string) => ({
  AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE000000001',
  AWS_SECRET_ACCESS_KEY: key,
  AWS_SESSION_TOKEN: token,
  AWS_CREDENTIAL_EXPIRATION: '2027-01-15T08:00:00Z',
});

const special = Array.from('abc/+=\'"$`\\ ;&|<>(){}[]!#~*?-%^@,:éß漢😀\t');
const text = fc
  .string({
    unit: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...special) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    ),
    minLength: 1,
    maxLength: 40,
  })
  .filter((one) => !/[\r\n\0]/.test(one));

/** Who reads a .env: npm's dotenv and Node's own --env-file. */
const readers = [
  ['dotenv', (file: string) => ({ ...parse(file) })],
  ['Node', (file: string) => ({ ...parseEnv(file) })],
] as const;

describe.each(readers)('a .env, read by %s', (_, read) => {
  it.each([
    ['wJalrXUtn/K7MDENG+bPxRfiCYEXAMPLEKEY', 'FwoGZXIvYXdzE==/+='],
    ['a b # c', "it's"],
    ['$HOME ${HOME}', 'a\\nb'],
    ['"double"', `'single' and "double"`],
    ['  blanks  ', '`back`'],
  ])('gives %s and %s back', (key, token) => {
    const file = written('dotenv', exportsOf(key, token, 'eu-central-1'));
    expect(read(file)).toEqual({
      ...variables(key, token),
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
    });
  });

  it('gives whatever could be written back', () => {
    fc.assert(
      fc.property(text, text, (key, token) => {
        const parts = exportsOf(key, token);
        fc.pre(isWritable('dotenv', parts));
        expect(read(written('dotenv', parts))).toEqual(variables(key, token));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a .env', () => {
  it('has no quotes around what AWS gives: `docker run --env-file` would keep them', () => {
    const file = written('dotenv', exportsOf('wJalr/K7MD+bPx=', 'FwoG//+=='));
    expect(file).not.toMatch(/['"`]/);
  });

  it.each([
    [`'"\``, 'every-quote'],
    [`'\` \\`, 'every-quote'],
  ])('does not take %s', (key, holds) => {
    expect(written('dotenv', exportsOf(key, 't'))).toBe(holds);
  });
});

describe('JSON', () => {
  it('is the variables as one object, whatever they hold', () => {
    fc.assert(
      fc.property(text, text, (key, token) => {
        const parts = exportsOf(key, token, 'eu-central-1');
        expect(JSON.parse(written('json', parts))).toEqual({
          ...variables(key, token),
          AWS_REGION: 'eu-central-1',
          AWS_DEFAULT_REGION: 'eu-central-1',
        });
      }),
    );
  });
});

/** What a reader makes of one section. */
type Read = readonly [accessKeyId: string, secretKey: string, token: string, region: string | null];

const byUs = (file: string): readonly Read[] =>
  [
    ...parseAwsFiles({
      config: { path: '/config', text: '' },
      credentials: { path: '/credentials', text: file },
    }).profiles.values(),
  ].map(({ keys, region }) =>
    keys.kind === 'temporary'
      ? [keys.accessKeyId, reveal(keys.secretAccessKey), reveal(keys.sessionToken), region]
      : [keys.kind, '', '', region],
  );

/** A file on disk, as the SDKs take it. */
const onDisk = async <T>(file: string, read: (path: string) => Promise<T> | T): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'fobwatch-ini-'));
  try {
    const path = join(folder, 'credentials');
    writeFileSync(path, file, { mode: 0o600 });
    return await read(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const BOTO3 = `
import boto3, json, sys
read = []
for name in boto3.Session().available_profiles:
    session = boto3.Session(profile_name=name)
    keys = session.get_credentials().get_frozen_credentials()
    read.append([keys.access_key, keys.secret_key, keys.token, session.region_name])
json.dump(read, sys.stdout)
`;

const byBoto3 = (file: string): Promise<unknown> =>
  onDisk(file, (path): unknown =>
    JSON.parse(
      execFileSync('/usr/bin/python3', ['-c', BOTO3], {
        env: {
          PATH: '/usr/bin:/bin',
          LC_ALL: 'C.UTF-8',
          AWS_CONFIG_FILE: '/dev/null',
          AWS_SHARED_CREDENTIALS_FILE: path,
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      }).toString('utf8'),
    ),
  );

const bySdk = (file: string): Promise<unknown> =>
  onDisk(file, async (path) => {
    const read = await parseKnownFiles({ configFilepath: '/dev/null', filepath: path });
    return Object.values(read).map((one) => [
      one['aws_access_key_id'],
      one['aws_secret_access_key'],
      one['aws_session_token'],
      one['region'] ?? null,
    ]);
  });

const iniReaders = [
  ['Fobwatch', byUs],
  ['boto3', byBoto3],
  ['the JavaScript SDK', bySdk],
] as const;

describe.each(iniReaders)('a section of the credentials file, read by %s', (_, read) => {
  it.each([
    ['wJalrXUtn/K7MDENG+bPxRfiCYEXAMPLEKEY', 'FwoGZXIvYXdzE==/+='],
    [`a'b"c$d\`e\\f`, '==='],
    ['a;b#c %(x)s', '[x]'],
  ])('gives %s and %s back', async (key, token) => {
    const file = written('ini', exportsOf(key, token, 'eu-central-1'));
    expect(await read(file)).toEqual([['ASIAEXAMPLE000000001', key, token, 'eu-central-1']]);
  });

  it('gives whatever could be written back', { timeout: patience(500) }, async () => {
    const pair = fc.tuple(text, text).filter(([k, t]) => isWritable('ini', exportsOf(k, t)));
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: 20, maxLength: 30 }), async (pairs) => {
        const file = pairs
          .map(([key, token], index) => written('ini', exportsOf(key, token, null, `sts-${index}`)))
          .join('\n');
        expect(await read(file)).toEqual(
          pairs.map(([key, token]) => ['ASIAEXAMPLE000000001', key, token, null]),
        );
      }),
      { numRuns: 2 },
    );
  });
});

describe('a section of the credentials file', () => {
  it.each([
    [' a', 'outer-blank'],
    ['a\u00a0', 'outer-blank'],
    ['a\u001f', 'outer-blank'],
    ['a #b', 'comment'],
    [';a', 'comment'],
  ])('does not take "%s"', (key, holds) => {
    expect(written('ini', exportsOf(key, 't'))).toBe(holds);
  });

  it('needs a name that a profile can have', () => {
    expect(written('ini', exportsOf('k', 't', null, 'two words'))).toBe('profile-name');
  });
});
