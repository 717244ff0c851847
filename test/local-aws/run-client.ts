import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Keys } from './support.ts';

/** Clients this repository has no part in, run as processes of their own: Debian's awscli and curl. */

export const AWS = '/usr/bin/aws';
export const CURL = '/usr/bin/curl';

export type Ran = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };
export type Environment = Readonly<Record<string, string>>;

/** A folder that goes with the test. */
export const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'local-aws-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** Runs a command with nothing of this process's environment, in a home of its own. */
export const run = async (
  command: string,
  args: readonly string[],
  { env = {}, stdin = '' }: { readonly env?: Environment; readonly stdin?: string } = {},
): Promise<Ran> => {
  const child = spawn(command, args, {
    env: { PATH: '/usr/bin:/bin', HOME: await newFolder(), LC_ALL: 'C.UTF-8', ...env },
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.end(stdin);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
  return { exitCode, stdout: text(stdout), stderr: text(stderr) };
};

/** Settings for every run of awscli here. */
export const QUIET: Environment = { AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' };

/** Credentials as awscli reads them from its environment. */
export const environment = (keys: Keys): Environment => ({
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
  ...QUIET,
});

/** What awscli printed; throws when it failed. */
export const json = ({ exitCode, stdout, stderr }: Ran): unknown => {
  if (exitCode !== 0) throw new Error(`aws failed: ${stderr}`);
  const parsed: unknown = JSON.parse(stdout);
  return parsed;
};
