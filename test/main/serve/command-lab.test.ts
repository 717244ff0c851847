import { describe, expect, it, onTestFinished } from 'vitest';
import { startAgentStage } from '../../support/agent-stage.ts';
import { labStage } from '../../support/lab-stage.ts';
import { runProgram, type Ran } from '../../support/run-program.ts';
import { until } from '../../support/until.ts';

// `fobwatch lab` with the real script and the real agent, in front of an engine on the local AWS.

const open = async () => {
  const lab = await labStage();
  const agent = await startAgentStage(lab.options);
  onTestFinished(agent.stop);
  const before = lab.aws.world();
  /** Time passes as long as something runs. */
  const whileTimePasses = async (running: Promise<Ran>): Promise<Ran> => {
    let ran: Ran | undefined;
    const ended = running.then((result) => {
      ran = result;
    });
    await until(
      'the command to end',
      async () => {
        if (ran === undefined) await lab.goOn();
        return ran;
      },
      { timeout: 60_000, every: 5 },
    );
    await ended;
    return running;
  };
  return {
    aws: lab.aws,
    before,
    run: (...words: readonly string[]) => whileTimePasses(agent.run(['lab', ...words])),
    answering: (answer: string, ...words: readonly string[]) => {
      const line = [agent.command, 'lab', ...words].map((word) => `'${word}'`).join(' ');
      return whileTimePasses(
        runProgram('script', ['-qefc', line, '/dev/null'], {
          typed: { asked: 'Type yes: ', answer },
          env: { SHELL: '/bin/sh' },
        }),
      );
    },
  };
};

describe('EX4: fobwatch lab', () => {
  it('makes nothing that nobody agreed to', async () => {
    const { run, aws, before } = await open();
    expect(await run('up')).toMatchObject({
      code: 4,
      out: '',
      err: 'fobwatch: Nobody can be asked here; add --yes to go ahead.\n',
    });
    expect(aws.world()).toEqual(before);
  });

  it('lists what it makes before it asks, and takes only yes for a yes', async () => {
    const { answering, aws, before } = await open();
    const ran = await answering('no\n', 'up');
    expect(ran.out).toMatch(
      /This will be made, and nothing else:\s+user arn:aws:iam::111122223333:user\/fobwatch-lab\/fobwatch-lab-\w{10}\s/,
    );
    expect(ran.out).toContain('In account 1111-2222-3333, with the key of ada.');
    expect(ran.out).toContain('Nothing was made.');
    expect(ran.code).toBe(4);
    expect(aws.world()).toEqual(before);
    const made = await answering('yes\n', 'up');
    expect(made.out).toContain('granted with a code');
    expect(made.code).toBe(0);
    expect(aws.world()).not.toEqual(before);
  });

  it('walks through, tells what is there, and removes it without trace', async () => {
    const { run, aws, before } = await open();
    const up = await run('up', '--yes');
    expect(up.code).toBe(0);
    expect(up.out).toContain('  refused without a code, as it must be\n  granted with a code\n');
    expect(up.out).not.toContain('SigninToken');
    const name = /The trial (\S+) is there/.exec(up.out)?.[1] ?? '';
    expect((await run('status')).out).toContain(`user ${name}\n`);
    const again = await run('up', '--yes');
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toContain('A trial is there already');
    const down = await run('down');
    expect(down).toMatchObject({
      code: 0,
      out: `Looked once more: nothing of the trial is left.\nIf you added ${name} to an authenticator, delete its entry there.\n`,
    });
    expect(aws.world()).toEqual(before);
    expect((await run('status')).out).toBe('Nothing of a trial is there.\n');
  });

  it('EX2: prints the URL that signs in to the console only when asked, alone on standard output', async () => {
    const { run, aws } = await open();
    const { code, out, err } = await run('up', '--yes', '--print');
    expect(code).toBe(0);
    expect(err).toContain('granted with a code');
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/federation\?Action=login&\S+\n$/);
    const page = await (await fetch(out.trim())).text();
    expect(page).toMatch(/id="who">arn:aws:sts::111122223333:assumed-role\/fobwatch-lab-/);
    expect(page).toContain('id="sees-buckets">yes');
    expect(aws.log().at(-1)).toMatchObject({ service: 'signin', action: 'login' });
  });

  it('says at which step it was refused, and what to do about what was made', async () => {
    const { run, aws, before } = await open();
    const fault = { kind: 'error', status: 403, code: 'AccessDenied', message: 'no' } as const;
    aws.addFault({ operation: 'iam:CreateRole', fault });
    const up = await run('up', '--yes');
    expect(up.code).toBe(1);
    expect(up.err).toContain('The trial stopped at: a role that needs MFA.');
    expect(up.err).toContain('fobwatch lab down');
    await run('down');
    expect(aws.world()).toEqual(before);
  });
});
