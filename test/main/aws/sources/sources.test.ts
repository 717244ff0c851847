import { detailAbout, ownDetail, systemDetail } from '../../../../app/detail.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CredentialSource } from '../../../../app/profiles/profile.ts';
import { reveal } from '../../../../app/secret.ts';
import { containerUrl, TASK_ENDPOINT } from '../../../../main/aws/sources/container.ts';
import type { Variables } from '../../../../main/aws/sources/environment.ts';
import { metadataEndpoint } from '../../../../main/aws/sources/instance-metadata.ts';
import { createCredentialSources } from '../../../../main/aws/sources/sources.ts';
import {
  createMetadata,
  type Metadata,
  type MetadataOptions,
} from '../../../local-aws/metadata.ts';
import type { LocalAws } from '../../../local-aws/server.ts';
import { allow, arnOf, ending, role, start, user, worldWith } from '../../../local-aws/support.ts';
import { temporaryFolders } from '../../temporary-folder.ts';

const folder = temporaryFolders();

const beside = async (
  more: Partial<MetadataOptions> = {},
): Promise<{ readonly aws: LocalAws; readonly metadata: Metadata }> => {
  const aws = await start({ world: worldWith([user()], [role('task', { policies: [allow()] })]) });
  const metadata = await ending(createMetadata(aws, { roleArn: arnOf('task'), ...more }));
  return { aws, metadata };
};

/** What a source gives, its secrets told by their length only; or why it gives nothing. */
const read = async (kind: CredentialSource['kind'], variables: Variables, more = {}) => {
  const source: CredentialSource =
    kind === 'web-identity' ? { kind, tokenFile: variables['FILE'] ?? '' } : { kind };
  const result = await createCredentialSources({ variables, ...more }).read(source);
  if (!result.ok) return result.failure;
  if (result.value.kind === 'token') return { token: reveal(result.value.token) };
  const { signer, expiresAt } = result.value;
  return {
    id: signer.accessKeyId,
    secret: reveal(signer.secretAccessKey).length,
    token: signer.sessionToken === null ? null : reveal(signer.sessionToken).length,
    expiresAt,
  };
};

const ID = { AWS_ACCESS_KEY_ID: 'AKIAENV0000000000001' };
const KEY = { AWS_SECRET_ACCESS_KEY: 'secret' };

describe('the environment', () => {
  const long = { id: 'AKIAENV0000000000001', secret: 6, token: null, expiresAt: null };
  it.each<readonly [string, Variables, string, unknown]>([
    ['a long-term key', { ...ID, ...KEY }, 'long-term', long],
    [
      'temporary keys',
      { ...ID, ...KEY, AWS_SESSION_TOKEN: 'token' },
      'temporary',
      { ...long, token: 5 },
    ],
    [
      'a token under boto’s old name',
      { ...ID, ...KEY, AWS_SECURITY_TOKEN: 'token' },
      'temporary',
      { ...long, token: 5 },
    ],
    [
      'temporary keys with their end',
      { ...ID, ...KEY, AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION: '2027-01-15T08:00:00Z' },
      'temporary',
      { ...long, token: 1, expiresAt: 1_800_000_000_000 },
    ],
    [
      'an end that is no date',
      { ...ID, ...KEY, AWS_CREDENTIAL_EXPIRATION: 'soon' },
      'long-term',
      long,
    ],
    ['nothing', {}, 'none', notSet('AWS_ACCESS_KEY_ID')],
    ['half a key', ID, 'none', notSet('AWS_SECRET_ACCESS_KEY')],
    ['the other half', KEY, 'none', notSet('AWS_ACCESS_KEY_ID')],
    ['a blank', { ...KEY, AWS_ACCESS_KEY_ID: ' ' }, 'none', notSet('AWS_ACCESS_KEY_ID')],
  ])('with %s', async (_, variables, holds, expected) => {
    expect(createCredentialSources({ variables }).environment).toBe(holds);
    expect(await read('environment', variables)).toEqual(expected);
  });
});

function notSet(variable: string) {
  return { source: 'environment', cause: { kind: 'not-set', variable } };
}

const RELATIVE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';

describe('where a container’s credentials are asked for, by the SDKs’ rules', () => {
  it.each<readonly [Variables, string]>([
    [{ [RELATIVE]: '/v2/credentials/1' }, 'http://169.254.170.2/v2/credentials/1'],
    [{ [RELATIVE]: '/v2', [FULL]: 'https://x.test/' }, 'http://169.254.170.2/v2'],
    [{ [FULL]: 'https://anywhere.example/path?a=b' }, 'https://anywhere.example/path?a=b'],
    [{ [FULL]: 'http://127.0.0.1:8080/x' }, 'http://127.0.0.1:8080/x'],
    [{ [FULL]: 'http://127.9.9.9/x' }, 'http://127.9.9.9/x'],
    [{ [FULL]: 'http://localhost/x' }, 'http://localhost/x'],
    [{ [FULL]: 'http://[::1]:81/x' }, 'http://[::1]:81/x'],
    [{ [FULL]: 'http://169.254.170.2/x' }, 'http://169.254.170.2/x'],
    [{ [FULL]: 'http://169.254.170.23/v1/credentials' }, 'http://169.254.170.23/v1/credentials'],
    [{ [FULL]: 'http://[fd00:ec2::23]/v1' }, 'http://[fd00:ec2::23]/v1'],
    // Another way to write 127.0.0.1.
    [{ [FULL]: 'http://2130706433/x' }, 'http://127.0.0.1/x'],
    [{ [FULL]: 'http://anywhere.example/x' }, 'host-refused'],
    [{ [FULL]: 'http://169.254.170.24/x' }, 'host-refused'],
    [{ [FULL]: 'http://127.0.0.1.example/x' }, 'host-refused'],
    [{ [FULL]: 'http://localhost.example/x' }, 'host-refused'],
    [{ [FULL]: 'http://127.0.0.1@elsewhere.example/x' }, 'unusable'],
    [{ [FULL]: 'ftp://127.0.0.1/x' }, 'unusable'],
    [{ [FULL]: '/v1/credentials' }, 'unusable'],
    [{ [RELATIVE]: '@elsewhere.example/x' }, 'unusable'],
    [{ [RELATIVE]: 'v2/credentials' }, 'unusable'],
    [{}, 'not-set'],
  ])('%j', (variables, expected) => {
    const url = containerUrl(variables, TASK_ENDPOINT);
    expect(url.ok ? url.value.href : url.failure.kind).toBe(expected);
  });
});

describe('a container', () => {
  const held = (aws: LocalAws, seconds = 21_600) => ({
    id: expect.stringMatching(/^ASIA/),
    secret: 40,
    token: expect.any(Number),
    expiresAt: expect.closeTo(aws.now() + seconds * 1000, -4),
  });

  it('hands out its role by the relative URI', async () => {
    const { aws, metadata } = await beside();
    const variables = { [RELATIVE]: metadata.ecs.relativeUri };
    expect(await read('container', variables, { taskEndpoint: metadata.url })).toEqual(held(aws));
  });

  it('hands out its role by the full URI for a token', async () => {
    const { aws, metadata } = await beside({ seconds: 3600 });
    const variables = {
      [FULL]: metadata.ecs.fullUri,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: metadata.ecs.authorizationToken,
    };
    expect(await read('container', variables)).toEqual(held(aws, 3600));
  });

  it('takes the token from a file, before the one in the environment, and anew each time', async () => {
    const { aws, metadata } = await beside();
    const file = join(folder(), 'token');
    const variables = {
      [FULL]: metadata.ecs.fullUri,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'another',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
    };
    writeFileSync(file, 'an old one\n');
    expect(await read('container', variables)).toMatchObject({ cause: { status: 401 } });
    writeFileSync(file, `${metadata.ecs.authorizationToken}\n`);
    expect(await read('container', variables)).toEqual(held(aws));
  });

  it.each([
    [
      'a wrong token',
      { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'wrong' },
      { kind: 'answered', status: 401 },
    ],
    [
      'a token that would break out of its header',
      { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a\r\nHost: b' },
      { kind: 'unusable', variable: 'AWS_CONTAINER_AUTHORIZATION_TOKEN' },
    ],
    [
      'a token file that is not there',
      { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere/token' },
      { kind: 'file', path: '/nowhere/token', detail: systemDetail('ENOENT') },
    ],
  ])('is refused with %s', async (_, more, cause) => {
    const { metadata } = await beside();
    const variables = { [FULL]: metadata.ecs.fullUri, ...more };
    expect(await read('container', variables)).toMatchObject({ source: 'container', cause });
  });

  it.each([
    ['no JSON', 200, 'no', { kind: 'malformed' }],
    ['half of it', 200, '{"AccessKeyId":"ASIA1","SecretAccessKey":"s"}', { kind: 'malformed' }],
    [
      'an end that is no date',
      200,
      '{"AccessKeyId":"ASIA1","SecretAccessKey":"s","Token":"t","Expiration":"soon"}',
      { kind: 'malformed', detail: detailAbout('missing', 'Expiration') },
    ],
    ['a reply without end', 200, 'x'.repeat(100_000), { kind: 'malformed' }],
    ['a fault', 500, '', { kind: 'answered', status: 500 }],
    ['a redirect, which is not followed', 302, '', { kind: 'answered', status: 302 }],
  ])('that answers %s hands out nothing', async (_, status, body, cause) => {
    const { metadata } = await beside();
    metadata.addFault({ path: '/v1/', status, body });
    const variables = { [FULL]: metadata.ecs.fullUri };
    expect(await read('container', variables)).toMatchObject({ source: 'container', cause });
  });

  it('that is not there is named by its address', async () => {
    const { metadata } = await beside();
    const host = new URL(metadata.url).host;
    await metadata.stop();
    expect(await read('container', { [FULL]: metadata.ecs.fullUri })).toEqual({
      source: 'container',
      cause: { kind: 'unreachable', host, code: 'ECONNREFUSED' },
    });
  });
});

describe('where the instance metadata service is', () => {
  const ENDPOINT = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';
  it.each<readonly [Variables, string]>([
    [{}, 'http://169.254.169.254'],
    [{ AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: 'IPv6' }, 'http://[fd00:ec2::254]'],
    [{ [ENDPOINT]: 'http://127.0.0.1:1338/' }, 'http://127.0.0.1:1338'],
    [{ [ENDPOINT]: 'nonsense' }, 'unusable'],
    [{ [ENDPOINT]: 'file:///etc' }, 'unusable'],
    [{ AWS_EC2_METADATA_DISABLED: 'TRUE' }, 'disabled'],
    [{ AWS_EC2_METADATA_DISABLED: 'false' }, 'http://169.254.169.254'],
  ])('%j', (variables, expected) => {
    const endpoint = metadataEndpoint(variables);
    expect(endpoint.ok ? endpoint.value : endpoint.failure.kind).toBe(expected);
  });
});

describe('a machine', () => {
  const of = ({ imds }: Metadata): Variables => ({
    AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.endpoint,
  });

  it('hands out its role, by version 2 of the service only', async () => {
    const { aws, metadata } = await beside();
    expect(await read('instance-metadata', of(metadata))).toMatchObject({
      id: expect.stringMatching(/^ASIA/),
      expiresAt: expect.closeTo(aws.now() + 21_600_000, -4),
    });
    const roles = '/latest/meta-data/iam/security-credentials/';
    expect(metadata.log()).toEqual([
      { method: 'PUT', path: '/latest/api/token', status: 200 },
      { method: 'GET', path: roles, status: 200 },
      { method: 'GET', path: `${roles}task`, status: 200 },
    ]);
  });

  it('whose service is switched off is not asked', async () => {
    const { metadata } = await beside();
    const variables = { ...of(metadata), AWS_EC2_METADATA_DISABLED: 'true' };
    expect(await read('instance-metadata', variables)).toEqual({
      source: 'instance-metadata',
      cause: { kind: 'disabled' },
    });
    expect(metadata.log()).toEqual([]);
  });

  it.each([
    ['that has no role', '/latest/meta-data/', 404, '', { kind: 'no-role' }],
    ['that names no role', '/latest/meta-data/', 200, '\n', { kind: 'no-role' }],
    ['that gives no token', '/latest/api/', 403, '', { kind: 'answered', status: 403 }],
    ['whose token fits in no header', '/latest/api/', 200, 'a b', { kind: 'malformed' }],
    ['that fails', '/latest/meta-data/', 500, '', { kind: 'answered', status: 500 }],
    [
      'that says it failed',
      '/latest/meta-data/iam/security-credentials/task',
      200,
      '{"Code":"Failed","AccessKeyId":"a","SecretAccessKey":"s","Token":"t","Expiration":"2999-01-01T00:00:00Z"}',
      { kind: 'malformed' },
    ],
  ])('%s hands out nothing', async (_, path, status, body, cause) => {
    const { metadata } = await beside();
    metadata.addFault({ path, status, body });
    expect(await read('instance-metadata', of(metadata))).toMatchObject({ cause });
  });
});

describe('a web identity token file (BO4)', () => {
  it('is read anew each time, without the white space around it', async () => {
    const file = join(folder(), 'token');
    writeFileSync(file, 'eyJ.first.one\n');
    expect(await read('web-identity', { FILE: file })).toEqual({ token: 'eyJ.first.one' });
    writeFileSync(file, '  eyJ.next.one');
    expect(await read('web-identity', { FILE: file })).toEqual({ token: 'eyJ.next.one' });
  });

  it.each([
    ['is not there', () => join(folder(), 'none'), systemDetail('ENOENT')],
    ['is named by half a path', () => 'token', ownDetail('path-not-absolute')],
    ['is empty', () => fileOf(''), ownDetail('no-token')],
    ['is too short', () => fileOf('abc'), ownDetail('no-token')],
    ['is too long', () => fileOf('x'.repeat(20_001)), ownDetail('token-too-long')],
    ['is a folder', folderOf, expect.objectContaining({ kind: 'system' })],
  ])('that %s is told by its path', async (_, place, detail) => {
    const path = place();
    expect(await read('web-identity', { FILE: path })).toEqual({
      source: 'web-identity',
      cause: { kind: 'file', path, detail },
    });
  });
});

function fileOf(text: string): string {
  const file = join(folder(), 'token');
  writeFileSync(file, text);
  return file;
}

function folderOf(): string {
  const path = join(folder(), 'token');
  mkdirSync(path);
  return path;
}
