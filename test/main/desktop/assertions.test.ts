import { detailAbout, systemDetail } from '../../../app/detail.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reveal } from '../../../app/secret.ts';
import { createAssertions } from '../../../main/desktop/assertions.ts';
import { createCredentialFiles } from '../../../main/storage/credential-files.ts';
import { createSamlProvider } from '../../local-aws/saml-identity-provider.ts';

const ROLE = 'arn:aws:iam::111122223333:role/analyst';
const PROVIDER = 'arn:aws:iam::111122223333:saml-provider/acme-login';
const OFFERED = [{ roleArn: ROLE, principalArn: PROVIDER }];

const home = mkdtempSync(join(tmpdir(), 'assertions-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let response = '';
beforeAll(async () => {
  const idp = await createSamlProvider();
  response = await idp.respond({ roles: [{ role: ROLE, provider: PROVIDER }] });
});

const reading = (clipboard = '', patience = 20_000) =>
  createAssertions({
    files: createCredentialFiles({ home }),
    clipboard: { readText: () => clipboard },
    patience,
  });

const node = (script: string): string => {
  const path = join(home, 'login.mjs');
  writeFileSync(path, script);
  return `"${process.execPath}" "${path}"`;
};

describe('a SAML assertion (BO3)', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['on many lines', (text: string) => text.replaceAll(/.{76}/g, '$&\n')],
    ['as XML', (text: string) => Buffer.from(text, 'base64').toString('utf8')],
    [
      'as the body of a form',
      (text: string) => `SAMLResponse=${encodeURIComponent(text)}&RelayState=x`,
    ],
    ['as a value of such a body', (text: string) => encodeURIComponent(text)],
  ])('is taken from the clipboard %s', async (_, written) => {
    const read = await reading(written(response)).read({ kind: 'clipboard' });
    expect(read).toMatchObject({ ok: true, value: { offer: { roles: OFFERED } } });
    expect(read.ok && reveal(read.value.assertion)).toBe(response);
  });

  it('is taken from a file', async () => {
    writeFileSync(join(home, 'response.txt'), `${response}\n`);
    const read = await reading().read({ kind: 'file', path: '~/response.txt' });
    expect(read).toMatchObject({ ok: true, value: { offer: { roles: OFFERED } } });
  });

  it('is taken from what a command prints, whose arguments no shell sees', async () => {
    const command = `${node('process.stdout.write(process.argv[2] + process.argv[3])')} ${response} ";#"`;
    const read = await reading().read({ kind: 'command', command });
    expect(read).toEqual({ ok: false, failure: { kind: 'flaw', flaw: 'not-base64' } });
    const right = await reading().read({
      kind: 'command',
      command: `${node('process.stdout.write(process.argv[2])')} ${response}`,
    });
    expect(right).toMatchObject({ ok: true, value: { offer: { roles: OFFERED } } });
  });

  it.each([
    ['empty', '  \n', 'empty'],
    ['no base 64', 'hello there!', 'not-base64'],
    ['base 64 of no XML', 'aGVsbG8=', 'not-xml'],
    ['longer than AWS takes', 'A'.repeat(100_004), 'too-long'],
  ])('is refused with its flaw where the clipboard is %s', async (_, text, flaw) => {
    expect(await reading(text).read({ kind: 'clipboard' })).toEqual({
      ok: false,
      failure: { kind: 'flaw', flaw },
    });
  });

  it('is refused with the file where that is not there', async () => {
    expect(await reading().read({ kind: 'file', path: '~/nothing' })).toMatchObject({
      failure: { kind: 'file', detail: systemDetail('ENOENT') },
    });
  });
});

describe('a command that gives no assertion', () => {
  const failureOf = async (command: string, patience?: number) => {
    const read = await reading('', patience).read({ kind: 'command', command });
    return read.ok ? null : read.failure;
  };

  it('is named when it is none', async () => {
    expect(await failureOf('"half')).toMatchObject({ kind: 'program', cause: 'no-command' });
  });

  it('is named when it does not start', async () => {
    expect(await failureOf('/no/such/program --print')).toEqual({
      kind: 'program',
      program: '/no/such/program',
      cause: 'not-started',
      detail: systemDetail('ENOENT'),
    });
  });

  it('is named with how it ended, and nothing of what it said', async () => {
    const failure = await failureOf(
      node(`process.stderr.write('PASSWORD-IN-ERROR'); process.exit(3)`),
    );
    expect(failure).toMatchObject({ cause: 'failed', detail: detailAbout('exit-code', 3) });
    expect(JSON.stringify(failure)).not.toContain('PASSWORD-IN-ERROR');
  });

  it('is ended with all it started when it takes too long', async () => {
    const failure = await failureOf(`/bin/sh -c "sleep 600 & wait"`, 300);
    expect(failure).toMatchObject({ cause: 'timed-out' });
  });

  it('is ended when it prints without end', async () => {
    expect(await failureOf('/usr/bin/yes')).toMatchObject({ cause: 'too-much' });
  });
});
