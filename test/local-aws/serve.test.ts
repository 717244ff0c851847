import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { build } from 'vite';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { demoWorld } from './demo-world.ts';
import { keysOf, serialOf } from './support.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const listening = z.object({ url: z.url(), controlUrl: z.url() });

const newFolder = async (): Promise<string> => mkdtemp(join(tmpdir(), 'local-aws-'));

let script = '';

beforeAll(async () => {
  const outDir = await newFolder();
  script = join(outDir, 'serve.mjs');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: join(ROOT, 'test/local-aws/serve.ts'),
      outDir,
      rollupOptions: { output: { entryFileNames: 'serve.mjs' } },
    },
  });
  return () => rm(outDir, { recursive: true });
});

/** Starts the process, gives what its first line says, and ends it with the test. */
const serve = async (...args: readonly string[]) => {
  const child = spawn(process.execPath, [script, '--until-stdin-closes', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
  });
  const said: unknown = JSON.parse(first);
  return { ...listening.parse(said), child, ended, first };
};

const control = async (
  controlUrl: string,
  method: 'GET' | 'POST' | 'DELETE',
  what: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const response = await fetch(`${controlUrl}/${what}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answered: unknown = await response.json();
  return { status: response.status, body: answered };
};

const client = (url: string) =>
  new STSClient({
    endpoint: url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: keysOf(demoWorld()),
  });

describe('EX5: as a process, for work without AWS', () => {
  test('it serves the demo world, tells the code, and its files fit', async () => {
    const { url, controlUrl, first } = await serve();
    const { secretAccessKey } = keysOf(demoWorld());
    expect(first).not.toContain(secretAccessKey);

    const serial = serialOf(demoWorld());
    const { body } = await control(controlUrl, 'GET', `code?serial=${serial}`);
    const { code } = z.object({ code: z.string(), nextStepAt: z.number() }).parse(body);
    const answer = await client(url).send(
      new GetSessionTokenCommand({ SerialNumber: serial, TokenCode: code }),
    );
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA/);

    const files = z
      .object({ config: z.string(), credentials: z.string() })
      .parse((await control(controlUrl, 'GET', 'files')).body);
    const folder = await newFolder();
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'config'), files.config);
    await writeFile(join(folder, 'credentials'), files.credentials, { mode: 0o600 });
    const read = await loadSharedConfigFiles({
      filepath: join(folder, 'credentials'),
      configFilepath: join(folder, 'config'),
    });
    expect(Object.keys(read.configFile)).toEqual([
      'ada',
      'dev-readonly',
      'partner-billing',
      'audit-12h',
      'data-chained',
      'prod-admin',
      'denied-ops',
    ]);
    expect(read.configFile['audit-12h']).toEqual({
      role_arn: 'arn:aws:iam::111122223333:role/audit-12h',
      source_profile: 'ada',
      mfa_serial: serial,
      duration_seconds: '43200',
      region: 'us-east-1',
      endpoint_url: url,
    });
    expect(read.credentialsFile['ada']?.['aws_secret_access_key']).toBe(secretAccessKey);
  });

  test('faults, clock, log and lifetimes are set from outside', async () => {
    const { url, controlUrl } = await serve();
    const whoami = () => client(url).send(new GetCallerIdentityCommand({}));
    await control(controlUrl, 'POST', 'faults', { fault: { kind: 'throttling' } });
    await expect(whoami()).rejects.toThrow('Rate exceeded');
    await control(controlUrl, 'POST', 'clock', { offsetSeconds: 3600 });
    await expect(whoami()).rejects.toThrow('Signature expired');
    await control(controlUrl, 'POST', 'clock', { advanceSeconds: -3600 });
    await control(controlUrl, 'POST', 'lifetimes', { sessionSeconds: 20 });
    const { Credentials } = await client(url).send(new GetSessionTokenCommand({}));
    expect((Credentials?.Expiration?.getTime() ?? Infinity) - Date.now()).toBeLessThan(20_001);
    const { body } = await control(controlUrl, 'GET', 'log');
    expect(body).toMatchObject([{ status: 400 }, { status: 403 }, { status: 200 }]);
    await control(controlUrl, 'DELETE', 'log');
    expect((await control(controlUrl, 'GET', 'log')).body).toEqual([]);
  });

  test('the control port wants its own path and bodies that fit', async () => {
    const { controlUrl } = await serve();
    const other = new URL('/guess', controlUrl).href;
    expect((await control(other, 'GET', 'world')).status).toBe(403);
    expect((await control(controlUrl, 'POST', 'clock', { offset: 'x' })).status).toBe(400);
    expect((await control(controlUrl, 'GET', 'teapot')).status).toBe(404);
    expect((await control(controlUrl, 'GET', 'code?serial=nobody')).status).toBe(404);
  });

  test('it takes a world from a file, and ends when its starter does', async () => {
    const folder = await newFolder();
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'world.json');
    await writeFile(file, JSON.stringify({ accounts: [{ id: '222233334444' }] }));
    const { controlUrl, child, ended } = await serve('--world', file);
    const { body } = await control(controlUrl, 'GET', 'world');
    expect(body).toMatchObject({ accounts: [{ id: '222233334444', users: [] }] });
    child.stdin.end();
    expect(await ended).toBe(0);
  });
});
