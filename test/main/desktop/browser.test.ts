import { systemDetail } from '../../../app/detail.ts';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../app/result.ts';
import { secret } from '../../../app/secret.ts';
import { createBrowser } from '../../../main/desktop/browser.ts';
import { until } from '../../support/until.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();
const URL_TEXT = 'https://signin.test/federation?Action=login&SigninToken=$(id);"x"';

/** A program that writes down what it was told, one argument a line. */
const program = () => {
  const here = folder();
  const path = join(here, 'my browser');
  const told = join(here, 'told');
  writeFileSync(
    path,
    `#!/bin/sh\nprintf '%s\\n' "$@" > "${told}.part"\nmv "${told}.part" "${told}"\n`,
  );
  chmodSync(path, 0o755);
  return {
    path,
    told: () =>
      until('the program to be told', () =>
        existsSync(told) ? readFileSync(told, 'utf8').split('\n').slice(0, -1) : undefined,
      ),
  };
};

const unused = async (): Promise<void> => {
  throw new Error('the system’s browser was asked');
};

describe('a browser', () => {
  it('chosen by a command gets the URL as it stands, without a shell', async () => {
    const { path, told } = program();
    const browser = createBrowser({ openExternal: unused });
    const command = `"${path}" --profile='Profile 1' {url} --name={name}`;
    expect(await browser.open(secret(URL_TEXT), { command, name: 'prod admin' })).toEqual(ok(null));
    expect(await told()).toEqual(['--profile=Profile 1', URL_TEXT, '--name=prod%20admin']);
  });

  it('that is not there is a failure with its code', async () => {
    const browser = createBrowser({ openExternal: unused });
    const command = join(folder(), 'nobody');
    expect(await browser.open(secret(URL_TEXT), { command, name: 'dev' })).toEqual({
      ok: false,
      failure: systemDetail('ENOENT'),
    });
  });

  it('of the system gets the URL when no command is chosen', async () => {
    const opened: string[] = [];
    const browser = createBrowser({
      openExternal: async (url) => {
        opened.push(url);
      },
    });
    expect(await browser.open(secret(URL_TEXT), { command: null, name: 'dev' })).toEqual(ok(null));
    expect(opened).toEqual([URL_TEXT]);
  });

  it('of the system that fails repeats nothing of the URL', async () => {
    const browser = createBrowser({
      openExternal: async (url) => {
        throw new Error(`cannot open ${url}`);
      },
    });
    const answer = await browser.open(secret(URL_TEXT), { command: null, name: 'dev' });
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer)).not.toContain('Signin');
  });
});
