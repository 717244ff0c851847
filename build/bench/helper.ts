import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { socketIn } from '../../test/support/command-file.ts';
import { startStage } from '../../test/support/stage.ts';
import { until } from '../../test/support/until.ts';
import { inTurn, report } from './measure.ts';

// `fobwatch credentials` as AWS's clients run it, warm: beside a bare curl that asks the same of the same socket, and
// beside Debian's `aws configure export-credentials` with keys that lie in a file.

const ROUNDS = 40;
const AT_MOST_TIMES_CURL = 2.5;
const AT_LEAST_TIMES_FASTER = 25;

const stage = await startStage({});
try {
  await stage.start();
  const command = join(stage.data, 'bin', 'fobwatch');
  const run = (...words: readonly string[]) => stage.desktop.run([command, ...words]);
  await until('the command', () => run('version').catch(() => undefined));
  await run('credentials', 'dev-readonly', '--code', stage.code());

  const { env } = stage.desktop;
  const socket = socketIn(command);
  const words = ['credentials', 'dev-readonly'];
  const body = [`argc=${words.length}`, `cwd=${stage.desktop.home}`, '', ...words, ''].join('\0');
  appendFileSync(
    stage.files.credentials,
    '\n[in-file]\naws_access_key_id = AKIABENCH00000000000\naws_secret_access_key = bench\n',
  );
  const [ours = 0, curl = 0, aws = 0] = inTurn(
    [
      { command: [command, ...words], env },
      {
        command: [
          'curl',
          '-q',
          '-sS',
          '--unix-socket',
          socket,
          '--data-binary',
          '@-',
          'http://fobwatch/run',
        ],
        env,
        input: Buffer.from(body),
      },
      {
        command: ['/usr/bin/aws', 'configure', 'export-credentials', '--profile', 'in-file'],
        env: { ...env, AWS_EC2_METADATA_DISABLED: 'true' },
      },
    ],
    ROUNDS,
  );
  report('helper', [
    {
      name: 'credentials beside a bare curl, times as long',
      ours,
      other: curl,
      ratio: ours / curl,
      bound: AT_MOST_TIMES_CURL,
      met: ours / curl <= AT_MOST_TIMES_CURL,
    },
    {
      name: 'credentials beside aws configure export-credentials, times faster',
      ours,
      other: aws,
      ratio: aws / ours,
      bound: AT_LEAST_TIMES_FASTER,
      met: aws / ours >= AT_LEAST_TIMES_FASTER,
    },
  ]);
} finally {
  await stage.stop();
}
