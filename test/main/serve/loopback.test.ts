import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JournalEntry } from '../../../app/ports.ts';
import { secret } from '../../../app/secret.ts';
import { LIMITS, type Limits } from '../../../main/serve/agent/asking.ts';
import { failed, handed, type Call, type Reply } from '../../../main/serve/agent/call.ts';
import { batchText } from '../../../main/serve/agent/command-file.ts';
import { createLoopbackAgent } from '../../../main/serve/agent/loopback.ts';
import { runProgram } from '../../support/run-program.ts';
import { testFolder } from '../../support/bare-agent.ts';
import { until } from '../../support/until.ts';
import { exchange } from './open-endpoint.ts';

// The agent as Windows has it, on a real port here; the batch file itself is not run.

const GIVEN = 'loopback-secret/+="$ 0123';

const open = async (
  options: { readonly answer?: (call: Call) => Promise<Reply>; readonly limits?: Limits } = {},
) => {
  const place = join(testFolder(), 'agent.curl');
  const journal: JournalEntry[] = [];
  const calls: Call[] = [];
  const { answer = async () => handed(secret(`${GIVEN}\n`)) } = options;
  const agent = createLoopbackAgent({
    place,
    answer: (call) => {
      calls.push(call);
      return answer(call);
    },
    journal: { write: (entry) => void journal.push(entry) },
    ...(options.limits && { limits: options.limits }),
  });
  onTestFinished(agent.stop);
  await until('the agent to listen', () => journal.some(({ kind }) => kind === 'agent-listens'));
  const text = readFileSync(place, 'utf8');
  const port = Number(/:(\d+)\/run/.exec(text)?.[1]);
  const token = /Authorization: ([\w-]+)"/.exec(text)?.[1] ?? '';
  /** As fobwatch.cmd asks: all that curl is told is in the file and on its input. */
  const curl = (...words: readonly string[]) =>
    runProgram('curl', ['-q', '-K', place, '-K', '-'], {
      input: ['cwd=/here', ...words.map((word) => `word=${word}`)]
        .map((pair) => `data-urlencode = "${pair.replaceAll(/["\\]/g, (one) => `\\${one}`)}"\n`)
        .join(''),
    });
  return { place, journal, calls, port, token, curl, stop: agent.stop };
};

const BODY = 'cwd=%2F&word=list';

const question = (
  { port, token }: { readonly port: number; readonly token: string },
  changes: {
    readonly line?: string;
    readonly host?: string;
    readonly headers?: readonly string[];
  } = {},
): string =>
  [
    changes.line ?? 'POST /run HTTP/1.1',
    `Host: ${changes.host ?? `127.0.0.1:${port}`}`,
    ...(changes.headers ?? [`Authorization: ${token}`]),
    `Content-Length: ${BODY.length}`,
    '',
    BODY,
  ].join('\r\n');

describe('the agent on a port of this computer', () => {
  it('answers curl, words as they were typed', async () => {
    const { curl, calls } = await open();
    const odd = 'a b&c=d%20+"e"\\ü';
    expect(await curl('credentials', odd)).toEqual({ out: `${GIVEN}\n`, err: '', code: 0 });
    expect(calls).toMatchObject([{ argv: ['credentials', odd], cwd: '/here', terminal: false }]);
  });

  it('says what is wrong on standard error, and curl fails', async () => {
    const { curl } = await open({
      answer: async () =>
        failed('unknown-name', 'Nothing is named ü;\r\nSet-Cookie: see AWS’s list.'),
    });
    expect(await curl('env', 'ü')).toEqual({
      out: '',
      err: 'fobwatch: Nothing is named ü; Set-Cookie: see AWS’s list.',
      code: 22,
    });
  });

  it.each(['exec', 'hold', 'ask'] as const)(
    'refuses what only the other script can do: %s',
    async (end) => {
      const { curl } = await open({ answer: async () => ({ out: secret(GIVEN), err: '', end }) });
      const ran = await curl('exec', 'dev', '--', 'cmd');
      expect(ran).toMatchObject({ out: '', code: 22 });
      expect(ran.err).toContain('cannot be done on Windows yet');
    },
  );

  it('tells port and token in a file that only its owner reads, new at every start, and none after', async () => {
    const first = await open();
    const second = await open();
    expect(statSync(first.place).mode & 0o777).toBe(0o600);
    expect(first.token).toMatch(/^[\w-]{43}$/);
    expect(first.token).not.toBe(second.token);
    expect(JSON.stringify(first.journal)).not.toContain(first.token);
    await first.stop();
    expect(existsSync(first.place)).toBe(false);
  });

  it('lets in whoever has the token', async () => {
    const agent = await open();
    const reply = await exchange(agent.port, question(agent));
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(reply).toContain(GIVEN);
    expect(reply).not.toMatch(/access-control/i);
  });

  it.each<[string, (agent: { port: number; token: string }) => Parameters<typeof question>[1]]>([
    ['no token', () => ({ headers: [] })],
    ['a wrong token', ({ token }) => ({ headers: [`Authorization: ${token.slice(1)}x`] })],
    ['a short token', ({ token }) => ({ headers: [`Authorization: ${token.slice(1)}`] })],
    [
      'two tokens',
      ({ token }) => ({ headers: [`Authorization: ${token}`, `Authorization: ${token}`] }),
    ],
    ['an origin', ({ token }) => ({ headers: [`Authorization: ${token}`, 'Origin: null'] })],
    ['a host of its own', ({ port }) => ({ host: `rebound.example:${port}` })],
    ['another port', ({ port }) => ({ host: `127.0.0.1:${port + 1}` })],
    ['another method', () => ({ line: 'GET /run HTTP/1.1' })],
    ['another path', () => ({ line: 'POST /hold HTTP/1.1' })],
    ['a longer path', () => ({ line: 'POST /run?a HTTP/1.1' })],
    ['the path of nothing', () => ({ line: 'GET / HTTP/1.1' })],
  ])('refuses whoever comes with %s, and tells nothing', async (_, changes) => {
    const agent = await open();
    const reply = await exchange(agent.port, question(agent, changes(agent)));
    expect(reply).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(reply.split('\r\n\r\n')[1]?.replaceAll(/[0\r\n]/g, '')).toBe('');
    expect(agent.calls).toEqual([]);
  });

  it('cuts off who connects and says nothing, and goes on', async () => {
    const { port, curl } = await open({ limits: { ...LIMITS, patience: 1_000 } });
    expect(await exchange(port, '')).toBe('');
    expect(await curl('list')).toMatchObject({ code: 0 });
  });
});

describe('the batch file', () => {
  const text = batchText('C:\\Users\\a%b\\agent.curl');

  it('says that it was never run, names its place, and has the ends of lines of Windows', () => {
    expect(text.split('\r\n').slice(0, 2).join()).toContain('UNVERIFIED');
    expect(text).toContain('set "place=C:\\Users\\a%%b\\agent.curl"\r\n');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n@]place@/);
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('gives curl no word as an argument', () => {
    const line = text.split('\r\n').find((one) => one.includes('curl.exe -q'));
    expect(line).toBe(') | curl.exe -q -K "%place%" -K -');
  });
});
