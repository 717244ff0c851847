import { spawnSync } from 'node:child_process';
import { lstatSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fakeApp,
  foreignFolder,
  isDeserted,
  openBareAgent,
  placeScript,
  testFolder,
} from '../../support/bare-agent.ts';
import { posixShells, type PosixShell } from '../../support/shells.ts';
import { until } from '../../support/until.ts';

// The real script where nobody listens, with a program in the app's place that only counts its starts.

const shells = Object.keys(posixShells).filter((name): name is PosixShell => name in posixShells);

const served = { out: '1.2.3\n', err: '', code: 0 };

const COULD_NOT =
  'fobwatch: Fobwatch could not be started; it needs your desktop, so start it there and try again.\n';
const STOPPED = 'fobwatch: Fobwatch stopped before it answered; try again.\n';

const several = <T>(count: number, one: () => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: count }, one));

/** The number of a process that has ended. */
const endedPid = (): number => spawnSync('true').pid;

describe.each(shells)('an app that does not run, under %s', (shell) => {
  it('is started once by ten askers at once', async () => {
    const { socket, launch, pids } = fakeApp('listens');
    const { run } = placeScript(socket, launch);
    for (const ran of await several(10, () => run(['version'], { shell })))
      expect(ran).toEqual(served);
    expect(pids()).toHaveLength(1);
    expect(lstatSync(`${socket}.starting`, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('is started where one that was killed left its socket and its asker left the lock', async () => {
    const { socket, launch, pids, kill } = fakeApp('listens');
    const { run } = placeScript(socket, launch);
    await run(['version'], { shell });
    kill();
    await until('it to be gone', () => isDeserted(socket));
    symlinkSync(String(endedPid()), `${socket}.starting`);
    for (const ran of await several(3, () => run(['version'], { shell })))
      expect(ran).toEqual(served);
    expect(pids()).toHaveLength(2);
  });

  it('is not there to be started: every asker gets one sentence and code 5', async () => {
    const { run } = placeScript(join(testFolder(), 'agent.sock'), ['/bin/false']);
    for (const ran of await several(3, () => run(['version'], { shell })))
      expect(ran).toEqual({ out: '', err: COULD_NOT, code: 5 });
  });

  it('is killed while five wait: each gets one sentence and code 5', async () => {
    const { socket, launch, asked, kill } = fakeApp('silent');
    const { run } = placeScript(socket, launch);
    const all = several(5, () => run(['credentials', 'dev'], { shell }));
    await until('five to wait', () => asked() === 5 || undefined);
    kill();
    for (const ran of await all) expect(ran).toEqual({ out: '', err: STOPPED, code: 5 });
  });
});

describe('an app that does not run', () => {
  it('is started after a restart of the computer took the folder away', async () => {
    const { socket, launch } = fakeApp('listens', join(testFolder(), 'gone', 'run', 'agent.sock'));
    const { run } = placeScript(socket, launch);
    expect(await run(['version'])).toEqual(served);
    expect(lstatSync(dirname(socket)).mode & 0o777).toBe(0o700);
  });

  it('is not there any more: the program was removed', async () => {
    const { run } = placeScript(join(testFolder(), 'agent.sock'), ['/nowhere/fobwatch']);
    expect(await run(['version'])).toEqual({ out: '', err: COULD_NOT, code: 5 });
  });

  it('cannot be started where no folder can be made for its socket', async () => {
    const { run } = placeScript('/dev/null/run/agent.sock', ['/bin/true']);
    expect(await run(['version'])).toEqual({ out: '', err: COULD_NOT, code: 5 });
  });

  it('is waited for where the one just started finds another that is about to listen', async () => {
    const { socket, launch, pids } = fakeApp('second');
    const { run } = placeScript(socket, launch);
    const ran = run(['version']);
    await until('the second to end', () => pids().length === 1 || undefined);
    await openBareAgent({ socket });
    expect(await ran).toEqual(served);
    expect(pids()).toHaveLength(1);
  });

  it('leaves no lock behind when its first asker presses Ctrl-C, and the next one is served', async () => {
    const { socket, launch, pids } = fakeApp('second');
    const { run } = placeScript(socket, launch);
    const leave = new AbortController();
    const first = run(['version'], { signal: leave.signal });
    await until('the start', () => pids().length === 1 || undefined);
    expect(Number(readlinkSync(`${socket}.starting`))).toBeGreaterThan(1);
    leave.abort();
    expect(await first).toMatchObject({ out: '' });
    expect(lstatSync(`${socket}.starting`, { throwIfNoEntry: false })).toBeUndefined();
    await openBareAgent({ socket });
    expect(await run(['version'])).toEqual(served);
  });

  it('is not started where FOBWATCH_NO_START says so, as in completions', async () => {
    const { socket, launch, pids } = fakeApp('listens');
    const { run } = placeScript(socket, launch);
    const env = { FOBWATCH_NO_START: '1' };
    const refused = {
      out: '',
      err: 'fobwatch: Fobwatch does not run, and FOBWATCH_NO_START is set.\n',
      code: 5,
    };
    expect(await run(['list', '--names'], { env })).toEqual(refused);
    expect(await run(['import', '-'], { env, input: 'x' })).toEqual(refused);
    expect(pids()).toEqual([]);
  });

  it('keeps nothing open that its first asker had open', async () => {
    const { socket, launch, pids } = fakeApp('listens');
    const { command } = placeScript(socket, launch);
    const lock = join(testFolder(), 'lock');
    spawnSync('sh', ['-c', `exec 9>"$0"; flock 9; "$1" version`, lock, command]);
    expect(pids()).toHaveLength(1);
    // What watches over a question ends a moment after it.
    await until('the lock to be free', () => spawnSync('flock', ['-n', lock, 'true']).status === 0);
  });

  it('gets none of the credentials that its first asker has in the environment', async () => {
    const { socket, launch, variables } = fakeApp('listens');
    const { run } = placeScript(socket, launch);
    const env = {
      AWS_PROFILE: 'theirs',
      AWS_ACCESS_KEY_ID: 'ASIATHEIRS',
      AWS_SECRET_ACCESS_KEY: 'theirs',
      AWS_SESSION_TOKEN: 'theirs',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/theirs',
      AWS_CONFIG_FILE: '/home/ada/.aws/config',
    };
    expect(await run(['version'], { env })).toEqual(served);
    expect(variables().filter((name) => name in env)).toEqual(['AWS_CONFIG_FILE']);
  });

  it('gets what was piped in for the call that started it', async () => {
    const { socket, launch, inputs } = fakeApp('listens');
    const { run } = placeScript(socket, launch);
    expect(await run(['import', '-'], { input: 'piped' })).toEqual(served);
    expect(inputs()).toEqual(['piped']);
  });
});

describe('an answer', () => {
  it.each([
    [
      'that is half a one',
      'half',
      /^fobwatch: Fobwatch stopped before it answered; try again\.\n$/,
    ],
    [
      'of another program',
      'other',
      /^fobwatch: Something else than Fobwatch answers at .*; start Fobwatch again, then try again\.\n$/,
    ],
  ] as const)('%s is not printed', async (_, how, err) => {
    const { socket, launch } = fakeApp(how);
    const { run } = placeScript(socket, launch);
    const ran = await run(['credentials', 'dev']);
    expect(ran).toMatchObject({ out: '', code: 5 });
    expect(ran.err).toMatch(err);
  });
});

describe.each(shells)('a place of another user’s, under %s', (shell) => {
  it('is sent nothing, though somebody listens there', async () => {
    const folder = foreignFolder();
    const { run } = placeScript(join(folder, 'agent.sock'), ['/bin/true']);
    expect(await run(['credentials', 'dev', '--code', '123456'], { shell })).toEqual({
      out: '',
      err: `fobwatch: ${folder} belongs to another user, so nothing is sent there; remove it, then start Fobwatch again.\n`,
      code: 5,
    });
  });
});
