import { detailAbout, ownDetail, systemDetail } from '../../../app/detail.ts';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { reveal } from '../../../app/secret.ts';
import { createAwsFiles } from '../../../main/storage/aws-files.ts';
import { temporaryFolders } from '../temporary-folder.ts';

const folder = temporaryFolders();

const filesIn = (home: string, env: Readonly<Record<string, string>> = {}) => {
  const files = createAwsFiles({ env, home });
  const textOf = async (which: 'config' | 'credentials'): Promise<string | null> => {
    const { text } = (await files.read())[which];
    return text === null ? null : reveal(text);
  };
  return { files, textOf };
};

/** Watches until the end of the test; each call back is counted. */
const listenTo = (files: ReturnType<typeof createAwsFiles>): { calls: number } => {
  const heard = { calls: 0 };
  const stop = files.watch(() => {
    heard.calls += 1;
  });
  onTestFinished(stop);
  return heard;
};

const withAws = (): { home: string; config: string; credentials: string } => {
  const home = folder();
  mkdirSync(join(home, '.aws'));
  const config = join(home, '.aws', 'config');
  const credentials = join(home, '.aws', 'credentials');
  writeFileSync(config, '[default]\n');
  writeFileSync(credentials, '[ada]\n');
  return { home, config, credentials };
};

describe("reading the person's AWS files", () => {
  it('finds them in the home folder', async () => {
    const { home } = withAws();
    const { textOf } = filesIn(home);
    expect(await textOf('config')).toBe('[default]\n');
    expect(await textOf('credentials')).toBe('[ada]\n');
  });

  it('does not wait for the other end of a pipe', async () => {
    const { home, config } = withAws();
    unlinkSync(config);
    execFileSync('mkfifo', [config]);
    const { files } = filesIn(home);
    expect((await files.read()).config).toEqual({
      path: config,
      text: null,
      problem: ownDetail('pipe'),
    });
  });

  it('takes a device without an end for a file that is too large', async () => {
    const { files } = filesIn(folder(), { AWS_CONFIG_FILE: '/dev/zero' });
    expect((await files.read()).config).toMatchObject({
      text: null,
      problem: detailAbout('too-large', 16 * 1024 * 1024),
    });
  });

  it('takes the empty device for an empty file, as the AWS tools do', async () => {
    const { textOf } = filesIn(folder(), { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' });
    expect(await textOf('credentials')).toBe('');
  });

  it('takes the environment before the home folder, and the setting before both', async () => {
    const { home } = withAws();
    for (const name of ['env', 'setting']) writeFileSync(join(home, name), name);
    const { files, textOf } = filesIn(home, { AWS_CONFIG_FILE: '~/env' });
    expect(await textOf('config')).toBe('env');
    files.use({ configFile: '~/setting', credentialsFile: null });
    expect(await textOf('config')).toBe('setting');
    expect(await textOf('credentials')).toBe('[ada]\n');
  });

  it('holds an absent file for no problem', async () => {
    const { files } = filesIn(folder());
    const { config } = await files.read();
    expect(config).toMatchObject({ text: null, problem: null });
  });

  it('says what is wrong with a file that cannot be read', async () => {
    const { home, config } = withAws();
    unlinkSync(config);
    mkdirSync(config);
    expect((await filesIn(home).files.read()).config).toEqual({
      path: config,
      text: null,
      problem: systemDetail('EISDIR'),
    });
  });

  it('does not swallow a file that cannot be one of profiles', async () => {
    const { home, config } = withAws();
    truncateSync(config, 17 * 1024 * 1024);
    expect((await filesIn(home).files.read()).config).toMatchObject({
      text: null,
      problem: detailAbout('too-large', 16 * 1024 * 1024),
    });
  });

  it('follows a symbolic link', async () => {
    const { home, config } = withAws();
    renameSync(config, join(home, 'dotfile'));
    symlinkSync(join(home, 'dotfile'), config);
    expect(await filesIn(home).textOf('config')).toBe('[default]\n');
  });

  it('never gives out a half-written file: it reads until two reads agree', async () => {
    const { home, config } = withAws();
    const { files } = filesIn(home);
    // As awscli does: truncate, then write in pieces, while the first read is on its way.
    truncateSync(config, 0);
    const reading = files.read();
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    for (const piece of ['[default]\n', 'region = eu-west-1\n']) appendFileSync(config, piece);
    const { text } = (await reading).config;
    expect(text === null ? null : reveal(text)).toBe('[default]\nregion = eu-west-1\n');
  });

  it('keeps the text out of sight', async () => {
    const { home, credentials } = withAws();
    writeFileSync(credentials, 'aws_secret_access_key = wJalrXUtnFEMI');
    expect(JSON.stringify(await filesIn(home).files.read())).not.toContain('wJalrXUtnFEMI');
  });
});

describe("watching the person's AWS files", () => {
  it('tells of a write', async () => {
    const { home, config } = withAws();
    const heard = listenTo(filesIn(home).files);
    appendFileSync(config, 'region = eu-west-1\n');
    await expect.poll(() => heard.calls).toBe(1);
  });

  it('tells once of an edit in several steps', async () => {
    const { home, config, credentials } = withAws();
    const heard = listenTo(filesIn(home).files);
    truncateSync(config, 0);
    appendFileSync(config, '[a]\n');
    appendFileSync(config, '[b]\n');
    appendFileSync(credentials, '[b]\n');
    await expect.poll(() => heard.calls).toBe(1);
  });

  it('tells of each edit by an editor that replaces the file', async () => {
    const { home, config } = withAws();
    const heard = listenTo(filesIn(home).files);
    for (const edit of [1, 2, 3]) {
      writeFileSync(`${config}.swp`, `[edit ${edit}]\n`);
      renameSync(`${config}.swp`, config);
      await expect.poll(() => heard.calls).toBe(edit);
    }
  });

  it('tells of a file that is made later, in a folder that is made later', async () => {
    const home = folder();
    const heard = listenTo(filesIn(home).files);
    mkdirSync(join(home, '.aws'));
    await expect.poll(() => heard.calls).toBeGreaterThan(0);
    const before = heard.calls;
    writeFileSync(join(home, '.aws', 'config'), '[default]\n');
    await expect.poll(() => heard.calls).toBeGreaterThan(before);
  });

  it('goes on after the folder was removed and made again', async () => {
    const { home, config } = withAws();
    const heard = listenTo(filesIn(home).files);
    rmSync(join(home, '.aws'), { recursive: true });
    await expect.poll(() => heard.calls).toBeGreaterThan(0);
    mkdirSync(join(home, '.aws'));
    const { textOf } = filesIn(home);
    writeFileSync(config, '[again]\n');
    const before = heard.calls;
    await expect.poll(() => heard.calls).toBeGreaterThan(before);
    appendFileSync(config, '[more]\n');
    const then = heard.calls;
    await expect.poll(() => heard.calls).toBeGreaterThan(then);
    expect(await textOf('config')).toBe('[again]\n[more]\n');
  });

  it('tells of a change behind a symbolic link, of the file or of its folder', async () => {
    const home = folder();
    mkdirSync(join(home, 'dotfiles'));
    writeFileSync(join(home, 'dotfiles', 'aws-config'), '[default]\n');
    symlinkSync(join(home, 'dotfiles', 'aws-config'), join(home, 'dotfiles', 'config'));
    symlinkSync(join(home, 'dotfiles'), join(home, '.aws'));
    const heard = listenTo(filesIn(home).files);
    appendFileSync(join(home, 'dotfiles', 'aws-config'), '[a]\n');
    await expect.poll(() => heard.calls).toBe(1);
    mkdirSync(join(home, 'other'));
    writeFileSync(join(home, 'other', 'config'), '[other]\n');
    unlinkSync(join(home, '.aws'));
    symlinkSync(join(home, 'other'), join(home, '.aws'));
    await expect.poll(() => heard.calls).toBe(2);
  });

  it('goes on with the folder that a symbolic link leads to by now', async () => {
    const home = folder();
    for (const name of ['one', 'two']) {
      mkdirSync(join(home, name));
      writeFileSync(join(home, name, 'config'), `[${name}]\n`);
    }
    symlinkSync('one', join(home, '.aws'));
    const heard = listenTo(filesIn(home).files);
    symlinkSync('two', join(home, '.aws-new'));
    renameSync(join(home, '.aws-new'), join(home, '.aws'));
    await expect.poll(() => heard.calls).toBe(1);
    appendFileSync(join(home, 'two', 'config'), '[a]\n');
    await expect.poll(() => heard.calls).toBe(2);
  });

  it('says nothing of other files beside them', async () => {
    const { home, config } = withAws();
    const heard = listenTo(filesIn(home).files);
    writeFileSync(join(home, '.aws', 'cli-cache'), 'x');
    appendFileSync(config, '[a]\n');
    await expect.poll(() => heard.calls).toBe(1);
    writeFileSync(join(home, '.aws', 'other'), 'x');
    appendFileSync(config, '[b]\n');
    await expect.poll(() => heard.calls).toBe(2);
  });

  it('moves with the setting, and ends with its stop', async () => {
    const { home, config } = withAws();
    const { files } = filesIn(home);
    const other = join(home, 'elsewhere');
    writeFileSync(other, '');
    const heard = { calls: 0, after: 0 };
    const stop = files.watch(() => {
      heard.calls += 1;
    });
    files.use({ configFile: other, credentialsFile: null });
    appendFileSync(other, '[a]\n');
    await expect.poll(() => heard.calls).toBe(1);
    stop();
    const { files: witness } = filesIn(home);
    const seen = listenTo(witness);
    appendFileSync(other, '[b]\n');
    appendFileSync(config, '[b]\n');
    await expect.poll(() => seen.calls).toBe(1);
    expect(heard.calls).toBe(1);
  });
});
