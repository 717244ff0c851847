import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../main/serve/agent/asking.ts';
import { secret } from '../../../app/secret.ts';
import { handed, said, type Call } from '../../../main/serve/agent/call.ts';
import { MOST_BYTES, SEPARATOR } from '../../../main/serve/agent/wire.ts';
import {
  fakeApp,
  foreignFolder,
  isDeserted,
  knock,
  openBareAgent,
  placeScript,
  testFolder,
} from '../../support/bare-agent.ts';
import { until } from '../../support/until.ts';

/** Short enough for a test; conditions are waited for, never this long by itself. */
const HASTY = { ...LIMITS, patience: 1_000 };

const MEGABYTE = 1024 * 1024;

const served = { out: '1.2.3\n', err: '', code: 0 };

/** A question that asks for the answer `1.2.3`, as the script says it. */
const posted = (body: string | Uint8Array, length = Buffer.byteLength(body)): Buffer =>
  Buffer.concat([
    Buffer.from(`POST /run HTTP/1.1\r\nHost: fobwatch\r\nContent-Length: ${length}\r\n\r\n`),
    Buffer.from(body),
  ]);

/** An agent whose answers wait until the test gives them. */
const openWaiting = async (options: Parameters<typeof openBareAgent>[0] = {}) => {
  const calls: Call[] = [];
  const free = new AbortController();
  const agent = await openBareAgent({
    answer: async (call) => {
      if (call.argv[0] === 'version') return said('1.2.3\n');
      calls.push(call);
      if (!free.signal.aborted) await once(free.signal, 'abort');
      return said('waited\n');
    },
    ...options,
  });
  const waiting = (count: number) =>
    until(
      `${count} to wait`,
      () => calls.filter(({ gone }) => !gone.aborted).length === count || undefined,
    );
  return { ...agent, calls, waiting, answer: () => free.abort() };
};

describe('what is no question', () => {
  it('is cut off: a megabyte of junk on the socket', async () => {
    const { socket, run } = await openBareAgent();
    const { ended } = await knock(socket, randomBytes(MEGABYTE));
    await ended;
    expect(await run(['version'])).toEqual(served);
  });

  it.each([
    ['a megabyte of junk', randomBytes(MEGABYTE)],
    ['nothing', ''],
    ['more arguments announced than sent', 'argc=3\0cwd=/\0\0one\0'],
    ['a folder that is none', 'argc=0\0cwd=here\0\0'],
    ['a number of arguments that is none', 'argc=-1\0cwd=/\0\0'],
    ['arguments without end', `argc=99999\0cwd=/\0\0${'\0'.repeat(1000)}`],
  ])('is answered with a sentence and code 2: %s', async (_, body) => {
    const { socket, run } = await openBareAgent({
      answer: async () => {
        throw new Error('nobody asked');
      },
    });
    const { ended } = await knock(socket, posted(body));
    expect(await ended).toMatch(/fobwatch: Fobwatch did not understand the question.*2$/s);
    expect((await run(['version'])).code).toBe(5);
  });

  it('is answered with a sentence when it is longer than any, though all of it is sent', async () => {
    const { run } = await openBareAgent();
    const ran = await run(['import', '-'], { input: 'x'.repeat(2 * MOST_BYTES) });
    expect(ran).toMatchObject({ out: '', code: 2 });
    expect(ran.err).toContain('did not understand');
    expect(await run(['version'])).toEqual(served);
  });

  it('ends with its own connection when the answer breaks', async () => {
    const { run } = await openBareAgent({
      answer: async ({ argv }) => {
        if (argv[0] === 'version') return said('1.2.3\n');
        throw new Error('broken');
      },
    });
    expect(await run(['list'])).toEqual({
      out: '',
      err: 'fobwatch: Fobwatch stopped before it answered; try again.\n',
      code: 5,
    });
    expect(await run(['version'])).toEqual(served);
  });

  it('takes an answer apart from its end, whatever a typed word holds', async () => {
    const { run } = await openBareAgent({
      answer: async ({ argv }) => ({ ...handed(secret(`${argv[0]}\n`)), err: `${argv[1]}\n` }),
    });
    const odd = `a${SEPARATOR}0`;
    expect(await run([odd, odd])).toEqual({ out: `${odd}\n`, err: 'a0\n', code: 0 });
  });
});

describe('a thousand idle connections', () => {
  it('do not keep a real asker waiting: the oldest are cut off', async () => {
    const { socket, run } = await openBareAgent();
    const lines = await Promise.all(Array.from({ length: 1000 }, () => knock(socket)));
    const closed = new Set<number>();
    for (const [at, { ended }] of lines.entries()) void ended.then(() => closed.add(at));
    expect(await run(['version'])).toEqual(served);
    await until(
      'the ones too many to be cut off',
      () => closed.size >= 1000 - LIMITS.connections || undefined,
    );
    expect(closed).not.toContain(999);
  });

  it('do not take the place of those who wait for an answer', async () => {
    const few = { ...LIMITS, connections: 4, asking: 3 };
    const agent = await openWaiting({ limits: few });
    const asked = agent.run(['list']);
    await agent.waiting(1);
    const lines = await Promise.all(Array.from({ length: 40 }, () => knock(agent.socket)));
    await Promise.all(lines.slice(0, 30).map(({ ended }) => ended));
    agent.answer();
    expect(await asked).toMatchObject({ out: 'waited\n', code: 0 });
  });
});

describe('a slow client', () => {
  it.each([
    ['says nothing', ''],
    ['stops in the headers', 'POST /run HTTP/1.1\r\nHost: fob'],
    ['stops in the question', posted('argc=1\0', 100)],
    [
      'stops in the name of a line',
      'POST /hold HTTP/1.1\r\nHost: fobwatch\r\nContent-Length: 100\r\n\r\nabc',
    ],
  ])('is cut off when it %s', async (_, bytes) => {
    const { socket, run } = await openBareAgent({ limits: HASTY });
    await (
      await knock(socket, bytes)
    ).ended;
    expect(await run(['version'])).toEqual(served);
  });

  it('is cut off when it does not read its answer', async () => {
    const { socket, run } = await openBareAgent({
      answer: async ({ argv }) =>
        said(argv[0] === 'version' ? '1.2.3\n' : 'x'.repeat(8 * MEGABYTE)),
      limits: { ...HASTY, asking: 1 },
    });
    const { line } = await knock(socket);
    line.pause();
    line.write(posted('argc=1\0cwd=/\0\0list\0'));
    await until('the place to be free again', async () => (await run(['version'])).code === 0);
    expect(await run(['version'])).toEqual(served);
  });

  it('is not one who waits for an answer', async () => {
    const agent = await openWaiting({ limits: HASTY });
    const asked = agent.run(['list']);
    await agent.waiting(1);
    // Connected later, and its patience is over already.
    await (
      await knock(agent.socket)
    ).ended;
    agent.answer();
    expect(await asked).toMatchObject({ out: 'waited\n', code: 0 });
  });
});

describe('too many who wait', () => {
  it('are refused with a sentence, until one has left', async () => {
    const agent = await openWaiting({ limits: { ...LIMITS, asking: 1 } });
    const leave = new AbortController();
    const first = agent.run(['list'], { signal: leave.signal });
    await agent.waiting(1);
    expect(await agent.run(['list'])).toEqual({
      out: '',
      err: 'fobwatch: Too many programs wait for Fobwatch already; try again when some are served.\n',
      code: 1,
    });
    leave.abort();
    await first;
    await agent.waiting(0);
    agent.answer();
    expect(await agent.run(['list'])).toMatchObject({ out: 'waited\n', code: 0 });
  });

  it('are not those who left in the middle of their question', async () => {
    const { socket, run } = await openBareAgent({ limits: { ...LIMITS, asking: 1 } });
    const lines = await Promise.all(
      Array.from({ length: 20 }, () => knock(socket, posted('argc=1\0cwd=/\0\0list\0', 1000))),
    );
    for (const { line } of lines) line.destroy();
    await Promise.all(lines.map(({ ended }) => ended));
    expect(await run(['version'])).toEqual(served);
  });
});

describe('a line that is held open', () => {
  const held = () => {
    const names: string[] = [];
    const released: string[] = [];
    const hold = (name: string) => {
      names.push(name);
      return () => void released.push(name);
    };
    return { names, released, hold };
  };
  const start = 'POST /hold HTTP/1.1\r\nHost: fobwatch\r\nTransfer-Encoding: chunked\r\n\r\n';
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

  it('is released once, when whoever held it is gone', async () => {
    const { names, released, hold } = held();
    const { socket } = await openBareAgent({ hold, limits: HASTY });
    const { line } = await knock(socket, start + chunk('dev\n') + chunk('more\n'));
    await until('the line', () => names.length > 0);
    // It outlasts everybody's patience.
    await (
      await knock(socket)
    ).ended;
    expect(released).toEqual([]);
    line.destroy();
    await until('its release', () => released.length > 0);
    expect({ names, released }).toEqual({ names: ['dev'], released: ['dev'] });
  });

  it('is released when the app ends', async () => {
    const { names, released, hold } = held();
    const { socket, stop } = await openBareAgent({ hold });
    await knock(socket, start + chunk('dev\n'));
    await until('the line', () => names.length > 0);
    await stop();
    await until('its release', () => released.length > 0);
    expect(released).toEqual(['dev']);
  });

  it.each([
    ['without an end', 'x'.repeat(10_000)],
    ['with an end far away', `${'x'.repeat(10_000)}\n`],
  ])('is none with a name %s', async (_, name) => {
    const { names, hold } = held();
    const { socket, run } = await openBareAgent({ hold });
    await (
      await knock(socket, start + chunk(name))
    ).ended;
    expect(names).toEqual([]);
    expect(await run(['version'])).toEqual(served);
  });
});

describe('the place of the socket', () => {
  it('is taken over from one that was killed', async () => {
    const crashed = fakeApp('listens');
    const first = placeScript(crashed.socket, crashed.launch);
    await first.run(['version']);
    crashed.kill();
    await until('it to be gone', () => isDeserted(crashed.socket));
    expect(lstatSync(crashed.socket).isSocket()).toBe(true);
    const { run } = await openBareAgent({ socket: crashed.socket });
    expect(await run(['version'])).toEqual(served);
  });

  it('is private again when a mode was opened up meanwhile', async () => {
    const folder = join(testFolder(), 'run');
    mkdirSync(folder, { mode: 0o777 });
    const { socket } = await openBareAgent({ socket: join(folder, 'agent.sock') });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });

  it('is not what a link there points to', async () => {
    const folder = join(testFolder(), 'run');
    mkdirSync(folder);
    const other = join(testFolder(), 'other');
    writeFileSync(other, 'mine');
    symlinkSync(other, join(folder, 'agent.sock'));
    const { run } = await openBareAgent({ socket: join(folder, 'agent.sock') });
    expect(await run(['version'])).toEqual(served);
    expect(readFileSync(other, 'utf8')).toBe('mine');
  });

  it.each([
    ['a folder of another user', () => join(foreignFolder(), 'agent.sock'), /user|EACCES/],
    [
      'a link to another folder',
      () => {
        const link = join(testFolder(), 'run');
        symlinkSync(testFolder(), link);
        return join(link, 'agent.sock');
      },
      /not a folder/,
    ],
    [
      'a file in the place of the folder',
      () => {
        const file = join(testFolder(), 'run');
        writeFileSync(file, '');
        return join(file, 'agent.sock');
      },
      /EEXIST/,
    ],
    [
      'a folder in the place of the socket',
      () => {
        const path = join(testFolder(), 'agent.sock');
        mkdirSync(path);
        return path;
      },
      /EISDIR/,
    ],
  ])('is left alone, and the journal says why: %s', async (_, place, detail) => {
    const socket = place();
    const { journal } = await openBareAgent({ socket, listens: false });
    const entry = await until('the journal', () => journal[0]);
    expect(entry).toMatchObject({
      kind: 'agent-unavailable',
      facts: { socket, detail: expect.stringMatching(detail) },
    });
    expect(journal).toHaveLength(1);
  });

  it('is empty again when the app ends', async () => {
    const { socket, stop } = await openBareAgent();
    await stop();
    expect(lstatSync(socket, { throwIfNoEntry: false })).toBeUndefined();
  });
});
