import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFailed } from 'vitest';
import { secret } from '../../../app/secret.ts';
import { said, type Call, type Reply } from '../../../main/serve/agent/call.ts';
import { openBareAgent, testFolder } from '../../support/bare-agent.ts';
import { posixShells, type PosixShell } from '../../support/shells.ts';
import { until } from '../../support/until.ts';

// What other programs of this computer can see while `fobwatch` runs: arguments are anybody's to read.

const shells = Object.keys(posixShells).filter((name): name is PosixShell => name in posixShells);

const PIPED = 'planted-assertion-0b9f';
const TYPED = 'planted-word-77c2';
const GIVEN = 'planted-secret-51aa';

type Seen = { readonly pid: string; readonly argv: string; readonly environ: string };

/** Everything that runs, but this test itself. */
const processes = (): readonly Seen[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const read = (what: string): string => readFileSync(join('/proc', pid, what), 'utf8');
        return [{ pid, argv: read('cmdline'), environ: read('environ') }];
      } catch {
        return [];
      }
    });

/** A folder for temporary files that is watched, and names that a caller might have exported. */
const caller = () => {
  const folder = join(testFolder(), 'tmp');
  mkdirSync(folder);
  const exported = Object.fromEntries(
    ['code', 'reply', 'out', 'err', 'end', 'line'].map((name) => [`fob_${name}`, 'theirs']),
  );
  return { folder, env: { ...exported, TMPDIR: folder, HOME: folder } };
};

/** An agent that holds its answer back until the test has looked round. */
const lookedAt = async (reply: Reply) => {
  const calls: Call[] = [];
  const free = new AbortController();
  const agent = await openBareAgent({
    answer: async (call) => {
      calls.push(call);
      if (!free.signal.aborted) await once(free.signal, 'abort');
      return reply;
    },
  });
  return {
    ...agent,
    asked: () => until('the question', () => calls[0]),
    answer: () => free.abort(),
  };
};

describe.each(shells)('while it waits, under %s', (shell) => {
  it('what is piped in stands in no arguments, no environment and no file', async () => {
    const { env, folder } = caller();
    const { run, asked, answer, journal } = await lookedAt({
      ...said(''),
      out: secret(`${GIVEN}\n`),
    });
    const ran = run(['assume-saml', '--assertion-file', '-'], { shell, env, input: PIPED });
    const call = await asked();
    expect(JSON.stringify(call.input)).not.toContain(PIPED);
    const seen = processes();
    expect(seen.some(({ argv }) => argv.includes('--unix-socket'))).toBe(true);
    for (const { argv, environ } of seen) {
      expect(argv).not.toContain(PIPED);
      expect(environ).not.toContain(PIPED);
    }
    expect(readdirSync(folder)).toEqual([]);
    answer();
    expect(await ran).toEqual({ out: `${GIVEN}\n`, err: '', code: 0 });
    expect(readdirSync(folder)).toEqual([]);
    expect(JSON.stringify(journal)).not.toMatch(/planted/);
  });

  it('what was typed stands in the arguments of the command alone, never in curl’s', async () => {
    const { env } = caller();
    const { run, asked, answer } = await lookedAt(said(''));
    const ran = run(['credentials', 'dev', '--code', TYPED], { shell, env });
    await asked();
    const seen = processes().filter(({ argv }) => argv.includes(TYPED));
    expect(seen.length).toBeGreaterThan(0);
    for (const { argv } of seen) expect(argv).not.toMatch(/curl|--unix-socket/);
    for (const { environ } of processes()) expect(environ).not.toContain(TYPED);
    answer();
    expect(await ran).toMatchObject({ code: 0 });
  });

  it('an answer is in the environment of the program alone that exec becomes', async () => {
    const { env, folder } = caller();
    const { run, asked, answer } = await lookedAt({
      out: secret(`the-line\nexport PLANTED='${GIVEN}'\n`),
      err: '',
      end: 'hold',
    });
    // Found by it among all that run on this machine.
    const length = `31.${randomInt(1e6)}`;
    const ran = run(
      ['exec', 'dev', '--', 'sh', '-c', `echo "$out$PLANTED"; exec sleep ${length} >&-`],
      {
        shell,
        env,
      },
    );
    await asked();
    answer();
    const mine = await until('the program', () =>
      processes().find(({ argv }) => argv === ['sleep', length, ''].join('\0')),
    );
    const stop = () => void process.kill(Number(mine.pid), 'SIGTERM');
    onTestFailed(stop);
    const seen = processes();
    expect(seen.filter(({ environ }) => environ.includes(GIVEN)).map(({ pid }) => pid)).toEqual([
      mine.pid,
    ]);
    expect(seen.filter(({ argv }) => argv.includes(GIVEN))).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    stop();
    expect((await ran).out).toBe(`${GIVEN}\n`);
  });
});
