import { afterEach, describe, expect, it } from 'vitest';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { until } from '../../support/until.ts';
import { startAgentStage, type AgentStage } from '../../support/agent-stage.ts';
import { runProgram } from '../../support/run-program.ts';

const stages: AgentStage[] = [];
const stage = async (...options: Parameters<typeof startAgentStage>): Promise<AgentStage> => {
  const one = await startAgentStage(...options);
  stages.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.stop()));
});

const active = async (): Promise<AgentStage> => {
  const one = await stage();
  await one.model.enterCode();
  return one;
};

describe('the fobwatch command', () => {
  it('says what it is, in every shell that runs it', async () => {
    const { run } = await stage();
    for (const shell of ['sh', 'dash', 'bash'])
      expect(await run(['version'], { shell })).toEqual({ out: '1.2.3\n', err: '', code: 0 });
  });

  it('refuses a wrong command line with how it is said, and code 2', async () => {
    const { run } = await stage();
    const ran = await run(['credentails', 'dev']);
    expect(ran).toMatchObject({ out: '', code: 2 });
    expect(ran.err).toBe('fobwatch: There is no command credentails; did you mean credentials?\n');
  });

  it('refuses an unknown name with the nearest ones, and code 6', async () => {
    const { run } = await stage();
    const ran = await run(['env', 'opps']);
    expect(ran).toEqual({
      out: '',
      err: 'fobwatch: Nothing is named opps; did you mean ops?\n',
      code: 6,
    });
  });

  it('keeps arguments apart, whatever is in them', async () => {
    const { run } = await stage();
    const odd = 'a b\n"c\' $HOME `id` \\ *';
    expect((await run(['env', odd])).err).toContain(odd);
  });

  it('lists every name that can stand for a grant', async () => {
    const { run } = await stage();
    expect((await run(['list', '--names'])).out).toBe('ada\naudit\ndata\ndev\nops\n');
  });
});

describe('credentials, as a credential_process', () => {
  it('are one JSON object that AWS’s clients read', async () => {
    const { run, model } = await active();
    const ran = await run(['credentials', 'dev']);
    expect(ran).toMatchObject({ err: '', code: 0 });
    const shape = z.strictObject({
      Version: z.literal(1),
      AccessKeyId: z.string(),
      SecretAccessKey: z.string(),
      SessionToken: z.string(),
      Expiration: z.string(),
      AccountId: z.literal('111122223333'),
    });
    expect(() => shape.parse(JSON.parse(ran.out))).not.toThrow();
    expect(model.ledger).toMatchObject([{ target: 'role:dev', how: 'credentials' }]);
  });

  it('are those of the session for an identity', async () => {
    const { run, model } = await active();
    await run(['credentials', 'ada']);
    expect(model.ledger).toMatchObject([{ target: 'session:ada' }]);
  });

  it('wait for the code that the window asks for, twenty askers with one code', async () => {
    const one = await stage({ settings: { start: 'asked' } });
    const names = ['dev', 'ops', 'data'];
    const all = Array.from({ length: 20 }, (_, at) =>
      one.run(['credentials', names[at % 3] ?? '']),
    );
    await one.waiting(20);
    await one.model.enterCode();
    const ran = await Promise.all(all);
    expect(ran.filter(({ code }) => code === 0)).toHaveLength(20);
    expect(one.model.aws.calls.map(({ name }) => name).toSorted()).toEqual([
      'GetSessionToken',
      'arn:aws:iam::111122223333:role/dev',
      'arn:aws:iam::444455556666:role/ops',
      'arn:aws:iam::777788889999:role/data',
    ]);
    expect(one.model.notices).toHaveLength(1);
    expect(one.model.popover.shown).toBe(0);
  });

  it('end in twenty clear errors when the code is set aside', async () => {
    const one = await stage();
    const all = Array.from({ length: 20 }, () => one.run(['credentials', 'dev']));
    await one.waiting(20);
    one.model.engine.run({ kind: 'set-code-aside' });
    for (const ran of await Promise.all(all))
      expect(ran).toEqual({
        out: '',
        err: 'fobwatch: dev was set aside or stopped in Fobwatch; run this again when it shall start.\n',
        code: 4,
      });
  });

  it('end in a clear error when nobody enters a code in time', async () => {
    const { run } = await stage();
    expect(await run(['credentials', 'dev', '--timeout', '1'])).toEqual({
      out: '',
      err: 'fobwatch: Nobody entered a code of ada for dev within 1 s; enter it in Fobwatch, then try again.\n',
      code: 4,
    });
  });

  it('are refused at once with --no-wait where a code is needed', async () => {
    const { run, model } = await stage();
    expect(await run(['credentials', 'dev', '--no-wait'])).toEqual({
      out: '',
      err: 'fobwatch: dev needs a code of ada; enter it in Fobwatch, or run this again without --no-wait.\n',
      code: 3,
    });
    expect(model.engine.state().grants.size).toBe(0);
    expect(model.notices).toEqual([]);
  });

  it('are obtained with a code that is given along, and nobody is called', async () => {
    const { run, model } = await stage();
    const ran = await run(['credentials', 'dev', '--code', model.aws.code()]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(model.notices).toEqual([]);
    expect(model.aws.calls.filter(({ withCode }) => withCode)).toHaveLength(1);
  });

  it('say why a code that was given along does not count, with code 3', async () => {
    const { run } = await stage();
    const ran = await run(['credentials', 'dev', '--code', '12345']);
    expect(ran).toMatchObject({ out: '', code: 3 });
    expect(ran.err).toContain('A code has 6 digits');
  });

  it('stop waiting when whoever asked presses Ctrl-C', async () => {
    const one = await stage();
    const gone = new AbortController();
    const ran = one.run(['credentials', 'dev'], { signal: gone.signal });
    await one.waiting(1);
    gone.abort();
    expect(await ran).toMatchObject({ out: '', code: null });
    await one.waiting(0);
  });

  it('come with the reason when they end before AWS’s clients want new ones', async () => {
    const { run, model } = await active();
    await model.clock.advance(11 * 3600_000 + 50 * 60_000);
    const ran = await run(['credentials', 'ada']);
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/^fobwatch: ada ends \d\d:\d\d, in 10 min; AWS’s tools/);
  });
});

describe('at a terminal', () => {
  /** The command on a terminal of its own, with what is typed there. */
  const atTerminal = (one: AgentStage, words: readonly string[], answer: string) => {
    const line = [one.command, ...words].map((word) => `'${word}'`).join(' ');
    return runProgram('script', ['-qefc', line, '/dev/null'], {
      typed: { asked: 'press Return here): ', answer },
      env: { SHELL: '/bin/sh' },
    });
  };

  it('a code is asked for, taken, and not shown', async () => {
    const one = await stage();
    const code = one.model.aws.code();
    const ran = await atTerminal(one, ['start', 'dev'], `${code}\n`);
    expect(ran.out).toContain('MFA code of ada for dev');
    expect(ran.out).toMatch(/dev until \d\d:\d\d, in 1 h 00/);
    expect(ran.out).not.toContain(code);
    expect(one.model.notices).toEqual([]);
  });

  it('an empty answer waits for the window', async () => {
    const one = await stage();
    const ran = atTerminal(one, ['start', 'dev'], '\n');
    await until('the answer', () => one.model.engine.state().requests.size === 1 || undefined);
    await one.model.enterCode();
    expect((await ran).out).toMatch(/dev until/);
  });
});

describe('exec', () => {
  it('becomes the program, with its arguments and its exit code', async () => {
    const { run } = await active();
    const ran = await run([
      'exec',
      'dev',
      '--',
      'sh',
      '-c',
      'printf "%s|" "$@"; exit 7',
      'x',
      'a b',
      "c'd",
    ]);
    expect(ran).toEqual({ out: "a b|c'd|", err: '', code: 7 });
  });

  it('gives it the credentials and takes profiles away', async () => {
    const { run } = await active();
    const ran = await run(['exec', 'dev', '--', 'env'], { env: { AWS_PROFILE: 'other' } });
    expect(ran.out).toMatch(/^AWS_ACCESS_KEY_ID=ASIA/m);
    expect(ran.out).toMatch(/^AWS_SESSION_TOKEN=./m);
    expect(ran.out).not.toContain('AWS_PROFILE=');
  });

  it('passes signals on', async () => {
    const { run } = await active();
    const ran = await run(['exec', 'dev', '--', 'sh', '-c', 'trap "exit 9" TERM; kill -TERM $$']);
    expect(ran.code).toBe(9);
  });

  it('hands the program what is piped in', async () => {
    const { run } = await active();
    const ran = await run(['exec', 'dev', '--', 'cat'], { input: 'piped' });
    expect(ran.out).toBe('piped');
  });

  it('ends with 127 where there is no such program', async () => {
    const { run } = await active();
    expect((await run(['exec', 'dev', '--', 'no-such-program'])).code).toBe(127);
  });
});

describe('exec --endpoint', () => {
  const FETCH =
    'curl -sS -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"';

  it('gives a program an endpoint of its own and no keys', async () => {
    const { run, model } = await active();
    const ran = await run(['exec', 'dev', '--endpoint', '--', 'sh', '-c', `env; ${FETCH}`]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).not.toContain('AWS_SECRET_ACCESS_KEY=');
    expect(ran.out).toMatch(/"AccessKeyId":"ASIA/);
    expect(model.ledger).toMatchObject([{ target: 'role:dev', how: 'endpoint' }]);
  });

  it('says that [default] hides it, and runs the program all the same', async () => {
    const { run, model } = await active();
    await model.writeConfig(`${model.files.config}\n[default]\ncredential_process = helper\n`);
    const ran = await run(['exec', 'dev', '--endpoint', '--', 'echo', 'ran']);
    expect(ran).toMatchObject({ code: 0, out: 'ran\n' });
    expect(ran.err).toMatch(/^fobwatch: Programs that find keys or a role under \[default\]/);
    expect((await run(['exec', 'dev', '--', 'echo', 'ran'])).err).toBe('');
  });

  it('takes it down with the program, however that ends', async () => {
    const { run, model } = await active();
    const program = `${FETCH} >/dev/null && printf %s "$AWS_CONTAINER_CREDENTIALS_FULL_URI"; kill -KILL $$`;
    const ran = await run(['exec', 'dev', '--endpoint', '--', 'sh', '-c', program]);
    expect(ran.out).toMatch(/^http:/);
    await until(
      'the endpoint to end',
      () => model.engine.state().endpoints.size === 0 || undefined,
    );
    // curl's 7: nobody takes the connection.
    expect(await runProgram('curl', ['-sS', ran.out])).toMatchObject({ code: 7 });
  });
});

describe('endpoint', () => {
  it('is turned on for a role, with the lines that set it, and off', async () => {
    const { run, model } = await active();
    const { out, err } = await run(['endpoint', 'dev', '--shell', 'bash']);
    expect(err).toBe('');
    expect(out).toMatch(/^export AWS_CONTAINER_CREDENTIALS_FULL_URI='http:\/\/127\.0\.0\.1:/m);
    expect(model.engine.state().endpoints.size).toBe(1);
    await run(['endpoint', 'dev', '--stop']);
    expect(model.engine.state().endpoints.size).toBe(0);
  });
});

describe('env', () => {
  it('is for the shell of whoever runs it, unless another is named', async () => {
    const { run } = await active();
    const env = { SHELL: '/usr/bin/fish' };
    expect((await run(['env', 'dev'], { env })).out).toMatch(/^set -gx AWS_ACCESS_KEY_ID/m);
    expect((await run(['env', 'dev', '--shell', 'tcsh'], { env })).out).toMatch(/^setenv /m);
  });

  it('with --live names a profile and hands nothing over', async () => {
    const { run, model } = await stage();
    const { out, code } = await run(['env', 'dev', '--live', '--shell', 'sh']);
    expect(code).toBe(0);
    expect(out).toContain("AWS_PROFILE='dev-live'");
    expect(model.ledger).toEqual([]);
  });

  it('with --clear takes all of it away', async () => {
    const { run } = await stage();
    expect((await run(['env', '--clear', '--shell', 'sh'])).out).toMatch(
      /^unset .*AWS_SESSION_TOKEN/,
    );
  });
});

describe('starting and stopping', () => {
  it('starts several roles and says until when (ST2)', async () => {
    const one = await stage({ settings: { start: 'asked' } });
    const ran = one.run(['start', 'dev', 'ops']);
    await one.waiting(2);
    await one.model.enterCode();
    expect((await ran).out).toMatch(/^dev until \d\d:\d\d, in 1 h 00\nops until /);
  });

  it('starts none when one name is unknown (ST8)', async () => {
    const { run, model } = await stage();
    expect(await run(['start', 'dev', 'nobody', '--no-wait'])).toMatchObject({ out: '', code: 6 });
    expect(model.engine.state().grants.size).toBe(0);
  });

  it('starts the others and names the unknown one with --keep-going (ST8)', async () => {
    const { run } = await active();
    const ran = await run(['start', '--keep-going', 'dev', 'nobody']);
    expect(ran.out).toMatch(/^dev until /);
    expect(ran.err).toContain('nobody');
    expect(ran.code).toBe(6);
  });

  it('stops one, and all', async () => {
    const { run, model } = await active();
    expect((await run(['stop', 'dev'])).out).toBe('dev is stopped.\n');
    expect(model.role('dev').phase.kind).toBe('off');
    await run(['stop', '--all']);
    expect(model.session('ada').phase.kind).toBe('off');
  });
});

describe('session', () => {
  it('is that of the only identity, for as long as is asked, with the code given (ST1, SE3)', async () => {
    const { run, model } = await stage();
    const ran = await run(['session', '--duration-seconds', '7200', '--code', model.aws.code()]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^ada until \d\d:\d\d, in 2 h 00\n$/);
    expect(model.aws.calls).toContainEqual({
      name: 'GetSessionToken',
      withCode: true,
      seconds: 7200,
    });
  });

  it('that is still good is kept, and a code that is given along is not spent (BO6)', async () => {
    const { run, model } = await active();
    const before = model.aws.calls.length;
    expect(await run(['session', 'ada', '--code', '123456'])).toMatchObject({ code: 0 });
    expect(model.aws.calls).toHaveLength(before);
  });

  it('is a new one with --force-new, for which the window asks (BO6)', async () => {
    const one = await active();
    const ran = one.run(['session', '--force-new']);
    await one.waiting(1);
    await one.model.clock.advance(31_000);
    await one.model.enterCode();
    expect(await ran).toMatchObject({ code: 0 });
    const names = one.model.aws.calls.map(({ name }) => name);
    expect(names.filter((name) => name === 'GetSessionToken')).toHaveLength(2);
  });

  it('refuses a length that AWS would not take, and asks nobody (ST13)', async () => {
    const { run, model } = await stage();
    expect(await run(['session', '--duration-seconds', '60'])).toMatchObject({ out: '', code: 2 });
    expect(model.notices).toEqual([]);
  });
});

describe('status', () => {
  it('tells what runs, how long, and when a person is needed (ST3, ST5)', async () => {
    const { run } = await active();
    const { out } = await run(['status']);
    expect(out).toMatch(/^session:ada {2}active: 12 h left$/m);
    expect(out).toMatch(/^dev {10}active: 1 h left, renewal 0 of \d+, 12 h left$/m);
    expect(out).toMatch(/^audit {8}not started$/m);
    expect(out).toMatch(/^Needs you \w{3} \d\d:\d\d, in 12 h 00\.$|^Needs you \d\d:\d\d, in /m);
  });

  it('says that a person is needed now while something waits for a code', async () => {
    const { run, model } = await active();
    model.engine.run({ kind: 'start', targets: [{ kind: 'role', profile: 'audit' }] });
    expect((await run(['status'])).out).toMatch(/^Needs you now: a code for audit\.$/m);
  });

  it('says so too once everything has ended', async () => {
    const { run, model } = await active();
    await model.clock.advance(13 * 3600_000);
    const { out } = await run(['status']);
    expect(out).toMatch(/^session:ada {2}needs a code/m);
    expect(out).toMatch(/^dev {10}needs a code/m);
    expect(out).toMatch(/^Needs you now: a code for .*\bdev\b/m);
  });

  it('is plain JSON for programs, with what is left as numbers (ST5)', async () => {
    const { run } = await active();
    const shape = z.object({
      roles: z.array(
        z.object({
          profile: z.string(),
          phase: z.string(),
          left: z.object({ totalSeconds: z.number() }).nullable(),
        }),
      ),
    });
    const { roles } = shape.parse(JSON.parse((await run(['status', '--json'])).out));
    expect(roles.find(({ profile }) => profile === 'dev')).toEqual({
      profile: 'dev',
      phase: 'fresh',
      left: { totalSeconds: 3600 },
    });
  });
});

describe('formats', () => {
  it('prints several roles as one map keyed sts-NAME (ST2, ST6)', async () => {
    const { run } = await active();
    const ran = await run(['export', 'dev', 'ops', '--format', 'vault']);
    const map = z
      .record(z.string(), z.object({ access_key: z.string() }))
      .parse(JSON.parse(ran.out));
    expect(Object.keys(map)).toEqual(['sts-dev', 'sts-ops']);
  });

  it('saves to a file, meant from where it was run (BO8)', async () => {
    const { run, model, folder } = await active();
    const ran = await run(['export', 'dev', '--format', 'json', '--file', 'dev.json']);
    expect(ran.out).toContain(join(folder, 'dev.json'));
    expect([...model.saved.keys()]).toEqual([join(folder, 'dev.json')]);
  });

  it('is not saved over a file of another kind, and code 7', async () => {
    const { run, model, folder } = await active();
    const path = join(folder, 'credentials');
    model.saved.set(path, '[work]\naws_secret_access_key = only-here\n');
    expect(await run(['export', 'dev', '--file', 'credentials'])).toMatchObject({
      out: '',
      err: `fobwatch: Another file is at ${path} already, so it was left as it is; choose another name.\n`,
      code: 7,
    });
    expect(model.saved.get(path)).toContain('only-here');
  });
});

describe('an AWS file as a map of profiles', () => {
  const CONFIG =
    '[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/dev\nsource_profile = ada\n';
  const BARE = '[ada]\naws_access_key_id = AKIA1\naws_secret_access_key = hidden-away\n';

  it('reads headers of both forms in one file and leaves secrets out (ST7)', async () => {
    const { run, folder } = await stage();
    writeFileSync(join(folder, 'any name'), CONFIG + BARE);
    const ran = await run(['profiles', '--json', '--file', 'any name']);
    expect(JSON.parse(ran.out)).toEqual({
      ada: { aws_access_key_id: 'AKIA1' },
      dev: { role_arn: 'arn:aws:iam::111122223333:role/dev', source_profile: 'ada' },
    });
  });

  it('writes to a file that only its owner reads, and over one only with --force (ST7)', async () => {
    const { run, folder } = await stage();
    writeFileSync(join(folder, 'config'), CONFIG);
    const out = join(folder, 'profiles.json');
    const words = ['profiles', '--file', 'config', '--output', 'profiles.json'];
    expect(await run(words)).toMatchObject({ code: 0 });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    writeFileSync(out, 'mine');
    expect(await run(words)).toEqual({
      out: '',
      err: `fobwatch: ${out} is there already; add --force to replace it.\n`,
      code: 7,
    });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await run([...words, '--force'])).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'utf8')).toContain('"dev"');
  });

  it.each([['profiles'], ['share']])(
    'is not made of an AWS file in force by %s, not even with --force',
    async (command) => {
      const { run, model } = await stage();
      const path = model.engine.state().paths.config;
      expect(await run([command, '--output', path, '--force'])).toMatchObject({
        err: `fobwatch: Another file is at ${path} already, so it was left as it is; choose another name.\n`,
        code: 7,
      });
    },
  );

  it('reads what is piped in (ST7)', async () => {
    const { run } = await stage();
    const ran = await run(['profiles', '--json', '--file=-'], { input: CONFIG });
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(ran.out)))).toEqual([
      'dev',
    ]);
  });

  it('says which file cannot be read', async () => {
    const { run, folder } = await stage();
    expect(await run(['profiles', '--file', 'absent'])).toMatchObject({
      code: 1,
      err: `fobwatch: ${join(folder, 'absent')} cannot be read: no such file (ENOENT); check the path.\n`,
    });
  });
});

describe('the AWS files', () => {
  it('take credentials in a profile, and it is told where, until when and what was left alone (SE1, SE7)', async () => {
    const { run } = await active();
    const { out, code } = await run(['write', 'ada', '--profile', 'mfa']);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(':')[0])).toEqual([
      'File',
      'Profile',
      'Serial number',
      'Ends',
      'Backup',
      'Region and output of mfa were left alone.',
      '',
    ]);
  });

  it('take them without a word with --quiet, which says only what went wrong (SE6)', async () => {
    const { run } = await active();
    const words = ['write', 'ada', '--profile', 'mfa', '--quiet'];
    expect(await run(words)).toEqual({ out: '', err: '', code: 0 });
    const wrong = await run(['write', 'ada', '--profile', 'no such name', '--quiet']);
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain('no such name');
  });

  it('take a live profile, give it back, and take the last write back', async () => {
    const { run } = await stage();
    expect((await run(['install', 'dev'])).out).toMatch(/^Live as dev-live in \/.+config\.\n$/);
    expect((await run(['undo'])).out).toContain('dev-live');
    expect(await run(['undo'])).toMatchObject({ out: '' });
    await run(['install', 'dev', '--profile', 'dev-tools']);
    expect((await run(['uninstall', 'dev-tools'])).out).toContain('dev-tools');
  });

  it('a live profile still gets its role after a grant of the same name was made', async () => {
    const { run, model } = await active();
    await run(['install', 'dev']);
    await run(['assume-role', 'dev']);
    expect((await run(['credentials', 'dev'])).err).toContain('stands for several things');
    const [, name = ''] = /credentials "(.+)"/.exec(model.files.config) ?? [];
    expect(await run(['credentials', name])).toMatchObject({ err: '', code: 0 });
  });
});

describe('console', () => {
  it('prints the URL that signs a role in (EX2)', async () => {
    const { run, model } = await active();
    const { out, code } = await run(['console', 'dev', '--print', '--destination', 's3']);
    expect(code).toBe(0);
    expect(new URL(out.trim()).searchParams.get('Action')).toBe('login');
    expect(model.ledger).toMatchObject([{ target: 'role:dev', how: 'console' }]);
  });

  it('refuses a session before a code is asked for', async () => {
    const { run, model } = await stage();
    const ran = await run(['console', 'ada', '--print']);
    expect(ran).toMatchObject({ out: '' });
    expect(ran.code).not.toBe(0);
    expect(model.engine.state().requests.size).toBe(0);
    expect(model.notices).toEqual([]);
  });
});

describe('who may reach the agent', () => {
  it('is its owner alone: the socket is 0600 in a folder of 0700', async () => {
    const { folder, run } = await stage();
    await run(['version']);
    const socket = join(folder, 'run', 'agent.sock');
    await until('the socket', () => existsSync(socket) || undefined);
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'run')).mode & 0o777).toBe(0o700);
  });
});

describe('fobwatch explain', () => {
  const refusal =
    'An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::logs/a" because no session policy allows the s3:GetObject action';

  it('BO7: tells an error that is piped in, in words and as JSON', async () => {
    const { run } = await stage();
    const ran = await run(['explain', '-'], { input: `some lines before\n${refusal}\n` });
    expect(ran).toMatchObject({ err: '', code: 0 });
    expect(ran.out).toMatch(/^AWS denied s3:GetObject on logs\/a to user\/ada: no session policy/);
    const json: unknown = JSON.parse((await run(['explain', refusal, '--json'])).out);
    expect(json).toMatchObject({
      read: { error: { action: 's3:GetObject', policy: 'session policy' } },
    });
  });

  it('says what it does not understand, with code 1', async () => {
    const { run } = await stage();
    expect(await run(['explain', 'Good morning.'])).toMatchObject({
      out: '',
      err: expect.stringContaining('This is not understood'),
      code: 1,
    });
  });
});
