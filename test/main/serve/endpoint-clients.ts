import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { AWS, newFolder, QUIET, run, type Environment } from '../../local-aws/run-client.ts';

/** Real clients of AWS that fetch their credentials from an endpoint and say who they are. */

export type Client = {
  /** The ARN that GetCallerIdentity answers with, or what the client said when it failed. */
  whoAmI(): Promise<string>;
};

/** Starts a client on the local AWS at `url`, with `env` and nothing else of this process's environment. */
export type StartClient = (url: string, env: Environment) => Promise<Client>;

const PYTHON = `
import sys, boto3
sts = None
for line in sys.stdin:
    try:
        sts = sts or boto3.client('sts', endpoint_url=sys.argv[1], region_name='us-east-1')
        print(sts.get_caller_identity()['Arn'], flush=True)
    except Exception as error:
        print(error, flush=True)
`;

const JAVASCRIPT = `
import { createInterface } from 'node:readline';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
const sts = new STSClient({ endpoint: process.argv[1], region: 'us-east-1' });
for await (const line of createInterface({ input: process.stdin })) {
  const said = await sts.send(new GetCallerIdentityCommand({})).then(({ Arn }) => Arn, String);
  console.log(said.replaceAll('\\n', ' '));
}
`;

/** A program that lives through the whole test: for each line it is sent it asks AWS once, and says a line. */
const lasting =
  (command: string, args: readonly string[]): StartClient =>
  async (url, env) => {
    const child = spawn(command, [...args, url], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: { PATH: '/usr/bin:/bin', HOME: await newFolder(), LC_ALL: 'C.UTF-8', ...QUIET, ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    onTestFinished(async () => {
      child.stdin.end();
      await ended;
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      whoAmI: async () => {
        child.stdin.write('\n');
        const { value } = await lines.next();
        return String(value);
      },
    };
  };

export const boto3 = lasting('/usr/bin/python3', ['-c', PYTHON]);
export const jsSdk = lasting(process.execPath, [
  '--no-warnings',
  '--input-type=module',
  '-e',
  JAVASCRIPT,
]);

/** A process for each question, as a person types it. */
export const awscli: StartClient = async (url, env) => ({
  whoAmI: async () => {
    const where = ['--endpoint-url', url, '--region', 'us-east-1'];
    const what = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'];
    const { exitCode, stdout, stderr } = await run(AWS, [...what, ...where], {
      env: { ...QUIET, ...env },
    });
    return (exitCode === 0 ? stdout : stderr).trim();
  },
});

export const clients: readonly (readonly [string, StartClient])[] = [
  ['awscli', awscli],
  ['boto3', boto3],
  ['the JS SDK', jsSdk],
];
