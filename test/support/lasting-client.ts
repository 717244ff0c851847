import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A client of AWS that lives through a whole test, and asks AWS anew each time it is told to. */
export type LastingClient = {
  /** The ARN that GetCallerIdentity answers with, or what the client said when it failed. */
  whoAmI(): Promise<string>;
  /** Resolves when it has ended. */
  stop(): Promise<void>;
};

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

/** Debian's boto3, and the JavaScript SDK. */
const commands = {
  boto3: ['/usr/bin/python3', '-c', PYTHON],
  'the JavaScript SDK': [
    process.execPath,
    '--no-warnings',
    '--input-type=module',
    '-e',
    JAVASCRIPT,
  ],
} as const;

export type LastingName = keyof typeof commands;

/** Starts a client on the AWS at `url`, with `env` and nothing else of this process's environment. */
export const startLasting = (
  name: LastingName,
  url: string,
  env: Readonly<Record<string, string>>,
): LastingClient => {
  const [command, ...args] = commands[name];
  const child = spawn(command, [...args, url], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    whoAmI: async () => {
      child.stdin.write('\n');
      const { value } = await lines.next();
      return String(value);
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};
