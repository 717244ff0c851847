import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAgentStage, type AgentStage } from '../../support/agent-stage.ts';
import { runProgram } from '../../support/run-program.ts';

// A file that a command names is opened by the app, for which every file access is lost when some never end.

const SAML = ['--role-arn', 'arn:aws:iam::111122223333:role/a'];
const PRINCIPAL = ['--principal-arn', 'arn:aws:iam::111122223333:saml-provider/corp'];

/** Every command that reads a file, up to the path. */
const reading: readonly (readonly string[])[] = [
  ['profiles', '--file'],
  ['adopt', '--source-profile', 'ada'],
  ['add-profiles', '--role', 'Audit', '--source-profile', 'ada'],
  ['assume-role', 'dev', '--policy'],
  ['assume-saml', ...SAML, ...PRINCIPAL, '--assertion-file'],
];

describe('a file that a command names', () => {
  let stage: AgentStage;
  beforeAll(async () => {
    stage = await startAgentStage();
    await stage.model.enterCode();
    await runProgram('mkfifo', [join(stage.folder, 'pipe')]);
  });
  afterAll(() => stage.stop());

  it.each(reading)('is refused where it is a pipe that nobody writes to: %s', async (...words) => {
    expect(await stage.run([...words, 'pipe'])).toEqual({
      out: '',
      err: `fobwatch: ${join(stage.folder, 'pipe')} cannot be read: a pipe, not a file; check the path.\n`,
      code: 1,
    });
  });

  it('is refused where it is a pipe in the place of the journal', async () => {
    const journal = join(stage.folder, 'journal.log');
    await runProgram('mkfifo', [journal]);
    expect(await stage.run(['journal'])).toMatchObject({
      err: `fobwatch: ${journal} cannot be read: a pipe, not a file; check the path.\n`,
      code: 1,
    });
  });

  it('is refused where it has no end', async () => {
    expect(await stage.run(['profiles', '--file', '/dev/zero'])).toEqual({
      out: '',
      err: 'fobwatch: /dev/zero cannot be read: larger than 4 MB; check the path.\n',
      code: 1,
    });
  });

  it.each(['/dev/fd/63', '/dev/stdin', '/proc/self/fd/63', '/dev/../proc/thread-self/fd/63'])(
    'is refused where it is another one for each process: %s',
    async (path) => {
      const err = `fobwatch: ${path} can be opened only by whoever ran this, not by Fobwatch; pipe it in, and give - in its place.\n`;
      for (const words of [
        ['profiles', '--file', path],
        ['assume-web-identity', ...SAML, '--token-file', path],
      ])
        expect(await stage.run(words)).toEqual({ out: '', err, code: 2 });
    },
  );

  it('may be as large as what is piped in', async () => {
    const line = `# ${'-'.repeat(1022)}\n`;
    writeFileSync(join(stage.folder, 'large'), `${line.repeat(3 * 1024)}[profile far]\n`);
    const { out } = await stage.run(['profiles', '--json', '--file', 'large']);
    expect(JSON.parse(out)).toEqual({ far: {} });
  });
});
