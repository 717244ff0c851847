import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAgentStage, type AgentStage } from '../../support/agent-stage.ts';
import { runProgram, type RunOptions } from '../../support/run-program.ts';
import { socketIn } from '../../support/command-file.ts';
import { posixShells } from '../../support/shells.ts';

// The script is one for every `sh` there is: what a person sees is the same under each.

const CONFIG =
  '[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = ada\n';

/** An input that neither holds anything nor ends. */
const UNASKED = { asked: 'a question that nobody asks', answer: '' };

describe.each(Object.entries(posixShells))('the command under %s', (_, shell) => {
  let stage: AgentStage;
  beforeAll(async () => {
    stage = await startAgentStage();
    await stage.model.enterCode();
  });
  afterAll(() => stage.stop());

  const run = (words: readonly string[], options: RunOptions = {}) => {
    const [program, ...before] = shell;
    const all = [...before, stage.command, ...words];
    return runProgram(program, all, { cwd: stage.folder, ...options });
  };

  it('says what it is', async () => {
    expect(await run(['version'])).toEqual({ out: '1.2.3\n', err: '', code: 0 });
  });

  it('keeps arguments apart, whatever is in them', async () => {
    const odd = 'a b\n"c\' $HOME `id` \\ * \\n %s';
    expect((await run(['env', odd])).err).toContain(odd);
  });

  it('takes what is piped in as it is', async () => {
    const ran = await run(['profiles', '--json', '--file=-'], { input: CONFIG });
    expect(Object.keys(JSON.parse(ran.out))).toEqual(['dev']);
  });

  it('waits for no input where a file named - is written', async () => {
    for (const words of [
      ['export', 'dev', '--file', '-', '--format', 'json'],
      ['profiles', '--output', '-'],
      ['profiles', '--output=-'],
    ])
      expect(await run(words, { typed: UNASKED })).toMatchObject({ err: '', code: 0 });
  });

  it('becomes the program, with its arguments, its environment, its input and its exit code', async () => {
    const script = 'printf "%s|" "$@" "${AWS_ACCESS_KEY_ID%%[!A]*}"; cat; exit 7';
    const words = ['exec', 'dev', '--', 'sh', '-c', script, 'x', 'a b', "c'd", '--', ''];
    expect(await run(words, { input: 'piped' })).toEqual({
      out: "a b|c'd|--||A|piped",
      err: '',
      code: 7,
    });
  });

  it('leaves the variables of its caller to the program as they are', async () => {
    const names =
      'app asked code end err input last line lock one out place reply socket status word';
    const env = Object.fromEntries(names.split(' ').map((name) => [name, `the caller's ${name}`]));
    const { out } = await run(['exec', 'dev', '--', 'env'], { env });
    expect(out.split('\n')).toEqual(
      expect.arrayContaining(Object.entries(env).map(([name, value]) => `${name}=${value}`)),
    );
    expect(out).not.toMatch(/^fob_/m);
  });

  it('leaves open to the program what its caller has open', async () => {
    const file = join(stage.folder, 'open');
    writeFileSync(file, 'the caller’s');
    const words = [...shell, stage.command, 'exec', 'dev', '--', 'sh', '-c', 'cat <&9'];
    expect(await runProgram('sh', ['-c', '"$@" 9<"$0"', file, ...words])).toEqual({
      out: 'the caller’s',
      err: '',
      code: 0,
    });
  });

  it('is answered also where another file is in the place of its pipe', async () => {
    const words = [...shell, stage.command, 'version'];
    const script = ': >"$0.$$.1"; exec "$@"';
    const ran = await runProgram('sh', ['-c', script, socketIn(stage.command), ...words]);
    expect(ran).toEqual({ out: '1.2.3\n', err: '', code: 0 });
  });

  it('ends with the code of what went wrong', async () => {
    expect(await run(['env', 'nobody'])).toMatchObject({ out: '', code: 6 });
  });
});

describe.each(Object.entries(posixShells))('a question under %s', (_, shell) => {
  let stage: AgentStage;
  beforeAll(async () => {
    stage = await startAgentStage();
  });
  afterAll(() => stage.stop());

  // As an SDK ends a credential_process that takes too long: the script alone, and none of what it started.
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'is taken back when the script is ended by %s',
    async (signal) => {
      const [program, ...before] = shell;
      const words = [...before, stage.command, 'credentials', 'dev'];
      const asker = spawn(program, words, { cwd: stage.folder, stdio: 'ignore' });
      await stage.waiting(1);
      asker.kill(signal);
      await stage.waiting(0);
      expect(readdirSync(join(stage.folder, 'run'))).toEqual(['agent.sock']);
    },
  );

  it('is taken back when whoever asked presses Ctrl-C', async () => {
    const [program, ...before] = shell;
    const gone = new AbortController();
    const words = [...before, stage.command, 'credentials', 'dev'];
    const ran = runProgram(program, words, { cwd: stage.folder, signal: gone.signal });
    await stage.waiting(1);
    gone.abort();
    expect(await ran).toMatchObject({ out: '' });
    await stage.waiting(0);
  });
});
